"""Soft labels: what several models together say of windows, as it is kept in files and taught to another model.

A file holds one record a window: where the models see something (every probability of nothing below 1 − FLOOR), in steps of
1/255. What is left out is nothing.
"""
import pickle
import zlib
from dataclasses import dataclass, replace

import numpy as np
import torch

from data import inputs
from labels import CLAIM, CUE_TAGS, PREDICATE, TAGS, TOKENS, TOKEN_HEADS

FLOOR = 0.02


@dataclass
class SoftWindow:
    doc: str
    start: int           # its first piece in the text
    ids: list
    cases: list
    places: np.ndarray   # uint16 [m]: pieces at which there may be a predicate or a cue
    tags: np.ndarray     # uint8 [m, TAGS]
    queries: np.ndarray  # int16 [k, 3]: kind, first and last piece
    token_places: np.ndarray  # uint16 [n, 2]: which query, which piece
    tokens: np.ndarray   # uint8 [n, TOKENS]
    claims: np.ndarray   # uint8 [k, CLAIM]


def nothing(shape, heads):
    """Probabilities that say nothing anywhere: each head of `heads` at its first channel."""
    p = torch.zeros(shape)
    for head in heads:
        p[..., head.start] = 1
    return p


def seen(p, heads):
    """Where some head is not sure of nothing, or some channel beyond the heads is not sure of no: [...] bool."""
    end = max(h.stop for h in heads)
    return ((1 - p[..., [h.start for h in heads]]) >= FLOOR).any(-1) | (p[..., end:] >= FLOOR).any(-1)


def steps(p):
    return np.rint(np.asarray(p, np.float32) * 255).astype(np.uint8)


def window(w, doc, tags, queries, tokens, claims):
    """w: the window of data.py; tags [n, TAGS], tokens [k, n, TOKENS], claims [k, CLAIM]: probabilities as tensors on the CPU."""
    at, (q, piece) = seen(tags, (PREDICATE, CUE_TAGS)).nonzero()[:, 0], seen(tokens, TOKEN_HEADS).nonzero().unbind(1)
    return SoftWindow(doc, w.start, w.ids, w.cases, at.numpy().astype(np.uint16), steps(tags[at]), np.array(queries, np.int16).reshape(-1, 3),
                      torch.stack([q, piece], 1).numpy().astype(np.uint16), steps(tokens[q, piece]), steps(claims))


def batch(ws, special, queries_at_most=None, rng=None):
    """As data.batch, with probabilities instead of classes; pieces of padding have none (all zero)."""
    ids, mask, cases = inputs(ws, special)
    n, size = ids.shape
    tags, rows, qs, tokens, claims = torch.zeros(n, size, TAGS), [], [], [], []
    for k, w in enumerate(ws):
        m = len(w.ids)
        tags[k, 1:m + 1] = nothing((m, TAGS), (PREDICATE, CUE_TAGS))
        tags[k, torch.from_numpy(w.places.astype(np.int64)) + 1] = torch.from_numpy(w.tags) / 255
        chosen = range(len(w.queries))
        if queries_at_most and len(chosen) > queries_at_most:
            chosen = sorted(rng.sample(chosen, queries_at_most))
        for q in chosen:
            mine = w.token_places[:, 0] == q
            dense = torch.zeros(size, TOKENS)
            dense[1:m + 1] = nothing((m, TOKENS), TOKEN_HEADS)
            dense[torch.from_numpy(w.token_places[mine, 1].astype(np.int64)) + 1] = torch.from_numpy(w.tokens[mine]) / 255
            rows.append(k)
            qs.append(w.queries[q])
            tokens.append(dense)
            claims.append(torch.from_numpy(w.claims[q]) / 255)
    kinds = torch.from_numpy(np.stack(qs).astype(np.int64)) if qs else torch.zeros(0, 3, dtype=torch.long)
    return dict(ids=ids, mask=mask, cases=cases, tags=tags, row=torch.tensor(rows, dtype=torch.long), kind=kinds[:, 0], first=kinds[:, 1] + 1, last=kinds[:, 2] + 1,
                tokens=torch.stack(tokens) if qs else torch.zeros(0, size, TOKENS), claim=torch.stack(claims) if qs else torch.zeros(0, CLAIM))


def respelt(ws, theirs, ours):
    """The same windows with the pieces' numbers of another tokenizer that cuts words alike."""
    unknown = {theirs.unk_token: ours.unk_token}
    table = ours.convert_tokens_to_ids([unknown.get(t, t) for t in theirs.convert_ids_to_tokens(range(len(theirs)))])
    return [replace(w, ids=[table[i] for i in w.ids]) for w in ws]


def save(ws, path):
    with open(path, 'wb') as f:
        f.write(zlib.compress(pickle.dumps(ws, protocol=5), 6))


def load(path):
    with open(path, 'rb') as f:
        return pickle.loads(zlib.decompress(f.read()))
