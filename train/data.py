"""Marked texts → windows of word pieces with the targets of every head."""
import glob
import json
import os
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

import numpy as np
import torch

from labels import ACTS, CONDITIONS, CUE, FIRMNESS, KINDS, ROLES, TRIGGERS
from match import Reach

WINDOW, OVERLAP = 382, 96  # pieces a window without its two special ones, and how many two neighbours share
IGNORE = -100


@dataclass
class Document:
    name: str
    text: str
    claims: list
    attributions: list | None  # None: not marked
    ids: list = field(default_factory=list)
    offsets: list = field(default_factory=list)


def to_code_points(text):
    """Gold offsets are UTF-16 code units; Python's are code points. None where they are the same."""
    if all(ord(c) < 0x10000 for c in text):
        return None
    table = []
    for i, c in enumerate(text):
        table += [i] * (1 if ord(c) < 0x10000 else 2)
    return table + [len(text)]


def convert(x, table):
    if isinstance(x, dict):
        return {k: ([table[i] for i in v] if k.endswith('Span') or k == 'span' else [[table[i] for i in s] for s in v] if k.endswith('Spans') else convert(v, table)) if v is not None else None for k, v in x.items()}
    return [convert(v, table) for v in x] if isinstance(x, list) else x


def load(claims_folder, attributions_folder=None):
    marked = {}
    for f in glob.glob(os.path.join(attributions_folder, '*.json')) if attributions_folder else ():
        a = json.load(open(f))
        marked[a['doc']] = a['attributions']
    docs = []
    for f in sorted(glob.glob(os.path.join(claims_folder, '*.json'))):
        d = json.load(open(f))
        claims, attributions, table = d['claims'], marked.get(d['doc']), to_code_points(d['text'])
        if table:
            claims, attributions = convert(claims, table), convert(attributions, table)
        docs.append(Document(d['doc'], d['text'], claims, attributions))
    return docs


def case(word):
    """0 lower-case or no letter, 1 Capitalised, 2 UPPER."""
    return 0 if not word[:1].isupper() else 2 if len(word) > 1 and word.isupper() else 1


def tokenise(tokenizer, doc):
    enc = tokenizer(doc.text, add_special_tokens=False, return_offsets_mapping=True, verbose=False)
    doc.ids, doc.offsets = enc['input_ids'], enc['offset_mapping']


def window_starts(n):
    """0, stride, 2 stride, … until a window reaches the end."""
    starts = [0]
    while starts[-1] + WINDOW < n:
        starts.append(starts[-1] + WINDOW - OVERLAP)
    return starts


@dataclass
class Query:
    kind: int
    first: int
    last: int
    what: list | None = None        # [(from, to)] pieces, inclusive; None: not marked
    conditions: list | None = None  # [(from, to, kind)]
    source: list | None = None
    content: list | None = None
    pointers: list | None = None    # a role: (list of index arrays, one an actor; index array of what is taught as wrong)
    claim: np.ndarray = None        # targets of the claim channels, IGNORE where there is none
    quantity: list | None = None
    when: list | None = None
    triggers: list | None = None    # [(from, to, kinds)] of the conditions whose triggers are marked


@dataclass
class Window:
    doc: int
    start: int
    ids: list
    cases: list
    offsets: list
    predicate: list
    cue: list | None
    queries: list


class Pieces:
    """From character spans to piece indexes."""

    def __init__(self, offsets):
        self.starts, self.ends = [a for a, _ in offsets], [b for _, b in offsets]

    def range(self, s, e):
        """First and last piece that touch [s, e); None where none does."""
        i, j = bisect_right(self.ends, s), bisect_left(self.starts, e) - 1
        return (i, j) if i <= j else None


def shift(r, start, n):
    """A range cut to the window; None where it lies outside."""
    if r is None or r[1] < start or r[0] >= start + n:
        return None
    return (max(r[0], start) - start, min(r[1], start + n - 1) - start, *r[2:])


def pointer_targets(reach, claim, role):
    """For one role: a list of piece-index sets (one an actor), and the pieces that are not taught as wrong. Indexes into the document."""
    key = {'actor': 'actors', 'target': 'targets', 'source': 'source', 'reporter': 'reportedBy', 'beneficiary': 'beneficiary'}[role]
    if key not in claim:
        return [], set(range(len(reach.pieces.starts)))
    value = claim[key]
    actors = [a for v in ([value] if isinstance(value, str) else value or []) for a in (v.split(', ') if role in ('source', 'reporter', 'beneficiary') else [v])]
    sets = [reach.of(a) for a in actors]
    known = [s for s in sets if s]
    # somebody whom the text names nowhere could be meant by anything
    return known, set().union(*known) if len(known) == len(sets) else set(range(len(reach.pieces.starts)))


def windows(docs, mentions):
    out = []
    for d, doc in enumerate(docs):
        pieces, n = Pieces(doc.offsets), len(doc.ids)
        if not n:
            continue
        reach = Reach(doc.text, mentions[doc.name], pieces)
        cases = [case(doc.text[a:b]) for a, b in doc.offsets]
        predicate, cue = [0] * n, None if doc.attributions is None else [0] * n
        queries = []  # (predicate range, kind, targets over the whole document)
        for c in doc.claims:
            r = pieces.range(*c['predicateSpan'])
            if not r:
                continue
            tag = 1 + 2 * ACTS.index(c['act'])
            for i in range(r[0], r[1] + 1):
                predicate[i] = tag + (i > r[0])
            claim = np.full(3, IGNORE)
            claim[0] = FIRMNESS.index(c['firmness']) if c['firmness'] else IGNORE
            claim[1] = int(bool(c['negated']))
            queries.append((r, dict(
                kind=ACTS.index(c['act']), claim=claim,
                what=[x for x in [c['whatSpan'] and pieces.range(*c['whatSpan'])] if x],
                conditions=[(*x, CONDITIONS.index(k['kind'])) for k in c['conditions'] if k.get('span') and (x := pieces.range(*k['span']))],
                quantity=[x for s in c['quantitySpans'] if (x := pieces.range(*s))] if 'quantitySpans' in c else None,
                when=[x for x in [c['whenSpan'] and pieces.range(*c['whenSpan'])] if x] if 'whenSpan' in c else None,
                triggers=[(*x, [TRIGGERS.index(t) for t in k['triggers']]) for k in c['conditions'] if 'triggers' in k and k.get('span') and (x := pieces.range(*k['span']))],
                pointers=[pointer_targets(reach, c, role) for role in ROLES])))
        for a in doc.attributions or ():
            r = pieces.range(*a['cueSpan'])
            if not r:
                continue
            for i in range(r[0], r[1] + 1):
                cue[i] = 1 + (i > r[0])
            claim = np.full(3, IGNORE)
            claim[2] = KINDS.index(a['kind'])
            queries.append((r, dict(
                kind=CUE, claim=claim,
                source=[x for x in [a['sourceSpan'] and pieces.range(*a['sourceSpan'])] if x],
                content=[x for s in a['contentSpans'] if (x := pieces.range(*s))])))
        for start in window_starts(n):
            size = min(WINDOW, n - start)
            w = Window(d, start, doc.ids[start:start + size], cases[start:start + size], doc.offsets[start:start + size],
                       predicate[start:start + size], cue and cue[start:start + size], [])
            for r, t in queries:
                s = shift(r, start, size)
                if s is None or s[1] - s[0] != r[1] - r[0]:
                    continue
                cut = lambda rs: None if rs is None else [x for q in rs if (x := shift(q, start, size))]
                pointers = t.get('pointers') and [
                    ([k for g in sets if len(k := np.array(sorted(i - start for i in g if start <= i < start + size))) > 0],
                     np.array(sorted(i - start for i in allowed if start <= i < start + size), dtype=np.int64)) for sets, allowed in t['pointers']]
                w.queries.append(Query(t['kind'], s[0], s[1], cut(t.get('what')), cut(t.get('conditions')), cut(t.get('source')), cut(t.get('content')), pointers, t['claim'],
                                       cut(t.get('quantity')), cut(t.get('when')), cut(t.get('triggers'))))
            out.append(w)
    return out


def inputs(ws, special):
    """What the encoder is given of some windows: ids, mask, cases [n, size]; `special` = (first, last, pad) ids. Piece i of a window stands at position i + 1."""
    # few different shapes: kernels and memory are prepared anew for each
    n, size = len(ws), -(-(max(len(w.ids) for w in ws) + 2) // 32) * 32
    ids = torch.full((n, size), special[2])
    mask, cases = torch.zeros(n, size, dtype=torch.long), torch.zeros(n, size, dtype=torch.long)
    for k, w in enumerate(ws):
        m = len(w.ids)
        ids[k, :m + 2] = torch.tensor([special[0], *w.ids, special[1]])
        mask[k, :m + 2], cases[k, 1:m + 1] = 1, torch.tensor(w.cases)
    return ids, mask, cases


def batch(ws, special, queries_at_most=None, rng=None):
    """`inputs` of some windows with the targets of every head, as tensors."""
    ids, mask, cases = inputs(ws, special)
    n, size = ids.shape
    predicate, cue = torch.full((n, size), IGNORE), torch.full((n, size), IGNORE)
    rows, qs = [], []
    for k, w in enumerate(ws):
        m = len(w.ids)
        predicate[k, 1:m + 1] = torch.tensor(w.predicate)
        if w.cue is not None:
            cue[k, 1:m + 1] = torch.tensor(w.cue)
        chosen = w.queries if not queries_at_most or len(w.queries) <= queries_at_most else rng.sample(w.queries, queries_at_most)
        rows += [k] * len(chosen)
        qs += chosen
    K = len(qs)
    t = dict(ids=ids, mask=mask, cases=cases, predicate=predicate, cue=cue, row=torch.tensor(rows, dtype=torch.long),
             kind=torch.tensor([q.kind for q in qs], dtype=torch.long), first=torch.tensor([q.first + 1 for q in qs], dtype=torch.long), last=torch.tensor([q.last + 1 for q in qs], dtype=torch.long),
             claim=torch.tensor(np.stack([q.claim for q in qs]) if K else np.zeros((0, 3)), dtype=torch.long))
    real = mask.bool().clone()
    real[:, 0] = False
    real[torch.arange(n), mask.sum(1) - 1] = False
    for name in ('what', 'conditions', 'source', 'content', 'quantity', 'when'):
        target = torch.full((K, size), IGNORE)
        for i, q in enumerate(qs):
            spans = getattr(q, name)
            if spans is None:
                continue
            target[i][real[rows[i]]] = 0
            for a, b, *kind in spans:
                tag = 1 + 2 * (kind[0] if kind else 0)
                target[i, a + 1:b + 2] = tag + 1
                target[i, a + 1] = tag
        t[name] = target
    t['trigger'] = torch.full((K, size, len(TRIGGERS)), IGNORE, dtype=torch.float32)
    for i, q in enumerate(qs):
        for a, b, kinds in q.triggers or ():
            t['trigger'][i, a + 1:b + 2] = 0
            t['trigger'][i, a + 1:b + 2, kinds] = 1
    groups = max([len(p[0]) for q in qs if q.pointers for p in q.pointers] + [1])
    right = torch.zeros(K, len(ROLES), groups, size, dtype=torch.bool)
    wrong = torch.zeros(K, len(ROLES), size, dtype=torch.bool)
    for i, q in enumerate(qs):
        for r, (sets, allowed) in enumerate(q.pointers or ()):
            wrong[i, r] = real[rows[i]]
            wrong[i, r, torch.from_numpy(allowed) + 1] = False
            for g, s in enumerate(sets):
                right[i, r, g, torch.from_numpy(s) + 1] = True
    t['right'], t['wrong'] = right, wrong
    return t
