#!/bin/sh
# One day of the county's private cars in SUMO (Debian's package `sumo`), mesoscopic and without queues at junctions.
#   bench/sumo.sh build/release/bench/sumo_export [folder]
set -eu
export_program=$1
folder=${2:-$(mktemp -d)}
"$export_program" "$folder"
cd "$folder"
netconvert --node-files county.nod.xml --edge-files county.edg.xml --output-file county.net.xml --no-turnarounds false \
    --junctions.limit-turn-speed -1 > netconvert.log 2>&1
/usr/bin/time -f 'sumo_wall_s,%e\nsumo_cpu_s,%U\nsumo_kb,%M' \
    sumo --mesosim --net-file county.net.xml --route-files county.rou.xml --begin 0 --end 100000 --step-length 1 \
    --no-step-log --no-warnings --duration-log.statistics --ignore-route-errors | tee sumo.log | grep -E 'Vehicles:|Inserted|Duration|Real|UPS|Running|Speed|Duration:' || true
