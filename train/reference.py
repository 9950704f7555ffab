#!/usr/bin/env python3
"""Reads texts with an exported model in Python: what the product's TypeScript must give, too.

    reference.py --encoder FOLDER --model ../resources/models/NAME --texts FOLDER    one JSON line a text on stdout

--texts is a folder of gold files ({doc, text}). Spans are UTF-16 offsets. A line: doc, claims (predicate, act, what,
conditions, firmness, negated), attributions (cue, source, content, kind).
"""
import argparse
import json
from pathlib import Path

import numpy as np
import onnxruntime as ort
from transformers import AutoTokenizer

import decode as D
import labels as L
from data import case, load, tokenise, window_starts


class Model:
    def __init__(self, folder, encoder):
        folder = Path(folder)
        self.config = json.loads((folder / 'model.json').read_text())
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        self.encode = ort.InferenceSession(str(folder / 'encoder.onnx'), options)
        self.arguments = ort.InferenceSession(str(folder / 'arguments.onnx'), options)
        raw, h = (folder / 'embeddings.bin').read_bytes(), self.config['hidden']
        v = len(raw) // (h + 4)
        self.rows, self.scales = np.frombuffer(raw, np.int8, v * h).reshape(v, h), np.frombuffer(raw, '<f4', v, v * h)
        self.tokenizer = AutoTokenizer.from_pretrained(encoder)

    def windows(self, doc):
        """(start, n, tags [n, TAGS], shared [T, W], query [T, W]) of each window."""
        special = self.config['special']
        for start in window_starts(len(doc.ids)):
            ids, offsets = doc.ids[start:start + self.config['window']], doc.offsets[start:start + self.config['window']]
            whole = np.array([special['first'], *ids, special['last']])
            cases = np.array([0, *(case(doc.text[a:b]) for a, b in offsets), 0], dtype=np.int64)
            x = (self.rows[whole].astype(np.float32) * self.scales[whole][:, None])[None]
            tags, shared, query = self.encode.run(None, {'embeddings': x, 'cases': cases[None], 'mask': np.ones((1, len(whole)), dtype=np.int64)})
            yield start, len(ids), tags[0, 1:-1], shared, query[0]

    def ask(self, shared, query, queries):
        """queries: (kind, first, last) with pieces of the window. tokens [K, n, TOKENS], claim [K, CLAIM].

        One query a call, as the product does it: activations that are quantised by tensor hang on what else is in it.
        """
        n, reach = shared.shape[1], self.config.get('reach') or shared.shape[1]
        tokens = np.full((len(queries), n, L.TOKENS), -30, np.float32)  # beyond the model's reach: nothing
        for head in L.TOKEN_HEADS:
            tokens[:, :, head.start] = 30
        claims = []
        for k, (kind, a, b, *_) in enumerate(queries):
            top, bottom = max(0, a + 1 - reach), min(n, b + 1 + reach + 1)
            answer, claim = self.arguments.run(None, {
                'shared': shared[:, top:bottom], 'query': query[a + 1:b + 2].mean(0)[None], 'kind': np.array([kind]),
                'first': np.array([a + 1 - top]), 'last': np.array([b + 1 - top]), 'mask': np.ones((1, bottom - top), dtype=np.int64)})
            tokens[k, top:bottom] = answer[0]
            claims.append(claim[0])
        return tokens[:, 1:-1], np.stack(claims)

    def read(self, doc, paragraphs=None):
        t, n = self.config['thresholds'], len(doc.ids)
        if not n:
            return [], []
        paragraphs = paragraphs or lines(doc.text)
        joint, windows = D.joints(doc.offsets, paragraphs), list(self.windows(doc))
        tags, best, home = np.zeros((n, L.TAGS), np.float32), np.full(n, -1), np.zeros(n, int)
        for k, (start, size, tag, _, _) in enumerate(windows):  # each piece from the window where it is farthest from an edge
            depth = np.minimum(np.arange(size), size - 1 - np.arange(size))
            better = depth > best[start:start + size]
            at = np.arange(start, start + size)[better]
            tags[at], best[at], home[at] = tag[better], depth[better], k
        predicate, cue = D.softmax(tags[:, L.PREDICATE]), D.softmax(tags[:, L.CUE_TAGS])
        found = [(r, int(D.mass(predicate, r).argmax())) for r in D.found(predicate, joint, t['predicate'])]
        found += [(r, L.CUE) for r in D.found(cue, joint, t['cue'])]
        claims, attributions = [], []
        words = lambda r, start=0: self.word(doc, r[0] + start, r[1] + start)
        for k, (start, size, _, shared, query) in enumerate(windows):
            here = [(kind, max(r[0] - start, 0), min(r[1] - start, size - 1), r) for r, kind in found if home[(r[0] + r[1]) // 2] == k]
            if not here:
                continue
            tokens, heads = self.ask(shared, query, here)
            local = [D.BROKEN, *joint[start + 1:start + size]]
            for (kind, a, b, r), token, head in zip(here, tokens, heads):
                if kind == L.CUE:
                    x = D.attribution(token, head, local, (a, b), t)
                    attributions.append({'cue': words(r), 'source': x['source'] and words(x['source'], start), 'content': [words(c, start) for c in x['content']], 'kind': x['kind']})
                else:
                    x = D.claim(token, head, local, t)
                    claims.append({'predicate': words(r), 'act': L.ACTS[kind], 'what': x['what'] and words(x['what'], start), 'conditions': [[*words(c, start), kind] for c, kind in x['conditions']],
                                   'firmness': x['firmness'], 'negated': round(x['negated'], 3), '_pointers': (start, x['pointers'])})
        return claims, attributions

    def word(self, doc, a, b):
        """Characters of pieces a to b, out to the ends of their words."""
        while a > 0 and self.pieces(doc)[a].startswith('##'):
            a -= 1
        while b + 1 < len(doc.ids) and self.pieces(doc)[b + 1].startswith('##'):
            b += 1
        return [doc.offsets[a][0], doc.offsets[b][1]]

    def pieces(self, doc):
        if getattr(self, '_of', None) is not doc:
            self._of, self._pieces = doc, self.tokenizer.convert_ids_to_tokens(doc.ids)
        return self._pieces


def lines(text):
    out, at = [], 0
    for line in text.split('\n'):
        if line.strip():
            out.append((at + len(line) - len(line.lstrip()), at + len(line.rstrip())))
        at += len(line) + 1
    return out


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--encoder', required=True)
    p.add_argument('--model', required=True)
    p.add_argument('--texts', required=True)
    a = p.parse_args()
    model = Model(a.model, a.encoder)
    for doc in load(a.texts):
        tokenise(model.tokenizer, doc)
        utf16 = [0]
        for c in doc.text:
            utf16.append(utf16[-1] + (2 if ord(c) > 0xFFFF else 1))
        u = lambda s: s and [utf16[s[0]], utf16[s[1]], *s[2:]]
        claims, attributions = model.read(doc)
        print(json.dumps({'doc': doc.name,
                          'claims': [{**{k: v for k, v in c.items() if k != '_pointers'}, 'predicate': u(c['predicate']), 'what': u(c['what']), 'conditions': [u(k) for k in c['conditions']]} for c in claims],
                          'attributions': [{**x, 'cue': u(x['cue']), 'source': u(x['source']), 'content': [u(s) for s in x['content']]} for x in attributions]}))


if __name__ == '__main__':
    main()
