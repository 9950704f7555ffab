"""The training loss: one number for all heads together, each normalised by what it is about."""
import torch
from torch.nn import functional as F

from labels import CONDITION, CONTENT, CUE, CUE_TAGS, FIRM, KIND, NEGATED, POINTERS, PREDICATE, QUANTITY, SOURCE, TRIGGER, WHAT, WHEN

# A span head's loss is a sum over pieces, so what is long (content) counts less than what is short (cue).
WEIGHT = dict(predicate=2.0, cue=0.7, what=0.3, condition=0.3, source=0.4, content=0.1, pointers=0.35, firmness=0.4, negated=0.3, kind=0.3,
              quantity=0.15, when=0.15, trigger=0.3)


def tags(logits, target, per):
    total = F.cross_entropy(logits.reshape(-1, logits.shape[-1]), target.reshape(-1), ignore_index=-100, reduction='sum')
    return total / max(1, per)


def pointers(logits, right, wrong):
    """logits [K, R, T]; right [K, R, G, T]: a set an actor; wrong [K, R, T].

    An actor's loss is −log of the probability that at least one piece of its set is pointed to (noisy or); every piece
    that cannot mean any actor of the role is taught as not pointed to.
    """
    off = -F.softplus(logits)  # log(1 − p)
    none = (off[:, :, None] * right).sum(-1)
    has = right.any(-1)
    hit = -torch.log(-torch.expm1(none.clamp(-30, -1e-6)))
    return (hit * has).sum() + (-off * wrong).sum()


def several(logits, target):
    """Of channels that each are or are not: the sum over all that are marked, in claims (conditions: by piece)."""
    known = target != -100
    n = known.any(-1).sum().clamp(min=1)
    return F.binary_cross_entropy_with_logits(logits[known], target[known].to(logits.dtype), reduction='sum') / n


def soft(logits, p, per):
    """Cross-entropy with probabilities; where all are zero there is nothing to learn."""
    return -(p * F.log_softmax(logits, -1)).sum() / per.clamp(min=1)


def soft_loss(out, t):
    """As `loss`, for a batch of soft.py."""
    tag, tokens, claim = out
    begun = lambda head: t['tags'][..., head][..., 1::2].sum()
    parts = {name: soft(tag[..., head], t['tags'][..., head], begun(head)) for name, head in (('predicate', PREDICATE), ('cue', CUE_TAGS))}
    if tokens is not None:
        cue = t['kind'] == CUE
        for of, per, heads, whole in ((~cue, (~cue).sum(), (('what', WHAT), ('condition', CONDITION), ('quantity', QUANTITY), ('when', WHEN)), ('firmness', FIRM)), (cue, cue.sum(), (('source', SOURCE), ('content', CONTENT)), ('kind', KIND))):
            mine = of[:, None].to(tokens.dtype)
            for name, head in heads:
                parts[name] = soft(tokens[..., head], t['tokens'][..., head] * mine[..., None], per)
            parts[whole[0]] = soft(claim[:, whole[1]], t['claim'][:, whole[1]] * mine, per)
        # (padding is no mention: with no query beyond the window, its pointers are taught as off, which harms nothing)
        claims = (~cue).sum().clamp(min=1)
        off = F.binary_cross_entropy_with_logits(tokens[..., POINTERS], t['tokens'][..., POINTERS], reduction='none')
        parts['pointers'] = (off * (~cue)[:, None, None]).sum() / claims
        # on the pieces of what is a condition, as on marked ones
        inside = (1 - t['tokens'][..., CONDITION.start]) * (t['tokens'][..., CONDITION].sum(-1) > 0)
        each = F.binary_cross_entropy_with_logits(tokens[..., TRIGGER], t['tokens'][..., TRIGGER], reduction='none').sum(-1)
        parts['trigger'] = (each * (inside > 0.5)).sum() / (inside > 0.5).sum().clamp(min=1)
        parts['negated'] = (F.binary_cross_entropy_with_logits(claim[:, NEGATED], t['claim'][:, NEGATED], reduction='none') * ~cue).sum() / claims
    return sum(WEIGHT[k] * v for k, v in parts.items()), {k: v.detach() for k, v in parts.items()}


def loss(out, t):
    tag, tokens, claim = out
    parts = {} if tag is None else {
        'predicate': tags(tag[..., PREDICATE], t['predicate'], ((t['predicate'] > 0) & (t['predicate'] % 2 == 1)).sum().item()),
        'cue': tags(tag[..., CUE_TAGS], t['cue'], (t['cue'] == 1).sum().item()),
    }
    if tokens is not None:
        claims, cues = max(1, (t['what'][:, 1] != -100).sum().item()), max(1, (t['source'][:, 1] != -100).sum().item())
        parts |= {
            'what': tags(tokens[..., WHAT], t['what'], claims),
            'condition': tags(tokens[..., CONDITION], t['conditions'], claims),
            'source': tags(tokens[..., SOURCE], t['source'], cues),
            'content': tags(tokens[..., CONTENT], t['content'], cues),
            'pointers': pointers(tokens[..., POINTERS].permute(0, 2, 1), t['right'], t['wrong']) / claims,
            'quantity': tags(tokens[..., QUANTITY], t['quantity'], (t['quantity'][:, 1] != -100).sum().item()),
            'when': tags(tokens[..., WHEN], t['when'], (t['when'][:, 1] != -100).sum().item()),
            'trigger': several(tokens[..., TRIGGER], t['trigger']),
            'firmness': tags(claim[:, FIRM], t['claim'][:, 0], (t['claim'][:, 0] != -100).sum().item()),
            'kind': tags(claim[:, KIND], t['claim'][:, 2], cues),
        }
        known = t['claim'][:, 1] != -100
        if known.any():
            parts['negated'] = F.binary_cross_entropy_with_logits(claim[known, NEGATED], t['claim'][known, 1].float())
    return sum(WEIGHT[k] * v for k, v in parts.items()), {k: v.detach() for k, v in parts.items()}
