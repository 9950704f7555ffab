#!/usr/bin/env python3
"""Turns the shipped files of a model back into weights that training can go on from.

    restore.py --encoder FOLDER --model ../resources/models/NAME --out FILE.pt

What comes back is what is read with: eight bits a weight, scaled by block; the difference to the trained weights is below
what an evaluation shows. --encoder gives what the files hold in another shape (the exporter folds constants).
"""
import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from model import Reader


def weights(path, prefix):
    """Parameters by their names in the model: as they stand, or unpacked where they are quantised by block."""
    graph = onnx.load(path).graph
    values = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    out = {n: v for n, v in values.items() if n.endswith(('.weight', '.bias'))}
    biases = {}  # of a product → the bias that is added to it
    for node in graph.node:
        if node.op_type == 'Add':
            for product, bias in (node.input, reversed(node.input)):
                if bias in out:
                    biases[product] = bias
    for node in graph.node:
        if node.op_type == 'MatMulNBits':
            q, scales = (values[n] for n in node.input[1:3])
            rows = q.shape[0]
            at = {a.name: a.i for a in node.attribute}
            w = (q.astype(np.float32) - 128) * scales.reshape(rows, -1, 1)
            out[biases[node.output[0]].removesuffix('bias') + 'weight'] = w.reshape(rows, -1)[:, :at['K']]
    return {prefix + n: torch.tensor(np.array(v, dtype=np.float32)) for n, v in out.items()}


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ('encoder', 'model', 'out'):
        p.add_argument('--' + name, required=True)
    a = p.parse_args()
    folder = Path(a.model)
    card = json.loads((folder / 'model.json').read_text())
    if card['weights'] != 'block8':
        raise SystemExit(f'{folder}: only block8 weights can be turned back, these are {card["weights"]}')
    found = weights(folder / 'encoder.onnx', 'encode.') | weights(folder / 'arguments.onnx', 'arguments.')
    model = Reader(a.encoder)
    state = model.state_dict()
    for n in state:
        if n not in found:
            print(n, 'stays as the encoder has it')
        elif found[n].shape != state[n].shape:
            print(n, tuple(found[n].shape), 'instead of', tuple(state[n].shape), 'stays as it was')
    model.load_state_dict({n: found[n] if n in found and found[n].shape == v.shape else v for n, v in state.items()})
    torch.save({'model': model.state_dict(), 'settings': card['training']}, a.out)


if __name__ == '__main__':
    main()
