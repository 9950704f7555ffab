#!/usr/bin/env bash
# Trains a reading model and puts it into resources/models/NAME: the one command of docs/training.md.
#
#   train/run.sh NAME [WORK_FOLDER]             from nothing; NAME: standard (mpnet-base) or small (MiniLM-L6)
#   train/run.sh --further NAME [WORK_FOLDER]   goes on from the shipped weights: the upper layers, above all on train/gold
#
# From nothing, the encoders first learn the language of the texts (pretrained/). Then come five models of mpnet-base, each
# without a fifth of the marked texts; what they together see in texts that nobody has marked (labels/) is learned from beside
# the marks. On one graphics processor (H100) all that took a quarter of an hour; on two CPU cores reckon with more than a day.
#
# Everything on the way (a Python environment, encoders, checkpoints) is kept in WORK_FOLDER, outside the work tree
# (default ~/.cache/pledgebook-train); a run that was cut off goes on from its last checkpoint when started again.
# Marked texts: ../shared/gold (GOLD in the environment for another folder) and train/gold, whose Reuters stories are taken
# from ../shared/data/reuters (REUTERS); further texts without marks from ../shared/data/wikinews/articles.jsonl (WIKINEWS).
set -euo pipefail
further=
[ "${1:-}" = --further ] && { further=yes; shift; }
name=${1:?standard or small}
work=${2:-${XDG_CACHE_HOME:-$HOME/.cache}/pledgebook-train}
project=$(cd "$(dirname "$0")/.." && pwd)
gold=${GOLD:-$project/../shared/gold}
reuters=${REUTERS:-$project/../shared/data/reuters}
wikinews=${WIKINEWS:-$project/../shared/data/wikinews/articles.jsonl}
labels=$work/labels
case $name in
  standard) encoder=mpnet; weights=(block8) ;;
  small) encoder=minilm; weights=(dynamic8 --reach 128) ;;
  *) echo "train/run.sh: $name: standard or small" >&2; exit 2 ;;
esac

mkdir -p "$work"
python=$work/venv/bin/python
[ -x "$python" ] || { python3 -m venv "$work/venv" && "$python" -m pip install -q -r "$project/train/requirements.txt"; }
[ -f "$work/encoders/$encoder/model.safetensors" ] || "$python" "$project/train/encoders.py" "$work/encoders"

# PyTorch asks for hundreds of megabytes a layer, of changing sizes: glibc's allocator gives them back each time (half the
# speed) or, told to keep them, grows by a gigabyte a minute; jemalloc does neither.
for lib in /usr/lib/*/libjemalloc.so.2; do
  [ -f "$lib" ] && export LD_PRELOAD=$lib MALLOC_CONF=background_thread:true,metadata_thp:auto,dirty_decay_ms:30000,muzzy_decay_ms:30000
done

out=$project/resources/models/$name
more=$work/gold marked=$work/marked pretrained=$work/pretrained/$encoder
(cd "$project" && npx node train/assemble.ts train/gold "$reuters" "$more" && npx node train/prepare.ts "$marked" "$gold/train" "$more")
(cd "$project" && npx node train/mentions.ts "$marked/train" "$gold/dev") > "$work/mentions.jsonl"
given=(--marked "$marked/train" --gold "$gold" --mentions "$work/mentions.jsonl")
mkdir -p "$work/$name"
if [ "$further" ]; then
  "$python" "$project/train/restore.py" --encoder "$work/encoders/$encoder" --model "$out" --out "$work/$name/shipped.pt"
  "$python" "$project/train/heads.py" "${given[@]}" --encoder "$work/encoders/$encoder" --model "$work/$name/shipped.pt" --out "$work/$name/further.pt" --layers 4 --epochs 2 --rate 3e-4 --queries 6
  trained=further.pt
else
  (cd "$project" && npx node train/unmarked.ts "$reuters" "$wikinews" "$gold/train" "$gold/dev" "$more" eval/details) > "$work/unmarked.jsonl"
  cat "$work/unmarked.jsonl" "$marked/train"/*.json > "$work/texts.jsonl"
  for e in mpnet "$encoder"; do
    case $e in mpnet) pretraining=(--epochs 11) ;; minilm) pretraining=(--epochs 15 --rate 3e-4) ;; esac
    [ -f "$work/pretrained/$e/model.safetensors" ] || "$python" "$project/train/pretrain.py" --encoder "$work/encoders/$e" --texts "$work/texts.jsonl" --out "$work/pretrained/$e" "${pretraining[@]}"
  done
  if [ ! -f "$labels/done" ]; then
    teachers=()
    for fold in 0 1 2 3 4; do
      "$python" "$project/train/train.py" "${given[@]}" --encoder "$work/pretrained/mpnet" --out "$work/fold-$fold" --epochs 7 --batch 16 --rate 8e-5 --seed "1$fold" --fold "$fold" 5
      teachers+=("$work/fold-$fold/model.pt")
    done
    "$python" "$project/train/ensemble.py" "${given[@]}" --encoder "$work/pretrained/mpnet" --models "${teachers[@]}" --texts "$work/unmarked.jsonl" --texts-only --out "$labels"
    touch "$labels/done"
  fi
  case $name in
    standard) settings=(--epochs 5 --rate 9e-5 --seed 4 --times 3) ;;
    small) settings=(--epochs 8 --rate 3e-4 --seed 1 --soft-encoder "$work/encoders/mpnet") ;;
  esac
  "$python" "$project/train/train.py" "${given[@]}" --encoder "$pretrained" --out "$work/$name" --batch 32 "${settings[@]}" --soft "$labels"/unmarked-*.soft
  trained=model.pt
fi
unset LD_PRELOAD MALLOC_CONF
"$python" "$project/train/export.py" --encoder "$work/encoders/$encoder" --model "$work/$name/$trained" --out "$out" --name "$name" --weights "${weights[@]}"
"$python" "$project/train/choose.py" --encoder "$work/encoders/$encoder" --model "$out" --gold "$gold"
cd "$project"
if [ "$name" = standard ]; then npx node train/claim-evidence.ts "$reuters"; fi
npx node eval/thresholds.ts "$name" "$gold" "$reuters"
npx node eval/calibrate.ts "$name" "$gold" "$reuters"
