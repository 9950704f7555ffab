"""Where in a text a gold actor can be meant: gold names actors by code, the pointers need places.

`mentions.ts` says which mentions of a text mean which gold actor by the product's own rules (names, offices, pronouns).
All pieces of all of them count as right (marginal likelihood), so no coreference is marked and none is needed: `he` may
point to `Macron`, or to itself where the rules know whom it means.
"""
import json
import re

STOP = set('the a an of and mr mrs ms sir president minister prime foreign government senior some'.split())


def load_mentions(path):
    return {d['doc']: d for d in map(json.loads, open(path, encoding='utf8'))}


def find_name(text, name):
    """Spans in which the words of a gold name stand together; those of its last word where they do not."""
    words = [w for w in re.findall(r"[\w$€£%.’'-]+", name) if w.lower() not in STOP] or name.split()
    gap = r"(?:[\s,.’'-]+(?:(?:the|of|and|for|on|in)\s+)*)"
    spans = [m.span() for m in re.finditer(r'(?<!\w)' + gap.join(re.escape(w) for w in words) + r'(?!\w)', text, re.I)]
    return spans or [m.span() for m in re.finditer(r'(?<!\w)' + re.escape(words[-1]) + r'(?:s|es)?(?!\w)', text, re.I)]


class Reach:
    """For one text: the pieces at which each gold actor is meant."""

    def __init__(self, text, record, pieces):
        self.text, self.pieces, self.names, self.cache = text, pieces, record['names'], {}
        ranges = [pieces.range(*m) for m in record['mentions']]
        owner = {}  # piece → its innermost mention: `France` in `the government of Niger, backed by France`
        for k in sorted(range(len(ranges)), key=lambda k: -(record['mentions'][k][1] - record['mentions'][k][0])):
            if ranges[k]:
                owner.update((i, k) for i in range(ranges[k][0], ranges[k][1] + 1))
        self.own = [set() for _ in ranges]
        for i, k in owner.items():
            self.own[k].add(i)
        for k, r in enumerate(ranges):
            if r and not self.own[k]:
                self.own[k] = set(range(r[0], r[1] + 1))

    def of(self, actor):
        if actor not in self.cache:
            found = set().union(*(self.own[k] for k in self.names.get(actor, ())))
            if not found:
                found = {i for s, e in find_name(self.text, actor) if (r := self.pieces.range(s, e)) for i in range(r[0], r[1] + 1)}
            self.cache[actor] = found
        return self.cache[actor]
