#!/usr/bin/env python3
"""Trains the upper part of a model further: what stands on the encoder, and its last layers if so asked.

    heads.py --encoder FOLDER --model FOLDER/model.pt --marked FOLDER --gold FOLDER --mentions FILE --out FOLDER/heads.pt
             [--layers 0] [--epochs 6] [--rate 6e-4]

The lower layers' answers are computed once and kept, so an epoch costs a quarter of one of train.py (layers 0) or half
(layers 4). The spans and pointers gain from more epochs than the predicates do, which an encoder of this size overfits
after six or seven. With layers 0 the tags (predicates, cues) stay as they are.
"""
import argparse
import json
import random
import time
from pathlib import Path

import torch
from transformers import AutoTokenizer

from checkpoint import Checkpoint
from data import batch, load, tokenise, windows
from loss import loss
from match import load_mentions
from model import Reader
from quick import FAST, Half, quicken
from train import digest, plan


@torch.no_grad()
def features(encode, ws, special, size=16):
    """What the layers that stay make of each window: [n, h]."""
    out = [None] * len(ws)
    order = sorted(range(len(ws)), key=lambda i: len(ws[i].ids))
    for i in range(0, len(order), size):
        t = batch([ws[k] for k in order[i:i + size]], special)
        x = encode.encoder(inputs_embeds=encode.words(t['ids']) + encode.case(t['cases']), attention_mask=t['mask']).last_hidden_state
        for k, row in zip(order[i:i + size], x):
            out[k] = row[:len(ws[k].ids) + 2].clone()
    return out


def run(model, upper, t, chosen):
    e = model.encode
    x = torch.zeros(*t['ids'].shape, chosen[0].shape[1], dtype=FAST)
    for k, row in enumerate(chosen):
        x[k, :len(row)] = row
    if upper is not None:
        x = upper(x, attention_mask=((1.0 - t['mask'].to(FAST)) * -1e4)[:, None, None, :])[0]
    x = e.drop(e.norm(x))
    tag = None if upper is None else e.tags(x).float()
    if not len(t['row']):
        return tag, None, None
    shared, query = e.shared(x), e.query(x)
    at = torch.arange(shared.shape[1])[None]
    on = ((at >= t['first'][:, None]) & (at <= t['last'][:, None])).to(query.dtype)[:, :, None]
    own = (query[t['row']] * on).sum(1) / on.sum(1)
    tokens, claim = model.arguments(shared[t['row']], own, t['kind'], t['first'], t['last'], t['mask'][t['row']])
    return tag, tokens.float(), claim.float()


def layers_of(model):
    return model.encode.encoder.encoder.layer


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ('encoder', 'model', 'marked', 'gold', 'mentions', 'out'):
        p.add_argument('--' + name, required=True)
    p.add_argument('--layers', type=int, default=0, help='of the encoder, from above, that are trained, too')
    p.add_argument('--epochs', type=int, default=6)
    p.add_argument('--queries', type=int, default=12)
    p.add_argument('--rate', type=float, default=6e-4)
    p.add_argument('--seed', type=int, default=1)
    a = p.parse_args()
    torch.manual_seed(a.seed)
    tokenizer = AutoTokenizer.from_pretrained(a.encoder)
    special = (tokenizer.cls_token_id, tokenizer.sep_token_id, tokenizer.pad_token_id)
    gold, mentions = Path(a.gold), load_mentions(a.mentions)
    train, dev = load(a.marked, gold / 'attributions/train'), load(gold / 'dev', gold / 'attributions/dev')
    held = {digest(d) for d in dev}
    train = [d for d in train if digest(d) not in held]
    for d in train + dev:
        tokenise(tokenizer, d)
    ws, dev_ws = windows(train, mentions), windows(dev, mentions)
    saved = torch.load(a.model, weights_only=False)
    model, twin = Reader(a.encoder), Reader(a.encoder)
    for m in (model, twin):
        quicken(m)
    model.load_state_dict(saved['model'])
    keep = len(layers_of(model)) - a.layers
    trained = ['arguments.', 'encode.shared.', 'encode.query.']
    if a.layers:
        trained += ['encode.tags.', 'encode.norm.'] + [f'encode.encoder.encoder.layer.{i}.' for i in range(keep, keep + a.layers)]
    for n, q in model.named_parameters():
        q.requires_grad_(n.startswith(tuple(trained)))
    for q, r in zip(twin.parameters(), model.parameters()):
        q.requires_grad_(r.requires_grad)
    half = Half(model, twin)
    twin.eval()
    t0 = time.monotonic()
    layers, upper = layers_of(twin), twin.encode.encoder.encoder if a.layers else None
    twin.encode.encoder.encoder.layer = layers[:keep]
    known, dev_known = features(twin.encode, ws, special), features(twin.encode, dev_ws, special)
    print('features', round(time.monotonic() - t0), 's', flush=True)
    twin.encode.encoder.encoder.layer = layers[keep:]
    inner = [q for n, q in model.named_parameters() if q.requires_grad and n.startswith('encode.encoder.')]
    outer = [q for n, q in model.named_parameters() if q.requires_grad and not n.startswith('encode.encoder.')]
    opt = torch.optim.AdamW([{'params': outer, 'lr': a.rate}, {'params': inner, 'lr': a.rate / 10}], weight_decay=0.01)
    rates = [g['lr'] for g in opt.param_groups]
    size = 12
    per_epoch = -(-len(ws) // size)
    steps = a.epochs * per_epoch
    checkpoint = Checkpoint(Path(a.out).with_suffix('.checkpoint'), vars(a), model, opt)
    step = checkpoint.restore()
    half.refresh()
    while step < steps:
        epoch, at = divmod(step, per_epoch)
        twin.train()
        t0 = time.monotonic()
        rng = random.Random(a.seed * 1000 + epoch)
        for chosen in plan(ws, size, rng)[at:]:
            t = batch([ws[i] for i in chosen], special, a.queries, random.Random(a.seed + step))
            step += 1
            if a.layers or len(t['row']):
                value, _ = loss(run(twin, upper, t, [known[i] for i in chosen]), t)
                f = min(step / (0.05 * steps), max(0.0, (steps - step) / (0.95 * steps)))
                for g, r in zip(opt.param_groups, rates):
                    g['lr'] = r * f
                value.backward()
                half.gradients()
                torch.nn.utils.clip_grad_norm_([q for q in model.parameters() if q.requires_grad], 1.0)
                opt.step()
                half.refresh()
            checkpoint.save_sometimes(step)
            if step % 20 == 0:
                print(f'  step {step} of {steps}, loss {value.item():.3f}, {time.monotonic() - t0:.0f} s', flush=True)
        twin.eval()
        sums = {}
        with torch.no_grad():
            for i in range(0, len(dev_ws), size):
                t = batch(dev_ws[i:i + size], special)
                if len(t['row']):
                    for k, v in loss(run(twin, upper, t, dev_known[i:i + size]), t)[1].items():
                        sums.setdefault(k, []).append(v)
        print(json.dumps({'epoch': epoch, 'seconds': round(time.monotonic() - t0), 'dev': {k: round(float(sum(v)) / len(v), 4) for k, v in sums.items()}}), flush=True)
        torch.save({'model': model.state_dict(), 'settings': {**saved['settings'], 'heads': {'layers': a.layers, 'epochs': a.epochs, 'rate': a.rate}}}, a.out)


if __name__ == '__main__':
    main()
