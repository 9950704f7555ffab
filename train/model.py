"""The reading model: one pass of an encoder over a window of word pieces, and everything from its last layer.

`Encoder`    pieces [B, T] → tags [B, T, TAGS], and what the second half stands on: shared, query [B, T, WIDTH]
`Arguments`  the queries (predicates and cues) of windows → tokens [K, T, TOKENS], claim [K, CLAIM]

The second half costs about a tenth of the first for a window with eight claims; running the encoder again for each
predicate would cost six times as much for the same answer.
"""
import torch
from torch import nn
from torch.nn import functional as F
from transformers import AutoModel

from labels import CLAIM, CONDITION, CONTENT, CUE_TAGS, POINTERS, PREDICATE, QUANTITY, QUERY_KINDS, SOURCE, TAGS, TOKENS, TRIGGER, WHAT, WHEN

WIDTH, HEADS, FAR = 256, 4, 100


class Encoder(nn.Module):
    def __init__(self, base):
        super().__init__()
        self.encoder = AutoModel.from_pretrained(base, attn_implementation='eager' if 'mpnet' in str(base) else 'sdpa')
        if hasattr(self.encoder, 'pooler'):
            self.encoder.pooler = None
        self.words = self.encoder.embeddings.word_embeddings  # not trained: they are shipped as int8 and gathered outside
        self.words.weight.requires_grad_(False)
        h = self.encoder.config.hidden_size
        self.case = nn.Embedding(3, h)  # the encoders are uncased, and case tells names from words
        nn.init.zeros_(self.case.weight)
        # sentence-transformer encoders have small hidden values (deviation 0.12 for mpnet): without it mpnet did not learn
        self.norm, self.drop = nn.LayerNorm(h), nn.Dropout(0.1)
        self.tags, self.shared, self.query = nn.Linear(h, TAGS), nn.Linear(h, WIDTH), nn.Linear(h, WIDTH)

    def forward(self, embeddings, cases, mask):
        x = self.encoder(inputs_embeds=embeddings + self.case(cases), attention_mask=mask).last_hidden_state
        x = self.drop(self.norm(x))
        return self.tags(x), self.shared(x), self.query(x)


class Block(nn.Module):
    """Pre-norm attention layer."""

    def __init__(self):
        super().__init__()
        self.norm1, self.norm2, self.drop = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH), nn.Dropout(0.1)
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.up, self.down = nn.Linear(WIDTH, 2 * WIDTH), nn.Linear(2 * WIDTH, WIDTH)

    def forward(self, x, bias):
        k, t, _ = x.shape
        q, key, v = self.qkv(self.norm1(x)).view(k, t, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4).unbind(0)
        a = F.scaled_dot_product_attention(q, key, v, attn_mask=bias)
        x = x + self.drop(self.out(a.transpose(1, 2).reshape(k, t, WIDTH)))
        return x + self.drop(self.down(F.gelu(self.up(self.norm2(x)))))


class Arguments(nn.Module):
    def __init__(self, layers=2):
        super().__init__()
        self.kind, self.distance = nn.Embedding(QUERY_KINDS, WIDTH), nn.Embedding(2 * FAR + 1, WIDTH)
        for e in (self.kind, self.distance):
            nn.init.normal_(e.weight, std=0.02)
        self.own = nn.Linear(WIDTH, WIDTH)
        self.blocks = nn.ModuleList(Block() for _ in range(layers))
        self.norm, self.tokens = nn.LayerNorm(WIDTH), nn.Linear(WIDTH, TOKENS)
        self.claim = nn.Sequential(nn.Linear(2 * WIDTH, WIDTH), nn.GELU(), nn.Linear(WIDTH, CLAIM))

    def forward(self, shared, query, kind, first, last, mask):
        """shared [1 or K, T, W], query [K, W], kind, first, last [K], mask [1 or K, T]."""
        at = torch.arange(shared.shape[1], device=shared.device)[None]
        # negative before the predicate, 0 on it, positive after it
        distance = torch.clamp(at - first[:, None], max=0) + torch.clamp(at - last[:, None], min=0)
        own = query + self.kind(kind)
        x = shared + own[:, None] + self.distance(distance.clamp(-FAR, FAR) + FAR)
        bias = (1.0 - mask.to(x.dtype))[:, None, None, :] * -1e4
        for block in self.blocks:
            x = block(x, bias)
        x = self.norm(x)
        # the predicate's own vectors: their mean over its pieces
        on = (distance == 0).to(x.dtype)[:, :, None]
        mean = (x * on).sum(1) / on.sum(1)
        return self.tokens(x), self.claim(torch.cat([mean, self.own(own)], -1))


class Reader(nn.Module):
    def __init__(self, base):
        super().__init__()
        self.encode, self.arguments = Encoder(base), Arguments()
        with torch.no_grad():  # begin near what is usual (nothing), instead of learning that first
            self.encode.tags.bias[PREDICATE.start] = self.encode.tags.bias[CUE_TAGS.start] = 4
            for head, o in ((WHAT, 1), (CONDITION, 4), (SOURCE, 3), (CONTENT, 0), (QUANTITY, 4), (WHEN, 4)):
                self.arguments.tokens.bias[head.start] = o
            self.arguments.tokens.bias[POINTERS] = -4
            self.arguments.tokens.bias[TRIGGER] = -3
