#!/bin/sh
# An experiment on a cluster of Slurm: sbatch scenarios/experiments/slurm.sh scenarios/experiments/county-morris.yaml
# Each task lives one run at a time; a run of the county takes 330 to 400 MB beyond what tasks of a node have each anyway.
# When time is up or a node is lost, the same command goes on from where it was.
#SBATCH --job-name=rurban
#SBATCH --ntasks=64
#SBATCH --cpus-per-task=1
#SBATCH --mem-per-cpu=1500M
#SBATCH --time=04:00:00
#SBATCH --signal=TERM@60
set -eu
# Slurm's own launcher; where Open MPI was built without it: mpirun --enable-recovery
exec srun build/release/tools/rurban batch "$1" --out "results/$(basename "$1" .yaml)" --csv
