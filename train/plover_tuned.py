#!/usr/bin/env python3
"""How well PLOVER root codes can be told where the encoder itself learns them, cross-validated.

    plover_tuned.py --encoder ENCODER --model READER.pt PLV_train.tsv        (READER.pt: restore.py; needs scikit-learn)

Goes on from the shipped reader's encoder: source and target stand in brackets, and a layer over the means of the sentence's,
the source's and the target's vectors tells the root. Five folds, no sentence in two of them; nothing is chosen on a fold.
Nothing of this is part of the product (train/EXPERIMENTS.md).
"""
import argparse
import csv
import re

import numpy as np
import torch
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import StratifiedGroupKFold
from torch import nn
from torch.nn import functional as F
from transformers import AutoTokenizer

from model import Reader

p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
p.add_argument('--encoder', required=True)
p.add_argument('--model', required=True)
p.add_argument('--epochs', type=int, default=7)
p.add_argument('--rate', type=float, default=6e-5)
p.add_argument('--batch', type=int, default=16)
p.add_argument('--seed', type=int, default=0)
p.add_argument('texts')
a = p.parse_args()
torch.set_num_threads(2)

rows = list(csv.DictReader(open(a.texts, encoding='utf8'), delimiter='\t', quoting=csv.QUOTE_NONE))
roots = np.array([r['gold_root'] for r in rows])
names = sorted(set(roots))
gold = torch.tensor([names.index(r) for r in roots])
tokenizer = AutoTokenizer.from_pretrained(a.encoder)


def pieces(marked):
    """Ids with brackets around source and target, and which pieces are of each."""
    ids, of = [], []
    part = 0
    for bit in re.split(r'(</?[st]>)', marked):
        if re.fullmatch(r'</?[st]>', bit):
            part = 0 if bit[1] == '/' else 1 if bit[1] == 's' else 2
            bit = '[' if bit[1] != '/' else ']'
            own = 0
        else:
            own = part
        new = tokenizer(bit, add_special_tokens=False)['input_ids']
        ids += new
        of += [own] * len(new)
    return [tokenizer.cls_token_id, *ids[:380], tokenizer.sep_token_id], [0, *of[:380], 0]


data = [pieces(r['marked_sentence']) for r in rows]


class Root(nn.Module):
    def __init__(self):
        super().__init__()
        reader = Reader(a.encoder)
        saved = torch.load(a.model, map_location='cpu', weights_only=False)
        reader.load_state_dict(saved.get('model', saved), strict=False)
        self.base = reader.encode
        h = self.base.encoder.config.hidden_size
        self.drop, self.root = nn.Dropout(0.1), nn.Linear(3 * h, len(names))

    def forward(self, ids, mask, of):
        x = self.base.encoder(inputs_embeds=self.base.words(ids) + self.base.case.weight[1], attention_mask=mask).last_hidden_state
        x = self.base.norm(x)
        means = []
        for k in range(3):
            on = (mask if k == 0 else (of == k).to(mask.dtype)).to(x.dtype)[:, :, None]
            means.append((x * on).sum(1) / on.sum(1).clamp(min=1))
        return self.root(self.drop(torch.cat(means, -1)))


def batch(indices):
    longest = max(len(data[i][0]) for i in indices)
    ids = torch.full((len(indices), longest), tokenizer.pad_token_id)
    mask, of = torch.zeros_like(ids), torch.zeros_like(ids)
    for k, i in enumerate(indices):
        n = len(data[i][0])
        ids[k, :n], mask[k, :n], of[k, :n] = torch.tensor(data[i][0]), 1, torch.tensor(data[i][1])
    return ids, mask, of


found = np.zeros(len(rows), int)
folds = StratifiedGroupKFold(5, shuffle=True, random_state=a.seed).split(rows, roots, [r['sentence'] for r in rows])
for fold, (train, test) in enumerate(folds):
    torch.manual_seed(a.seed)
    rng = np.random.default_rng(a.seed)
    model = Root()
    trained = [w for w in model.parameters() if w.requires_grad]
    optimiser = torch.optim.AdamW(trained, lr=a.rate, weight_decay=0.01)
    steps = a.epochs * (len(train) // a.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda s: min((s + 1) / (0.1 * steps), max(0.0, (steps - s) / (0.9 * steps))))
    model.train()
    for _ in range(a.epochs):
        order = rng.permutation(train)
        for at in range(0, len(order) - a.batch + 1, a.batch):
            some = order[at:at + a.batch]
            with torch.autocast('cpu', dtype=torch.bfloat16):
                scores = model(*batch(some))
            loss = F.cross_entropy(scores.float(), gold[some], label_smoothing=0.1)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(trained, 1.0)
            optimiser.step()
            schedule.step()
    model.eval()
    with torch.no_grad(), torch.autocast('cpu', dtype=torch.bfloat16):
        for at in range(0, len(test), 32):
            some = test[at:at + 32]
            found[some] = model(*batch(some)).argmax(-1).numpy()
    print(f'fold {fold}: macro-F1 {f1_score(gold[test], found[test], average="macro"):.3f}, accuracy {accuracy_score(gold[test], found[test]):.3f}', flush=True)
print(f'all: macro-F1 {f1_score(gold, found, average="macro"):.3f}, accuracy {accuracy_score(gold, found):.3f}')
