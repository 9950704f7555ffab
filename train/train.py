#!/usr/bin/env python3
"""Trains the reading model.

    train.py --encoder FOLDER --marked FOLDER --gold FOLDER --out FOLDER --mentions FILE [--epochs 8] [--batch 12] [--rate 7e-5] [--seed 1] [--rest 2 6]
             [--fold 0 5] [--soft FILE…] [--soft-encoder FOLDER] [--minutes 10]

--encoder  a pretrained encoder (encoders.py fetches them, pretrain.py goes on with one).
--marked   what prepare.ts wrote; --gold: dev/ and attributions/{train,dev}/ as in docs/training.md.
--mentions what mentions.ts printed for both.
--out      a folder outside the work tree: checkpoint.pt every few minutes (a run that was cut off goes on from it when
           started again with the same command), model.pt after each epoch, log.jsonl.
--rest     after that many epochs that many of the lowest layers stay as they are: they change little by then, and a step
           takes a third less without their gradients.
--fold     leaves out the texts of this fold, of so many: those that the trained model may say something about (ensemble.py).
--minutes  at most so long: the rate falls to nothing by then, whether or not all epochs are done.
--soft     texts without marks, as several models read them (ensemble.py writes such files), are learned from in every epoch, too;
           --soft-encoder where these stand on another encoder than the trained one.
"""
import argparse
import hashlib
import json
import math
import random
import time
from pathlib import Path

import torch
from torch.utils.data import DataLoader
from transformers import AutoTokenizer

import soft
from checkpoint import Checkpoint
from data import batch, load, tokenise, windows
from loss import loss, soft_loss
from match import load_mentions
from model import Reader
from quick import DEVICE, Half, quicken


def run(model, t):
    """Outputs of one batch of `data.batch` or `soft.batch`."""
    e = model.encode
    tag, shared, query = e(e.words(t['ids']), t['cases'], t['mask'])
    if not len(t['row']):
        return tag.float(), None, None
    at = torch.arange(shared.shape[1], device=shared.device)[None]
    on = ((at >= t['first'][:, None]) & (at <= t['last'][:, None])).to(query.dtype)[:, :, None]
    own = (query[t['row']] * on).sum(1) / on.sum(1)
    tokens, claim = model.arguments(shared[t['row']], own, t['kind'], t['first'], t['last'], t['mask'][t['row']])
    return tag.float(), tokens.float(), claim.float()


def digest(doc):
    return hashlib.sha256(doc.text.encode()).digest()


def fold(doc, folds):
    """Which of so many folds a text belongs to: by its words, so that every run parts them alike."""
    return int.from_bytes(digest(doc)[:4]) % folds


class Batches(torch.utils.data.Dataset):
    """Batches by their plan: ('gold' or 'soft', windows, seed), made ready beside the training."""

    def __init__(self, plan, ws, special, queries):
        self.plan, self.ws, self.special, self.queries = plan, ws, special, queries

    def __len__(self):
        return len(self.plan)

    def __getitem__(self, i):
        kind, chosen, seed = self.plan[i]
        make = soft.batch if kind == 'soft' else batch
        return kind, make([self.ws[kind][k] for k in chosen], self.special, self.queries, random.Random(seed))


def on_device(t):
    return {k: v.to(DEVICE, non_blocking=True) for k, v in t.items()}


def optimiser(model, rate):
    plain = lambda n: 'bias' in n or 'norm' in n.lower()
    named = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    inner = [(n, p) for n, p in named if n.startswith('encode.encoder.')]
    outer = [(n, p) for n, p in named if not n.startswith('encode.encoder.')]
    groups = [{'params': [p for n, p in some if plain(n) == bare], 'lr': r, 'weight_decay': 0.0 if bare else 0.01}
              for some, r in ((inner, rate), (outer, min(1e-3, rate * 10))) for bare in (False, True)]
    return torch.optim.AdamW(groups, fused=True)


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
        t = on_device(batch(ws[i:i + size], special))
        for k, v in loss(run(model, t), t)[1].items():
            sums.setdefault(k, []).append(v.item())
    return {k: round(sum(v) / len(v), 4) for k, v in sums.items()}


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--encoder', required=True)
    p.add_argument('--marked', required=True)
    p.add_argument('--gold', required=True)
    p.add_argument('--out', required=True)
    p.add_argument('--mentions', required=True)
    p.add_argument('--epochs', type=int, default=8)
    p.add_argument('--batch', type=int, default=12)
    p.add_argument('--rate', type=float, default=7e-5)
    p.add_argument('--seed', type=int, default=1)
    p.add_argument('--queries', type=int, default=14, help='predicates and cues of a window in one step, at most: keeps its memory and time even')
    p.add_argument('--rest', type=int, nargs=2, default=[], metavar=('EPOCHS', 'LAYERS'))
    p.add_argument('--limit', type=int, help='train on so many texts only: for trying the whole path')
    p.add_argument('--minutes', type=float)
    p.add_argument('--times', type=int, default=1, help='how often an epoch takes each marked text')
    p.add_argument('--fold', type=int, nargs=2, metavar=('FOLD', 'FOLDS'))
    p.add_argument('--soft', nargs='+', default=[], metavar='FILE')
    p.add_argument('--soft-encoder', metavar='FOLDER')
    p.add_argument('--workers', type=int, default=0, help='processes that make batches ready')
    a = p.parse_args()
    out = Path(a.out)
    out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(a.seed)
    tokenizer = AutoTokenizer.from_pretrained(a.encoder)
    special = (tokenizer.cls_token_id, tokenizer.sep_token_id, tokenizer.pad_token_id)
    gold = Path(a.gold)
    train, dev = load(a.marked, gold / 'attributions/train'), load(gold / 'dev', gold / 'attributions/dev')
    held = {digest(d) for d in dev}
    for d in train:
        if digest(d) in held:
            print(d.name, 'is left out: its text is among the dev texts', flush=True)
    train = [d for d in train if digest(d) not in held and not (a.fold and fold(d, a.fold[1]) == a.fold[0])]
    for d in (train := train[:a.limit]) + dev:
        tokenise(tokenizer, d)
    mentions = load_mentions(a.mentions)
    t0 = time.monotonic()
    ws = {'gold': windows(train, mentions) * a.times, 'soft': [w for f in a.soft for w in soft.load(f)]}
    if a.soft_encoder:
        ws['soft'] = soft.respelt(ws['soft'], AutoTokenizer.from_pretrained(a.soft_encoder), tokenizer)
    dev_ws = windows(dev, mentions)
    print(len(train), 'texts,', len(ws['gold']), 'windows,', sum(len(w.queries) for w in ws['gold']), 'queries,', len(ws['soft']), 'soft windows,', round(time.monotonic() - t0), 's to prepare', flush=True)

    model, twin = Reader(a.encoder), Reader(a.encoder)
    for m in (model, twin):
        quicken(m.to(DEVICE))
    opt = optimiser(model, a.rate)
    rates = [g['lr'] for g in opt.param_groups]
    per_epoch = sum(math.ceil(len(some) / a.batch) for some in ws.values())
    steps, settings = a.epochs * per_epoch, {k: v for k, v in vars(a).items() if k != 'out'}
    checkpoint = Checkpoint(out / 'checkpoint.pt', settings, model, opt)
    step = checkpoint.restore()
    half = Half(model, twin)
    begun, ended = time.monotonic(), False
    while step < steps and not ended:
        epoch, at = divmod(step, per_epoch)
        rng = random.Random(a.seed * 1000 + epoch)  # the same order again after an interruption
        torch.manual_seed(a.seed * 100000 + step)
        todo = [(kind, chosen) for kind, some in ws.items() for chosen in plan(some, a.batch, rng)]
        rng.shuffle(todo)
        todo = [(*what, a.seed + epoch * per_epoch + i) for i, what in enumerate(todo)][at:]
        twin.train()
        if a.rest and epoch >= a.rest[0]:
            rest(twin, a.rest[1])
        t0, total, parts = time.monotonic(), 0.0, {}
        for kind, t in DataLoader(Batches(todo, ws, special, a.queries), batch_size=None, num_workers=a.workers, prefetch_factor=4 if a.workers else None):
            t = on_device(t)
            value, some = (soft_loss if kind == 'soft' else loss)(run(twin, t), t)
            step += 1
            done = max(step / steps, (time.monotonic() - begun) / (60 * a.minutes) if a.minutes else 0)
            f = min(step / (0.08 * steps), max(0.0, (1 - done) / 0.92))
            for g, r in zip(opt.param_groups, rates):
                g['lr'] = r * f
            value.backward()
            half.gradients()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            opt.step()
            half.refresh()
            total += value.detach()
            for k, v in some.items():
                parts[f'{kind} {k}'] = parts.get(f'{kind} {k}', 0) + v / len(todo)
            if step % 20 == 0:
                print(f'  step {step} of {steps}, loss {value.item():.3f}, {(time.monotonic() - t0) / (step - epoch * per_epoch - at):.2f} s a step', flush=True)
            checkpoint.save_sometimes(step)
            if ended := done >= 1:
                break
        line = {'epoch': epoch, 'loss': round(float(total) / len(todo), 4), 'seconds': round(time.monotonic() - t0), 'train': {k: round(float(v), 4) for k, v in parts.items()}, 'dev': dev_loss(twin, dev_ws, special, a.batch)}
        print(json.dumps(line), flush=True)
        with open(out / 'log.jsonl', 'a') as log:
            log.write(json.dumps(line) + '\n')
        if step == steps or ended or DEVICE.type == 'cpu':  # where an epoch takes seconds, only the last
            torch.save({'model': model.state_dict(), 'settings': settings, 'epoch': epoch}, out / 'model.pt')


if __name__ == '__main__':
    main()
