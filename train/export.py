#!/usr/bin/env python3
"""Writes a trained model as the files that the product runs.

    export.py --encoder FOLDER --model FOLDER/model.pt --out ../resources/models/NAME --name NAME [--weights block8|dynamic8|float]

`embeddings.bin` int8 by row with a scale a row (gathered outside the graph), `encoder.onnx`, `arguments.onnx`, `vocabulary.txt`
and `model.json` (shapes, thresholds, hashes, card). Thresholds and scores already in model.json are kept; choose.py writes them.

block8: MatMulNBits with 8 bits, blocks of 128 (no loss was measured). dynamic8: weights by channel in seven bits (`reduce_range`: no saturation on AVX2), activations by tensor.
"""
import argparse
import hashlib
import json
import logging
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import DefaultWeightOnlyQuantConfig, MatMulNBitsQuantizer
from transformers import AutoTokenizer

from data import OVERLAP, WINDOW
from model import WIDTH, Reader

BLOCK = 128


def strip(path):
    """Takes out what the exporter notes of every node: stack traces with the paths of this machine."""
    model = onnx.load(path)
    for graph in [model.graph, *model.functions]:
        for part in [*graph.node, *getattr(graph, 'value_info', []), *getattr(graph, 'input', []), *getattr(graph, 'output', []), *getattr(graph, 'initializer', [])]:
            if hasattr(part, 'metadata_props'):
                del part.metadata_props[:]
            if hasattr(part, 'doc_string'):
                part.doc_string = ''
        if hasattr(graph, 'metadata_props'):
            del graph.metadata_props[:]
    del model.metadata_props[:]
    onnx.save(model, path)


def shrink(source, target, weights):
    if weights == 'dynamic8':
        quantize_dynamic(source, target, per_channel=True, weight_type=QuantType.QInt8, reduce_range=True)
    elif weights == 'block8':
        q = MatMulNBitsQuantizer(onnx.load(source), algo_config=DefaultWeightOnlyQuantConfig(block_size=BLOCK, is_symmetric=True, accuracy_level=4, bits=8))
        q.process()
        onnx.save(q.model.model, target)
    else:
        onnx.save(onnx.load(source), target)
    strip(target)


def embeddings(model, path):
    w = model.encode.words.weight.detach().numpy()
    scale = np.abs(w).max(1) / 127
    scale[scale == 0] = 1
    path.write_bytes(np.round(w / scale[:, None]).astype(np.int8).tobytes() + scale.astype('<f4').tobytes())


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--encoder', required=True)
    p.add_argument('--model', required=True)
    p.add_argument('--out', required=True)
    p.add_argument('--name', required=True)
    p.add_argument('--weights', default='block8')
    p.add_argument('--reach', type=int, help='the second half is asked about so many pieces on each side only: its time grows with them')
    a = p.parse_args()
    logging.getLogger('torch.onnx').setLevel(logging.ERROR)
    out = Path(a.out)
    out.mkdir(parents=True, exist_ok=True)
    saved = torch.load(a.model, weights_only=False)
    model = Reader(a.encoder)
    model.load_state_dict(saved['model'])
    model.eval()
    h = model.encode.words.weight.shape[1]
    tokenizer = AutoTokenizer.from_pretrained(a.encoder)
    vocabulary = sorted(tokenizer.get_vocab().items(), key=lambda x: x[1])
    assert [i for _, i in vocabulary] == list(range(len(vocabulary))) and len(vocabulary) == model.encode.words.weight.shape[0]
    (out / 'vocabulary.txt').write_text('\n'.join(t for t, _ in vocabulary) + '\n')
    embeddings(model, out / 'embeddings.bin')
    B, T, K = torch.export.Dim('B'), torch.export.Dim('T', min=3, max=512), torch.export.Dim('K')
    with tempfile.TemporaryDirectory() as tmp, torch.no_grad():
        e = str(Path(tmp) / 'encoder.onnx')
        args = (torch.randn(2, 40, h), torch.zeros(2, 40, dtype=torch.long), torch.ones(2, 40, dtype=torch.long))
        torch.onnx.export(model.encode, args, e, dynamo=True, external_data=False, input_names=['embeddings', 'cases', 'mask'], output_names=['tags', 'shared', 'query'], dynamic_shapes=({0: B, 1: T},) * 3)
        shrink(e, str(out / 'encoder.onnx'), a.weights)
        g = str(Path(tmp) / 'arguments.onnx')
        # three tensors with different values: the exporter takes equal ones for the same input
        args = (torch.randn(1, 40, WIDTH), torch.randn(3, WIDTH), torch.tensor([3, 4, 5]), torch.tensor([6, 7, 9]), torch.tensor([7, 8, 9]), torch.ones(1, 40, dtype=torch.long))
        torch.onnx.export(model.arguments, args, g, dynamo=True, external_data=False, input_names=['shared', 'query', 'kind', 'first', 'last', 'mask'], output_names=['tokens', 'claim'], dynamic_shapes=({1: T}, {0: K}, {0: K}, {0: K}, {0: K}, {1: T}))
        shrink(g, str(out / 'arguments.onnx'), a.weights)
    files = ['vocabulary.txt', 'embeddings.bin', 'encoder.onnx', 'arguments.onnx']
    card = out / 'model.json'
    old = json.loads(card.read_text()) if card.exists() else {}
    config = {
        'name': a.name, 'encoder': Path(a.encoder).name, 'hidden': h, 'width': WIDTH, 'window': WINDOW, 'overlap': OVERLAP,
        'special': {'first': tokenizer.cls_token_id, 'last': tokenizer.sep_token_id, 'pad': tokenizer.pad_token_id, 'unknown': tokenizer.unk_token_id},
        'thresholds': old.get('thresholds', {'predicate': 0.4, 'cue': 0.4, 'what': 0.5, 'condition': 0.5, 'source': 0.5, 'content': 0.5, 'actor': 0.5, 'target': 0.5, 'sourcePointer': 0.5, 'reporter': 0.5}),
        'weights': a.weights,
        **({'reach': a.reach} if a.reach else {}),
        'training': {k: saved['settings'][k] for k in ('epochs', 'minutes', 'batch', 'rate', 'seed', 'times', 'queries', 'heads') if saved['settings'].get(k) is not None},
        'files': {f: hashlib.sha256((out / f).read_bytes()).hexdigest() for f in files},
    }
    card.write_text(json.dumps({**old, **config}, indent=2) + '\n')
    for f in files:
        print(f, (out / f).stat().st_size)


if __name__ == '__main__':
    main()
