#!/usr/bin/env python3
"""Goes on with the pretraining of an encoder, on texts of the kind that it will read: words are hidden, it guesses them.

    pretrain.py --encoder FOLDER --texts FILE… --out FOLDER [--epochs 12] [--minutes 2]

--texts  a JSON line a text (doc, text), as unmarked.ts prints them.
--out    a folder as encoders.py makes them, for train.py --encoder.

An encoder made for comparing sentences has lost something of what it knew of single words; and Reuters of 1987 is no web page
(Gururangan et al. 2020, Don't Stop Pretraining). The word embeddings stay as they are.
"""
import argparse
import json
import shutil
import time
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F
from transformers import AutoModel, AutoTokenizer

from data import WINDOW
from quick import DEVICE, FAST, Half, quicken

HIDDEN = 0.15  # of all pieces; of these four in five are masked, one in ten is another, one in ten stays (Devlin et al. 2019)


class Guesser(nn.Module):
    def __init__(self, base):
        super().__init__()
        self.encoder = AutoModel.from_pretrained(base, attn_implementation='eager' if 'mpnet' in str(base) else 'sdpa')
        if hasattr(self.encoder, 'pooler'):
            self.encoder.pooler = None
        h = self.encoder.config.hidden_size
        self.words = self.encoder.embeddings.word_embeddings
        self.words.weight.requires_grad_(False)
        self.guess = nn.Sequential(nn.LayerNorm(h), nn.Linear(h, h), nn.GELU(), nn.LayerNorm(h))
        self.bias = nn.Parameter(torch.zeros(self.words.weight.shape[0]))

    def forward(self, ids, mask, at):
        x = self.encoder(inputs_embeds=self.words(ids), attention_mask=mask).last_hidden_state
        return F.linear(self.guess(x[at]), self.words.weight, self.bias)


def rows(texts, tokenizer):
    """All texts in windows of whole ones, padded: ids [n, WINDOW + 2]."""
    out = []
    for text in texts:
        ids = tokenizer(text, add_special_tokens=False, verbose=False)['input_ids']
        out += [[tokenizer.cls_token_id, *ids[i:i + WINDOW], tokenizer.sep_token_id] for i in range(0, len(ids), WINDOW)]
    # several short ones share a row, so that little of it is padding
    packed = []
    for row in sorted(out, key=len, reverse=True):
        if packed and len(packed[-1]) + len(row) <= WINDOW + 2:
            packed[-1] = packed[-1] + row
        else:
            packed.append(row)
    ids = torch.full((len(packed), WINDOW + 2), tokenizer.pad_token_id)
    for k, row in enumerate(packed):
        ids[k, :len(row)] = torch.tensor(row)
    return ids


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--encoder', required=True)
    p.add_argument('--texts', nargs='+', required=True)
    p.add_argument('--out', required=True)
    p.add_argument('--minutes', type=float)
    p.add_argument('--epochs', type=float, default=12)
    p.add_argument('--batch', type=int, default=64)
    p.add_argument('--rate', type=float, default=1e-4)
    p.add_argument('--limit', type=int)
    a = p.parse_args()
    torch.manual_seed(0)
    tokenizer = AutoTokenizer.from_pretrained(a.encoder)
    texts = [json.loads(line)['text'] for f in a.texts for line in open(f, encoding='utf8')][:a.limit]
    ids = rows(texts, tokenizer).to(DEVICE)
    special = torch.zeros(len(tokenizer), dtype=torch.bool, device=DEVICE)
    special[tokenizer.all_special_ids] = True
    steps = max(1, int(a.epochs * len(ids) / a.batch))
    print(len(texts), 'texts,', int((~special[ids]).sum()), 'pieces in', len(ids), 'rows,', steps, 'steps', flush=True)
    model, twin = Guesser(a.encoder), Guesser(a.encoder)
    for m in (model, twin):
        quicken(m.to(DEVICE))
    half = Half(model, twin)
    inner = [q for n, q in model.named_parameters() if q.requires_grad and n.startswith('encoder.')]
    outer = [q for n, q in model.named_parameters() if q.requires_grad and not n.startswith('encoder.')]
    opt = torch.optim.AdamW([{'params': inner, 'lr': a.rate}, {'params': outer, 'lr': a.rate * 10}], weight_decay=0.01, fused=True)
    rates = [g['lr'] for g in opt.param_groups]
    twin.train()
    begun, sums, done, step = time.monotonic(), [], 0.0, 0
    order = torch.randperm(len(ids), device=DEVICE)
    while done < 1:
        at = [(step * a.batch + i) % len(ids) for i in range(min(a.batch, len(ids)))]
        if at[-1] < at[0]:
            order = torch.randperm(len(ids), device=DEVICE)
        row = ids[order[torch.tensor(at, device=DEVICE)]]
        hidden = (torch.rand(row.shape, device=DEVICE) < HIDDEN) & ~special[row]
        dice = torch.rand(row.shape, device=DEVICE)
        given = torch.where(hidden & (dice < 0.8), tokenizer.mask_token_id, torch.where(hidden & (dice >= 0.9), torch.randint(0, len(tokenizer), row.shape, device=DEVICE), row))
        loss = F.cross_entropy(twin(given, (row != tokenizer.pad_token_id).long(), hidden).float(), row[hidden])
        step += 1
        done = max(step / steps, (time.monotonic() - begun) / (60 * a.minutes) if a.minutes else 0)
        f = min(step / (0.06 * steps), max(0.0, (1 - done) / 0.94))
        for g, r in zip(opt.param_groups, rates):
            g['lr'] = r * f
        loss.backward()
        half.gradients()
        torch.nn.utils.clip_grad_norm_(inner + outer, 1.0)
        opt.step()
        half.refresh()
        sums.append(loss.detach())
        if step % 100 == 0 or done >= 1:
            print(f'  step {step} of {steps}, loss {float(torch.stack(sums).mean()):.3f}, {(time.monotonic() - begun) / step:.2f} s a step', flush=True)
            sums = []
    out = Path(a.out)
    out.mkdir(parents=True, exist_ok=True)
    for f in Path(a.encoder).iterdir():
        if f.suffix in ('.json', '.txt'):
            shutil.copy(f, out / f.name)
    model.encoder.save_pretrained(out)


if __name__ == '__main__':
    main()
