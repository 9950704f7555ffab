#!/usr/bin/env python3
"""How well PLOVER root codes can be told from what the reading model makes of a sentence, cross-validated.

    npx node train/plover.ts ../shared/data/plover/PLV_train.tsv > vectors.jsonl
    plover.py vectors.jsonl            (needs scikit-learn, which training does not)

Logistic regression on frozen vectors, five folds, no sentence in two of them. On the 1,050 pairs of the training half with
15 roots: macro-F1 0.746, accuracy 0.775 (words and pairs of words alone, by TF-IDF: 0.671 and 0.695). Zero-shot prompting
with RoBERTa-large is told to have 0.821 on the other half (Hu et al. 2024). Nothing of this is part of the product.
"""
import json
import sys

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import StratifiedGroupKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

rows = [json.loads(line) for line in open(sys.argv[1], encoding='utf8')]
vectors = np.array([row['vector'] for row in rows])
roots = np.array([row['root'] for row in rows])
sentences = [row['text'] for row in rows]
for seed in (0, 1):
    found = np.empty(len(roots), dtype=object)
    for train, test in StratifiedGroupKFold(5, shuffle=True, random_state=seed).split(vectors, roots, sentences):
        model = make_pipeline(StandardScaler(), LogisticRegression(C=0.01, max_iter=500, class_weight='balanced'))
        found[test] = model.fit(vectors[train], roots[train]).predict(vectors[test])
    print(f"seed {seed}: macro-F1 {f1_score(roots, found, average='macro'):.3f}, accuracy {accuracy_score(roots, found):.3f}")
