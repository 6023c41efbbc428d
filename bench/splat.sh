#!/bin/sh
# Path loss around one mast in SPLAT! (Debian's package `splat`) and here, over the same ground. SPLAT! runs three
# times: to 50 km, to 1 km for what it takes to read and write its files, and once more to count the paths.
#   bench/splat.sh build/release/bench/splat_export [folder]
set -eu
export_program=$1
folder=${2:-$(mktemp -d)}
export_program=$(realpath "$export_program")
"$export_program" "$folder" > /dev/null
cd "$folder"
for model in itwom olditm; do
    option=
    [ $model = olditm ] && option=-olditm
    for radius in 50 1; do
        /usr/bin/time -f "$model to $radius km: %U CPU-s, %M kB" \
            splat -t mast.qth -L 1.5 -R $radius -metric -N -d . $option -o map.ppm > splat.log
    done
    splat -t mast.qth -L 1.5 -R 50 -metric -N -d . $option -o map.ppm -ano losses_$model.txt > splat.log
    echo "$model: $(grep -c '^[0-9.]*, [0-9.]*, [0-9.]*, ' losses_$model.txt) paths"
    "$export_program" "$folder" losses_$model.txt
done
