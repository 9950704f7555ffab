#!/usr/bin/env python3
"""Trains the second half of the model (arguments, pointers) further, on an encoder that stays as it is.

    heads.py --encoder FOLDER --model FOLDER/model.pt --gold FOLDER --mentions FILE --out FOLDER/heads.pt [--epochs 6]

The encoder's answers are computed once and kept, so an epoch costs a quarter of one of train.py. The spans and pointers
gain from more epochs than the predicates do, which an encoder of this size overfits after six or seven.
"""
import argparse
import json
import random
import time
from pathlib import Path

import torch
from transformers import AutoTokenizer

from data import batch, load, tokenise, windows
from loss import loss
from match import load_mentions
from model import Reader
from quick import Half, quicken
from train import digest, plan


@torch.no_grad()
def features(encode, ws, special, size=16):
    """The normalised last layer of each window: [n, h] bfloat16."""
    out = [None] * len(ws)
    order = sorted(range(len(ws)), key=lambda i: len(ws[i].ids))
    for i in range(0, len(order), size):
        t = batch([ws[k] for k in order[i:i + size]], special)
        x = encode.encoder(inputs_embeds=encode.words(t['ids']) + encode.case(t['cases']), attention_mask=t['mask']).last_hidden_state
        for k, row in zip(order[i:i + size], encode.norm(x)):
            out[k] = row[:len(ws[k].ids) + 2].clone()
    return out


def run(model, t, chosen):
    e = model.encode
    x = torch.zeros(*t['ids'].shape, chosen[0].shape[1], dtype=torch.bfloat16)
    for k, row in enumerate(chosen):
        x[k, :len(row)] = row
    x = e.drop(x)
    shared, query = e.shared(x), e.query(x)
    at = torch.arange(shared.shape[1])[None]
    on = ((at >= t['first'][:, None]) & (at <= t['last'][:, None])).to(query.dtype)[:, :, None]
    own = (query[t['row']] * on).sum(1) / on.sum(1)
    tokens, claim = model.arguments(shared[t['row']], own, t['kind'], t['first'], t['last'], t['mask'][t['row']])
    return None, tokens.float(), claim.float()


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ('encoder', 'model', 'gold', 'mentions', 'out'):
        p.add_argument('--' + name, required=True)
    p.add_argument('--epochs', type=int, default=6)
    p.add_argument('--rate', type=float, default=6e-4)
    p.add_argument('--seed', type=int, default=1)
    a = p.parse_args()
    torch.manual_seed(a.seed)
    tokenizer = AutoTokenizer.from_pretrained(a.encoder)
    special = (tokenizer.cls_token_id, tokenizer.sep_token_id, tokenizer.pad_token_id)
    gold, mentions = Path(a.gold), load_mentions(a.mentions)
    train, dev = load(gold / 'train', gold / 'attributions/train'), load(gold / 'dev', gold / 'attributions/dev')
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
    for n, q in model.named_parameters():
        q.requires_grad_(n.startswith(('arguments.', 'encode.shared.', 'encode.query.')))
    for q, r in zip(twin.parameters(), model.parameters()):
        q.requires_grad_(r.requires_grad)
    half = Half(model, twin)
    twin.eval()
    t0 = time.monotonic()
    known, dev_known = features(twin.encode, ws, special), features(twin.encode, dev_ws, special)
    print('features', round(time.monotonic() - t0), 's', flush=True)
    opt = torch.optim.AdamW([q for q in model.parameters() if q.requires_grad], lr=a.rate, weight_decay=0.01)
    size = 12
    steps, step = a.epochs * -(-len(ws) // size), 0
    for epoch in range(a.epochs):
        twin.train()
        t0 = time.monotonic()
        for chosen in plan(ws, size, random.Random(a.seed * 1000 + epoch)):
            t = batch([ws[i] for i in chosen], special, 12, random.Random(a.seed + step))
            if not len(t['row']):
                continue
            value, _ = loss(run(twin, t, [known[i] for i in chosen]), t)
            step += 1
            f = min(step / (0.05 * steps), max(0.0, (steps - step) / (0.95 * steps)))
            opt.param_groups[0]['lr'] = a.rate * f
            value.backward()
            half.gradients()
            torch.nn.utils.clip_grad_norm_([q for q in model.parameters() if q.requires_grad], 1.0)
            opt.step()
            half.refresh()
            if step % 20 == 0:
                print(f'  step {step} of {steps}, loss {value.item():.3f}, {time.monotonic() - t0:.0f} s', flush=True)
        twin.eval()
        sums = {}
        with torch.no_grad():
            for i in range(0, len(dev_ws), size):
                t = batch(dev_ws[i:i + size], special)
                if len(t['row']):
                    for k, v in loss(run(twin, t, dev_known[i:i + size]), t)[1].items():
                        sums.setdefault(k, []).append(v)
        print(json.dumps({'epoch': epoch, 'seconds': round(time.monotonic() - t0), 'dev': {k: round(sum(v) / len(v), 4) for k, v in sums.items()}}), flush=True)
        torch.save({'model': model.state_dict(), 'settings': {**saved['settings'], 'heads': {'epochs': a.epochs, 'rate': a.rate}}}, a.out)


if __name__ == '__main__':
    main()
