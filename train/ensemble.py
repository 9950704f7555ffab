#!/usr/bin/env python3
"""What several trained models together say of texts: soft labels for train.py --soft, and their scores.

    ensemble.py --encoder FOLDER --marked FOLDER --gold FOLDER --mentions FILE --models FILE… --out FOLDER [--texts FILE]

--models  of train.py, some with --fold: a marked text is read only by those that did not learn from it (marked.soft: where
          they agree with each other and not with the mark, the mark may be wrong).
--texts   texts without marks, a JSON line each (doc, text), are read by all models (unmarked-N.soft); with --texts-only no others.

Printed: predicates, acts and cues on the development texts, for each model and for their mean.
"""
import argparse
import json
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F
from transformers import AutoTokenizer

import decode as D
import soft
from choose import Text, tag_scores
from data import Document, batch, load, tokenise, windows
from labels import CLAIM, CUE, CUE_TAGS, FIRM, KIND, PREDICATE, TOKEN_HEADS, TOKENS
from match import load_mentions
from model import Reader
from quick import DEVICE, FAST, quicken
from reference import lines
from train import fold, on_device, run

ASK = 0.3   # who is asked about: predicates and cues that are this likely
PART = 2500  # windows of a file


@dataclass
class Member:
    model: Reader
    fold: tuple | None


def member(encoder, path):
    saved = torch.load(path, weights_only=False, map_location='cpu')
    model = Reader(encoder)
    quicken(model)
    model.load_state_dict(saved['model'])
    return Member(model.to(DEVICE, FAST).eval(), saved['settings']['fold'])


def shares(logits, heads):
    """Probabilities head by head, those of single channels where no head lies."""
    p = torch.sigmoid(logits)
    for head in heads:
        p[..., head] = F.softmax(logits[..., head], -1)
    return p


def groups(ws, size):
    order = sorted(range(len(ws)), key=lambda i: len(ws[i].ids))
    return [order[i:i + size] for i in range(0, len(order), size)]


@torch.no_grad()
def read_tags(members, ws, special, size=64):
    """The mean of all members for each window, [n, TAGS] as numpy; with the queries that follow from it."""
    out = [None] * len(ws)
    for some in groups(ws, size):
        t = on_device(batch([ws[i] for i in some], special))
        t['row'] = t['row'][:0]  # the tags only
        p = sum(shares(run(m.model, t)[0], (PREDICATE, CUE_TAGS)) for m in members) / len(members)
        p = p.cpu()
        for i, row in zip(some, p):
            out[i] = row[1:len(ws[i].ids) + 1].numpy()
    return out


def ask_about(tags, joint):
    """(kind, first, last) of what may be a predicate or a cue."""
    p = tags[:, PREDICATE]
    found = [(int(D.mass(p, r).argmax()), *r) for r in D.found(p, joint, ASK)]
    return found + [(CUE, *r) for r in D.found(tags[:, CUE_TAGS], joint, ASK)]


@torch.no_grad()
def label(members, ws, docs, special, size=48):
    tags = read_tags(members, ws, special)
    joints = {}
    out = [None] * len(ws)
    for some in groups(ws, size):
        queries = []
        for i in some:
            d = docs[ws[i].doc]
            if ws[i].doc not in joints:
                joints[ws[i].doc] = D.joints(d.offsets, lines(d.text))
            joint = joints[ws[i].doc][ws[i].start:ws[i].start + len(ws[i].ids)]
            queries.append(ask_about(tags[i], [D.BROKEN, *joint[1:]]))
        t = batch([ws[i] for i in some], special)
        flat = torch.tensor([q for qs in queries for q in qs], dtype=torch.long).reshape(-1, 3)
        t |= {'row': torch.tensor([k for k, qs in enumerate(queries) for _ in qs], dtype=torch.long), 'kind': flat[:, 0], 'first': flat[:, 1] + 1, 'last': flat[:, 2] + 1}
        t = on_device(t)
        tokens = claims = 0
        if len(flat):
            for m in members:
                _, token, claim = run(m.model, t)
                tokens = tokens + shares(token, TOKEN_HEADS)
                claims = claims + shares(claim, (FIRM, KIND))
            tokens, claims = (tokens / len(members)).half().cpu().float(), (claims / len(members)).cpu()
        at = 0
        for i, qs in zip(some, queries):
            n = len(ws[i].ids)
            mine = slice(at, at + len(qs))
            at += len(qs)
            out[i] = soft.window(ws[i], docs[ws[i].doc].name, torch.from_numpy(tags[i]), qs,
                                 tokens[mine, 1:n + 1] if qs else torch.zeros(0, n, TOKENS), claims[mine] if qs else torch.zeros(0, CLAIM))
    return out


def scores(members, docs, ws, special):
    tags = read_tags(members, ws, special)
    parts = [[] for _ in docs]
    for w, p in zip(ws, tags):
        parts[w.doc].append((w.start, len(w.ids), np.log(p + 1e-9), None, None))
    return tag_scores([Text(d, x) for d, x in zip(docs, parts) if x])


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ('encoder', 'marked', 'gold', 'mentions', 'out'):
        p.add_argument('--' + name, required=True)
    p.add_argument('--models', nargs='+', required=True)
    p.add_argument('--texts')
    p.add_argument('--texts-only', action='store_true')
    p.add_argument('--limit', type=int)
    a = p.parse_args()
    out, t0 = Path(a.out), time.monotonic()
    out.mkdir(parents=True, exist_ok=True)
    tokenizer = AutoTokenizer.from_pretrained(a.encoder)
    special = (tokenizer.cls_token_id, tokenizer.sep_token_id, tokenizer.pad_token_id)
    gold, mentions = Path(a.gold), load_mentions(a.mentions)
    dev = [d for d in load(gold / 'dev', gold / 'attributions/dev') if d.text.strip()]
    marked = load(a.marked, gold / 'attributions/train')
    unmarked = [Document(d['doc'], d['text'], [], None) for d in map(json.loads, open(a.texts, encoding='utf8'))][:a.limit] if a.texts else []
    for d in dev + marked + unmarked:
        tokenise(tokenizer, d)
    mentions |= {d.name: {'mentions': [], 'names': {}} for d in unmarked}
    members = [member(a.encoder, m) for m in a.models]
    dev_ws = windows(dev, mentions)
    for name, some in [*((m, [x]) for m, x in zip(a.models, members)), ('all', members)]:
        print(json.dumps({'model': name, 'dev': scores(some, dev, dev_ws, special)}), flush=True)
    done = []
    for which in sorted({tuple(m.fold) for m in members if m.fold and not a.texts_only}):
        docs = [d for d in marked if fold(d, which[1]) == which[0]][:a.limit]
        done += label([m for m in members if m.fold and tuple(m.fold) == which], windows(docs, mentions), docs, special)
    if done:
        soft.save(done, out / 'marked.soft')
        print(len(done), 'windows of marked texts', round(time.monotonic() - t0), 's', flush=True)
    done = label(members, windows(unmarked, mentions), unmarked, special)
    for k, i in enumerate(range(0, len(done), PART)):
        soft.save(done[i:i + PART], out / f'unmarked-{k}.soft')
    print(len(done), 'windows of unmarked texts', round(time.monotonic() - t0), 's', flush=True)


if __name__ == '__main__':
    main()
