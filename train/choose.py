#!/usr/bin/env python3
"""Chooses the thresholds of an exported model on the development texts and writes them into its model.json.

    choose.py --encoder FOLDER --model ../resources/models/NAME --gold FOLDER

Predicates and cues first (they decide what is asked about), then the spans read off for them. Pointers are chosen by
eval/thresholds.ts, since whom they can mean is decided there.
"""
import argparse
import json
from pathlib import Path

import numpy as np

import decode as D
import labels as L
from data import Pieces, load, tokenise
from reference import Model, lines

STEPS = [x / 20 for x in range(4, 20)]


def f1(hit, gold, found):
    return 2 * hit / max(1, gold + found)


def pairs(gold, found, same):
    """One-to-one pairs of ranges that overlap, those of the same act first, then by overlap."""
    all_ = sorted(((same(i, j) * 1e6 + min(g[1], f[1]) - max(g[0], f[0]), i, j) for i, g in enumerate(gold) for j, f in enumerate(found) if g and min(g[1], f[1]) >= max(g[0], f[0])), reverse=True)
    gi, fj = {}, set()
    for _, i, j in all_:
        if i not in gi and j not in fj:
            gi[i] = j
            fj.add(j)
    return gi


def overlap_f1(a, b):
    o = min(a[1], b[1]) - max(a[0], b[0]) + 1
    return 0 if o <= 0 else 2 * o / (a[1] - a[0] + b[1] - b[0] + 2)


class Text:
    """One dev text with the model's numbers and its gold as ranges of pieces."""

    def __init__(self, doc, windows):
        """windows: (start, n, tags [n, TAGS], shared, query) each, as reference.Model gives them."""
        self.doc, self.joint = doc, D.joints(doc.offsets, lines(doc.text))
        self.windows = list(windows)
        n, pieces = len(doc.ids), Pieces(doc.offsets)
        tags, best, self.home = np.zeros((n, L.TAGS), np.float32), np.full(n, -1), np.zeros(n, int)
        for k, (start, size, tag, _, _) in enumerate(self.windows):
            depth = np.minimum(np.arange(size), size - 1 - np.arange(size))
            at = np.arange(start, start + size)[depth > best[start:start + size]]
            tags[at], best[at], self.home[at] = tag[at - start], depth[at - start], k
        self.predicate, self.cue = D.softmax(tags[:, L.PREDICATE]), D.softmax(tags[:, L.CUE_TAGS])
        r = lambda s: s and pieces.range(*s)
        self.claims = [dict(at=r(c['predicateSpan']), act=L.ACTS.index(c['act']), what=r(c['whatSpan']), conditions=[r(k['span']) for k in c['conditions'] if k.get('span')]) for c in doc.claims]
        self.attributions = None if doc.attributions is None else [dict(at=r(a['cueSpan']), source=r(a['sourceSpan']), content=[r(s) for s in a['contentSpans']]) for a in doc.attributions]

    def found(self, threshold):
        return [(x, int(D.mass(self.predicate, x).argmax())) for x in D.found(self.predicate, self.joint, threshold)]

    def cues(self, threshold):
        return D.found(self.cue, self.joint, threshold)

    def answers(self, model, queries):
        """tokens over the window of each query, with the window's first piece."""
        out = [None] * len(queries)
        for k, (start, size, _, shared, query) in enumerate(self.windows):
            here = [(i, kind, max(r[0] - start, 0), min(r[1] - start, size - 1)) for i, (r, kind) in enumerate(queries) if self.home[(r[0] + r[1]) // 2] == k]
            if here:
                tokens, _ = model.ask(shared, query, [q[1:] for q in here])
                for q, token in zip(here, tokens):
                    out[q[0]] = (start, token, [D.BROKEN, *self.joint[start + 1:start + size]], q[2:])
        return out


def predicates(texts, threshold, act=True):
    """F1 of the predicates found at a threshold, with the right act or without regard to it."""
    hit = g = f = 0
    for t in texts:
        found = t.found(threshold)
        m = pairs([c['at'] for c in t.claims], [x for x, _ in found], lambda i, j: t.claims[i]['act'] == found[j][1])
        hit += sum(not act or t.claims[i]['act'] == found[j][1] for i, j in m.items())
        g, f = g + len(t.claims), f + len(found)
    return f1(hit, g, f)


def cues(texts, threshold):
    hit = g = f = 0
    for t in texts:
        if t.attributions is not None:
            found = t.cues(threshold)
            hit += len(pairs([x['at'] for x in t.attributions], found, lambda i, j: 0))
            g, f = g + len(t.attributions), f + len(found)
    return f1(hit, g, f)


def tag_scores(texts):
    """The thresholds at which most predicates and cues are right, and F1 there."""
    best = {'predicate': max(STEPS, key=lambda x: predicates(texts, x)), 'cue': max(STEPS, key=lambda x: cues(texts, x))}
    return best, {'predicate': predicates(texts, best['predicate'], False), 'act': predicates(texts, best['predicate']), 'cue': cues(texts, best['cue'])}


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--encoder', required=True)
    p.add_argument('--model', required=True)
    p.add_argument('--gold', required=True)
    a = p.parse_args()
    gold = Path(a.gold)
    model = Model(a.model, a.encoder)
    docs = [d for d in load(gold / 'dev', gold / 'attributions/dev') if d.text.strip()]
    for d in docs:
        tokenise(model.tokenizer, d)
    texts = [Text(d, model.windows(d)) for d in docs]
    best, scores = tag_scores(texts)
    read = []
    for t in texts:
        found = t.found(best['predicate'])
        m = pairs([c['at'] for c in t.claims], [x for x, _ in found], lambda i, j: t.claims[i]['act'] == found[j][1])
        cue = t.cues(best['cue']) if t.attributions is not None else []
        answers = t.answers(model, [*found, *((c, L.CUE) for c in cue)])
        right = {j: t.claims[i] for i, j in m.items() if t.claims[i]['act'] == found[j][1]}
        said = {j: t.attributions[i] for i, j in pairs([x['at'] for x in t.attributions], cue, lambda i, j: 0).items()} if cue else {}
        read.append((t, answers, len(found), right, said))
    shift = lambda r, start: (r[0] + start, r[1] + start)

    def spans(head, threshold):
        hit = g = f = 0
        for t, answers, n, right, said in read:
            claimed = head in ('what', 'condition')
            if claimed:
                g += sum(len(c['conditions']) if head == 'condition' else bool(c['what']) for c in t.claims)
            elif t.attributions is not None:
                g += sum(sum(b - a + 1 for a, b in filter(None, x['content'])) if head == 'content' else bool(x['source']) for x in t.attributions)
            for j, (start, token, joint, cue) in enumerate(answers):
                if (j < n) != claimed:
                    continue
                p_ = D.softmax(token[:, {'what': L.WHAT, 'condition': L.CONDITION, 'source': L.SOURCE, 'content': L.CONTENT}[head]])
                rs = D.ranges(p_, joint, threshold)
                mine = right.get(j) if claimed else said.get(j - n)
                if head == 'what':
                    x = D.longest(p_, joint, threshold)
                    f += x is not None
                    hit += bool(x and mine and mine['what'] and overlap_f1(shift(x, start), mine['what']) >= 0.5)
                elif head == 'condition':
                    rs = D.marked(p_, joint, threshold)
                    f += len(rs)
                    hit += sum(any(k and overlap_f1(shift(x, start), k) >= 0.5 for x in rs) for k in (mine['conditions'] if mine else []))
                elif head == 'source':
                    x = D.heaviest(D.without(rs, cue), p_)
                    f += x is not None
                    hit += bool(x and mine and mine['source'] and overlap_f1(shift(x, start), mine['source']) >= 0.5)
                else:
                    x = D.without(D.bridge(rs, joint), cue)
                    f += sum(b - a + 1 for a, b in x)
                    hit += sum(max(0, min(b + start, d) - max(a + start, c) + 1) for a, b in x for c, d in filter(None, mine['content'])) if mine else 0
        return f1(hit, g, f)

    for head in ('what', 'condition', 'source', 'content'):
        best[head] = max(STEPS, key=lambda x: spans(head, x))
        scores[head] = spans(head, best[head])
    path = Path(a.model) / 'model.json'
    config = json.loads(path.read_text())
    config['thresholds'] |= best
    config['scores'] = {k: round(v, 3) for k, v in scores.items()}
    path.write_text(json.dumps(config, indent=2) + '\n')
    print(json.dumps({'thresholds': best, 'scores': config['scores']}))


if __name__ == '__main__':
    main()
