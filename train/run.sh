#!/usr/bin/env bash
# Trains a reading model from nothing and puts it into resources/models/NAME: the one command of docs/training.md.
#
#   train/run.sh NAME [WORK_FOLDER]     NAME: standard (mpnet-base) or small (MiniLM-L6)
#
# Everything on the way (a Python environment, encoders, checkpoints) is kept in WORK_FOLDER, outside the work tree
# (default ~/.cache/pledgebook-train); a run that was cut off goes on from its last checkpoint when started again.
# The marked texts are taken from ../shared/gold (GOLD in the environment for another folder).
set -euo pipefail
name=${1:?standard or small}
work=${2:-${XDG_CACHE_HOME:-$HOME/.cache}/pledgebook-train}
project=$(cd "$(dirname "$0")/.." && pwd)
gold=${GOLD:-$project/../shared/gold}
case $name in
  standard) encoder=mpnet; settings=(--epochs 7 --batch 12 --rate 7e-5 --seed 1) ;;
  small) encoder=minilm; settings=(--epochs 6 --batch 12 --rate 2e-4 --seed 1 --queries 8) ;;
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
(cd "$project" && npx node train/mentions.ts "$gold/train" "$gold/dev") > "$work/mentions.jsonl"
"$python" "$project/train/train.py" --encoder "$work/encoders/$encoder" --gold "$gold" --mentions "$work/mentions.jsonl" --out "$work/$name" "${settings[@]}"
"$python" "$project/train/heads.py" --encoder "$work/encoders/$encoder" --model "$work/$name/model.pt" --gold "$gold" --mentions "$work/mentions.jsonl" --out "$work/$name/heads.pt"
unset LD_PRELOAD MALLOC_CONF
"$python" "$project/train/export.py" --encoder "$work/encoders/$encoder" --model "$work/$name/heads.pt" --out "$out" --name "$name"
"$python" "$project/train/choose.py" --encoder "$work/encoders/$encoder" --model "$out" --gold "$gold"
cd "$project" && npx node eval/thresholds.ts "$name" "$gold"
