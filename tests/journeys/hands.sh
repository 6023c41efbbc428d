# Hands on a real window under Xvfb, for the journeys: sourced with `program` set. Ends with 77 where a tool is missing.
# RURBAN_PICTURES: a folder for pictures of what was seen (needs ImageMagick).
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
for tool in Xvfb xdotool; do
  command -v $tool >/dev/null || { echo "SKIPPED: the journeys need $tool (Debian: xvfb, xdotool)"; exit 77; }
done
work=$(mktemp -d)
mkdir "$work/tmp"
export HOME=$work TMPDIR=$work/tmp XDG_STATE_HOME=$work/state LIBGL_ALWAYS_SOFTWARE=1 LANG=C.UTF-8
mkfifo "$work/display"
Xvfb -displayfd 3 -screen 0 1600x900x24 -nolisten tcp 3>"$work/display" 2>"$work/xvfb.log" &
server=$!
export DISPLAY=:$(head -1 "$work/display")
window=
finish() {
  [[ -n $window ]] && kill "$window" 2>/dev/null || true
  kill $server 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT
passed=0

open() {  # NAME ARGUMENTS…: opens the window in a folder of its own
  name=$1
  shift
  mkdir -p "$work/$name"
  cd "$work/$name"
  ln -sfn "$root/scenarios" scenarios
  "$program" view "$@" --lang sv --widgets widgets >out 2>err &
  window=$!
  id=$(timeout 30 xdotool search --sync --onlyvisible --name 'Rurban Twin' | tail -1)
  xdotool windowfocus "$id" 2>/dev/null || true
  sleep 1.5
}
fail() {
  echo "FAILED: $name: $*"
  [[ -z ${RURBAN_PICTURES:-} ]] || import -window root "$RURBAN_PICTURES/$name-failed.png"
  cat err
  exit 1
}
key() { for k in "$@"; do xdotool key --window "$id" "$k"; sleep 0.25; done; }
reach() {  # ID X: turns the wheel over the panel at X, up and then down, until the widget is seen
  xdotool mousemove --window "$id" "$2" 225
  for turn in $(seq 160); do
    if grep -q "^$1 " widgets; then
      for step in $(seq 40); do  # until the panel stands still: a hand that moves has it drawn anew
        local before=$(grep "^$1 " widgets || true)
        xdotool mousemove --window "$id" "$2" $((224 + step % 2))
        sleep 0.7
        [[ -n $before && $(grep "^$1 " widgets || true) == "$before" ]] && ((step > 2)) && return
      done
    fi
    xdotool click $((turn < 60 ? 4 : 5))
    sleep 0.05
  done
  fail "$1 can't be reached"
}
click() {  # ID of a widget, and where in it (per cent from left and top)
  for _ in $(seq 80); do grep -q "^$1 " widgets 2>/dev/null && break; sleep 0.25; done
  read -r _ left top width height < <(grep "^$1 " widgets) || fail "there is no $1"
  xdotool mousemove --window "$id" $((left + width * ${2:-50} / 100)) $((top + height * ${3:-50} / 100))
  sleep 0.15
  xdotool click 1
  sleep 0.4
}
turn_screen() {  # to the full screen or back: another window. A key sent to the old one would be let go in no window
  xdotool key F11
  local old=$id
  for _ in $(seq 100); do
    id=$(xdotool search --onlyvisible --name 'Rurban Twin' 2>/dev/null | tail -1) || true
    [[ -n $id && $id != "$old" ]] && break
    sleep 0.1
  done
  [[ -n $id && $id != "$old" ]] || fail "F11 opens no other window"
  sleep 1
}
leave() {  # closes the window; it must end by itself and have said nothing
  xdotool key --window "$id" Escape
  xdotool key --window "$id" ctrl+q
  gone
}
gone() {
  for _ in $(seq 100); do kill -0 "$window" 2>/dev/null || break; sleep 0.1; done
  kill -0 "$window" 2>/dev/null && fail "does not end when it is closed"
  wait "$window" || true
  window=
  grep -v 'vertical sync\|X connection\|XIO' err >said || true
  [[ -s said ]] && fail "it complained: $(cat said)"
  passed=$((passed + 1))
  echo "passed: $name"
}
until_file() { for _ in $(seq 240); do [[ -s $1 ]] && return; sleep 0.25; done; fail "$1 did not come"; }
