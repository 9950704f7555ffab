#!/usr/bin/env python3
"""Trains the reading model.

    train.py --encoder FOLDER --gold FOLDER --out FOLDER --mentions FILE [--more FOLDER] [--epochs 8] [--batch 12] [--rate 7e-5] [--seed 1] [--rest 2 6]

--encoder  a pretrained encoder (encoders.py fetches them); --gold: train/, dev/, attributions/{train,dev}/ as in docs/training.md.
--mentions what mentions.ts printed for train/, dev/ and the folder of --more.
--out      a folder outside the work tree: checkpoint.pt every few minutes (a run that was cut off goes on from it when
           started again with the same command), model.pt after each epoch, log.jsonl.
--rest     after that many epochs that many of the lowest layers stay as they are: they change little by then, and a step
           takes a third less without their gradients.
"""
import argparse
import hashlib
import json
import math
import random
import time
from pathlib import Path

import torch
from transformers import AutoTokenizer

from checkpoint import Checkpoint
from data import batch, load, tokenise, windows
from labels import CUE
from loss import loss
from match import load_mentions
from model import Reader
from quick import Half, quicken


def run(model, t):
    """Outputs of one batch of `data.batch`."""
    e = model.encode
    tag, shared, query = e(e.words(t['ids']), t['cases'], t['mask'])
    if not len(t['row']):
        return tag, None, None
    at = torch.arange(shared.shape[1])[None]
    on = ((at >= t['first'][:, None]) & (at <= t['last'][:, None])).to(query.dtype)[:, :, None]
    own = (query[t['row']] * on).sum(1) / on.sum(1)
    tokens, claim = model.arguments(shared[t['row']], own, t['kind'], t['first'], t['last'], t['mask'][t['row']])
    return tag.float(), tokens.float(), claim.float()


def digest(doc):
    return hashlib.sha256(doc.text.encode()).digest()


def optimiser(model, rate):
    plain = lambda n: 'bias' in n or 'norm' in n.lower()
    named = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    inner = [(n, p) for n, p in named if n.startswith('encode.encoder.')]
    outer = [(n, p) for n, p in named if not n.startswith('encode.encoder.')]
    groups = [{'params': [p for n, p in some if plain(n) == bare], 'lr': r, 'weight_decay': 0.0 if bare else 0.01}
              for some, r in ((inner, rate), (outer, min(1e-3, rate * 10))) for bare in (False, True)]
    return torch.optim.AdamW(groups)


def plan(ws, size, rng):
    """Batches of windows of similar length, in random order."""
    order = sorted(range(len(ws)), key=lambda i: len(ws[i].ids) + rng.random() * 60)
    some = [order[i:i + size] for i in range(0, len(order), size)]
    rng.shuffle(some)
    return some


def rest(model, layers):
    """What lies below a layer of the encoder, and the layer itself, is no longer trained."""
    inner = model.encode.encoder
    for part in (model.encode.case, inner.embeddings, *inner.encoder.layer[:layers]):
        part.requires_grad_(False)


@torch.no_grad()
def dev_loss(model, ws, special, size):
    model.eval()
    sums = {}
    for i in range(0, len(ws), size):
        t = batch(ws[i:i + size], special)
        for k, v in loss(run(model, t), t)[1].items():
            sums.setdefault(k, []).append(v)
    return {k: round(sum(v) / len(v), 4) for k, v in sums.items()}


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--encoder', required=True)
    p.add_argument('--gold', required=True)
    p.add_argument('--out', required=True)
    p.add_argument('--mentions', required=True)
    p.add_argument('--more', help='a further folder of marked texts')
    p.add_argument('--epochs', type=int, default=8)
    p.add_argument('--batch', type=int, default=12)
    p.add_argument('--rate', type=float, default=7e-5)
    p.add_argument('--seed', type=int, default=1)
    p.add_argument('--queries', type=int, default=14, help='predicates and cues of a window in one step, at most: keeps its memory and time even')
    p.add_argument('--rest', type=int, nargs=2, default=[], metavar=('EPOCHS', 'LAYERS'))
    p.add_argument('--limit', type=int, help='train on so many texts only: for trying the whole path')
    a = p.parse_args()
    out = Path(a.out)
    out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(a.seed)
    tokenizer = AutoTokenizer.from_pretrained(a.encoder)
    special = (tokenizer.cls_token_id, tokenizer.sep_token_id, tokenizer.pad_token_id)
    gold = Path(a.gold)
    train, dev = load(gold / 'train', gold / 'attributions/train') + (load(a.more) if a.more else []), load(gold / 'dev', gold / 'attributions/dev')
    held = {digest(d) for d in dev}
    for d in train:
        if digest(d) in held:
            print(d.name, 'is left out: its text is among the dev texts', flush=True)
    train = [d for d in train if digest(d) not in held]
    for d in (train := train[:a.limit]) + dev:
        tokenise(tokenizer, d)
    mentions = load_mentions(a.mentions)
    t0 = time.monotonic()
    ws, dev_ws = windows(train, mentions), windows(dev, mentions)
    print(len(train), 'texts,', len(ws), 'windows,', sum(len(w.queries) for w in ws), 'queries,', round(time.monotonic() - t0), 's to prepare', flush=True)

    model, twin = Reader(a.encoder), Reader(a.encoder)
    for m in (model, twin):
        quicken(m)
    opt = optimiser(model, a.rate)
    rates = [g['lr'] for g in opt.param_groups]
    per_epoch = math.ceil(len(ws) / a.batch)
    steps, settings = a.epochs * per_epoch, {k: v for k, v in vars(a).items() if k != 'out'}
    checkpoint = Checkpoint(out / 'checkpoint.pt', settings, model, opt)
    step = checkpoint.restore()
    half = Half(model, twin)
    while step < steps:
        epoch, at = divmod(step, per_epoch)
        rng = random.Random(a.seed * 1000 + epoch)  # the same order again after an interruption
        torch.manual_seed(a.seed * 100000 + step)
        todo = plan(ws, a.batch, rng)[at:]
        twin.train()
        if a.rest and epoch >= a.rest[0]:
            rest(twin, a.rest[1])
        t0, total, parts = time.monotonic(), 0.0, {}
        for chosen in todo:
            t = batch([ws[i] for i in chosen], special, a.queries, random.Random(a.seed + step))
            value, some = loss(run(twin, t), t)
            step += 1
            f = min(step / (0.08 * steps), max(0.0, (steps - step) / (0.92 * steps)))
            for g, r in zip(opt.param_groups, rates):
                g['lr'] = r * f
            value.backward()
            half.gradients()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            opt.step()
            half.refresh()
            total += value.item()
            for k, v in some.items():
                parts[k] = parts.get(k, 0) + v / len(todo)
            if step % 20 == 0:
                print(f'  step {step} of {steps}, loss {value.item():.3f}, {(time.monotonic() - t0) / (step - epoch * per_epoch - at):.2f} s a step', flush=True)
            checkpoint.save_sometimes(step)
        line = {'epoch': epoch, 'loss': round(total / len(todo), 4), 'seconds': round(time.monotonic() - t0), 'train': {k: round(v, 4) for k, v in parts.items()}, 'dev': dev_loss(twin, dev_ws, special, a.batch)}
        print(json.dumps(line), flush=True)
        with open(out / 'log.jsonl', 'a') as log:
            log.write(json.dumps(line) + '\n')
        torch.save({'model': model.state_dict(), 'settings': settings, 'epoch': epoch}, out / 'model.pt')


if __name__ == '__main__':
    main()
