"""From the model's numbers to spans: the reference that src/model/ is held against (reference.py prints it)."""
import numpy as np

import labels as L

GLUED, NEAR, FAR, BROKEN = range(4)
GAP = 2  # a slip of up to two pieces inside a long span (a comma, `the`) does not end it


def softmax(x):
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def joints(offsets, paragraphs):
    """How each piece stands to the one before it."""
    out, p = [], 0
    for i, (s, _) in enumerate(offsets):
        before = p
        while p < len(paragraphs) and paragraphs[p][1] <= s:
            p += 1
        gap = s - offsets[i - 1][1] if i else 0
        out.append(BROKEN if i == 0 or p > before else GLUED if gap <= 0 else NEAR if gap == 1 else FAR)
    return out


def ranges(p, joint, threshold, begins=True):
    """p [n, 1 + 2 kinds]: stretches where 1 − P(O) reaches the threshold; glued pieces stay together, else B outweighs I to begin anew."""
    out, first = [], -1
    for i in range(len(p) + 1):
        inside = i < len(p) and 1 - p[i, 0] >= threshold
        if inside and first >= 0 and (joint[i] == GLUED or (joint[i] == NEAR and (not begins or (p[i, 2::2] - p[i, 1::2]).sum() > 0))):
            continue
        if first >= 0:
            out.append((first, i - 1))
        first = i if inside else -1
    return out


EDGE = 0.3  # src/model/decode.ts says why


def found(p, joint, threshold):
    """Predicates or cues: stretches at the edge threshold whose surest piece reaches the real one."""
    return [r for r in ranges(p, joint, EDGE, begins=False) if (1 - p[r[0]:r[1] + 1, 0]).max() >= threshold]


def longest(p, joint, threshold):
    """The *what*: from edge to edge, the longest whose surest piece reaches the threshold; None where none does."""
    whole = bridge(ranges(p, joint, EDGE, begins=False), joint)
    return heaviest([r for r in whole if (1 - p[r[0]:r[1] + 1, 0]).max() >= threshold], p)


def marked(p, joint, threshold):
    """From edge to edge, those whose surest piece reaches the threshold and that are more than a piece."""
    return [r for r in bridge(ranges(p, joint, EDGE), joint) if r[1] > r[0] and (1 - p[r[0]:r[1] + 1, 0]).max() >= threshold]


def bridge(rs, joint):
    out = []
    for a, b in rs:
        if out and a - out[-1][1] - 1 <= GAP and BROKEN not in joint[out[-1][1] + 1:a + 1]:
            out[-1] = (out[-1][0], b)
        else:
            out.append((a, b))
    return out


def without(rs, taken):
    if not taken:
        return rs
    cut = [x for a, b in rs for x in ((a, min(b, taken[0] - 1)), (max(a, taken[1] + 1), b))]
    return [(a, b) for a, b in cut if a <= b]


def mass(p, r):
    return p[r[0]:r[1] + 1, 1:].reshape(r[1] - r[0] + 1, -1, 2).sum((0, 2))


def heaviest(rs, p):
    return max(rs, key=lambda r: (1 - p[r[0]:r[1] + 1, 0]).sum(), default=None)


def claim(tokens, head, joint, t):
    """tokens [n, TOKENS], head [CLAIM]: ranges are of the window's pieces."""
    what, conds = softmax(tokens[:, L.WHAT]), softmax(tokens[:, L.CONDITION])
    return {
        'what': longest(what, joint, t['what']),
        'conditions': [(r, L.CONDITIONS[int(mass(conds, r).argmax())]) for r in marked(conds, joint, t['condition'])],
        'firmness': L.FIRMNESS[int(head[L.FIRM].argmax())],
        'negated': float(sigmoid(head[L.NEGATED])),
        'pointers': sigmoid(tokens[:, L.POINTERS]),
    }


def attribution(tokens, head, joint, cue, t):
    sources, contents = softmax(tokens[:, L.SOURCE]), softmax(tokens[:, L.CONTENT])
    source = heaviest(without(ranges(sources, joint, t['source']), cue), sources)
    content = without(without(bridge(ranges(contents, joint, t['content']), joint), cue), source)
    return {'source': source, 'content': [r for r in content if r[1] > r[0]], 'kind': L.KINDS[int(head[L.KIND].argmax())]}
