"""Where in a text a gold actor can be meant: gold names actors by code, the pointers need places.

For every gold actor of a claim all pieces that plainly name it count as right (marginal likelihood over them); pieces that
*may* name it (pronouns, offices, unknown capitalised names) count as right only where nothing names it near the predicate,
and are never taught as wrong. So no coreference is marked and none is needed: `he` may point to `Macron`.
"""
import re
from functools import lru_cache
from pathlib import Path

import yaml

STOP = set('the a an of and mr mrs ms sir president minister prime foreign government senior some'.split())
AMBIGUOUS = set('''he she it they we i him her them us his its their our my who which that both two three this these those
president minister government officials official spokesman spokeswoman spokesperson ministry leader leaders chancellor premier
ambassador envoy envoys side sides country countries nation nations state states administration cabinet secretary king emir
general commander chief authorities army forces military party parties partners allies members delegation delegations diplomats
diplomat governments ministers capital republic bloc union group chairman director head heads talks coalition regime'''.split())
WORD = re.compile(r"[\w$€£%.’'-]*\w", re.U)
CAPITAL = re.compile(r'[A-ZÀ-ÞĀ-Ž]')
TITLE = re.compile(r'(?i)^(president|prime|minister|foreign|secretary|chancellor|king|queen|sen|rep|gen|mr|mrs|ms|dr|sir|premier|finance|defen[cs]e|treasury|vice|deputy|special|envoy|ambassador|spokes\w+|general|chief|leader|chairman|governor|state|trade|interior|economy|energy|of|for|the)$')


@lru_cache
def states(resources):
    """Code → pattern of everything that names the state; the file is the product's own."""
    table = {}
    for row in yaml.load(open(Path(resources) / 'actors' / 'states.yaml'), Loader=getattr(yaml, 'CSafeLoader', yaml.SafeLoader)):
        names = [row['name'], *row.get('names', []), *row.get('adjectives', []), *row.get('demonyms', []), *row.get('metonyms', []), *row.get('ministries', [])]
        if row.get('capital'):
            names.append(row['capital'])
        names = [n for n in names if isinstance(n, str)]
        names += [n + 's' for n in row.get('demonyms', []) if isinstance(n, str)]
        pattern = '|'.join(re.escape(n) for n in sorted(set(names), key=len, reverse=True))
        table[row['code']] = re.compile(r'(?<![\w])(?:' + pattern + r')(?!\w)')
    return table


def find_name(text, name):
    """Spans in which the words of a gold name stand together; its acronym or its last word where they do not."""
    words = [w for w in re.findall(r"[\w$€£%.’'-]+", name) if w.lower() not in STOP] or name.split()
    gap = r"(?:[\s,.’'-]+(?:(?:the|of|and|for|on|in)\s+)*)"
    spans = [m.span() for m in re.finditer(r'(?<!\w)' + gap.join(re.escape(w) for w in words) + r'(?!\w)', text, re.I)]
    if not spans and len(words) > 1:
        acronym = ''.join(w[0] for w in words).upper()
        spans = [m.span() for m in re.finditer(r'(?<!\w)' + r'\.?'.join(acronym) + r'(?!\w)', text)]
    if not spans and len(words) == 1 and words[0].isupper() and 2 < len(words[0]) < 7:
        spans = [m.span() for m in re.finditer(r'(?<!\w)' + r'\w+\s+(?:(?:of|for|the|and|on)\s+)*'.join(words[0]) + r'\w+', text)]
    if not spans:
        spans = [m.span() for m in re.finditer(r'(?<!\w)' + re.escape(words[-1]) + r'(?:s|es)?(?!\w)', text, re.I)]
    return spans


class Places:
    """Character spans by actor for one text, and those that may mean anybody."""

    def __init__(self, text, attributions, resources):
        self.text, self.table, self.cache = text, states(resources), {}
        self.words = [(m.start(), m.end(), m.group()) for m in WORD.finditer(text)]
        self.said = {}  # from marked sources: actor → words of its names
        for a in attributions or ():
            if a['sourceSpan'] and len(a['actors']) == 1:
                s, e = a['sourceSpan']
                self.said.setdefault(a['actors'][0], []).append((s, e))
        self.ambiguous = [(s, e) for s, e, w in self.words if w.lower() in AMBIGUOUS or CAPITAL.match(w)]

    def introduced(self, code, spans):
        """Surnames of persons whom the text introduces by this state: `French President Emmanuel Macron`, `Zakharova, the Russian …`."""
        names = set()
        at = {s: i for i, (s, _, _) in enumerate(self.words)}
        for s, e in spans:
            i = next((at[p] for p in range(s, e) if p in at), None)
            while i is not None and i < len(self.words) and self.words[i][0] < e:
                i += 1
            if i is None:
                continue
            j, last = i, None
            while j < len(self.words) and j < i + 9:
                ws, we, w = self.words[j]
                if j > i and re.search(r'[,;:()"“”\n]|\.\s', self.text[self.words[j - 1][1]:ws]):
                    break
                w = re.sub(r"[’']s$", '', w)
                if CAPITAL.match(w) and not TITLE.match(w):
                    last = w
                elif last or not (TITLE.match(w) or w.islower()):
                    break
                elif w.islower() and w not in ('minister', 'president', 'chancellor', 'spokesman', 'spokeswoman', 'ambassador', 'envoy', 'secretary', 'leader', 'premier', 'foreign', 'finance', 'defence', 'defense', 'prime', 'ministry', 'government', 'official', 'state', 'deputy', 'vice', 'trade', 'interior', 'general', 'of', 'for'):
                    break
                j += 1
            if last and len(last) > 2 and j > i + 1 or (last and len(last) > 2 and j <= i + 9 and TITLE.match(self.words[i][2])):
                names.add(last)
        return names

    def of(self, actor):
        """Spans that plainly name the actor."""
        if actor in self.cache:
            return self.cache[actor]
        said = self.said.get(actor, [])
        if actor in self.table:
            spans = [m.span() for m in self.table[actor].finditer(self.text)]
            names = self.introduced(actor, spans)
            for s, e in said:
                caps = [w for ws, we, w in self.words if s <= ws and we <= e and CAPITAL.match(w) and not TITLE.match(w)]
                if caps and len(caps[-1]) > 2:
                    names.add(re.sub(r"[’']s$", '', caps[-1]))
            for other, pattern in self.table.items():  # a surname that is another state's name proves nothing
                names = {n for n in names if not pattern.fullmatch(n)}
            for n in names:
                spans += [m.span() for m in re.finditer(r'(?<!\w)' + re.escape(n) + r'(?!\w)', self.text)]
        else:
            spans = find_name(self.text, actor)
        self.cache[actor] = spans = sorted(set(spans + said))
        return spans
