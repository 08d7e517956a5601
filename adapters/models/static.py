"""The static embedding that the package carries (see README.md beside it for its provenance)."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np

from adapters.models.sealed import Array
from bot.compact import Compact
from bot.embed import PieceVectors

FILE = Path(__file__).with_name("static.npz")
WORDS = Path(__file__).with_name("words.npz")


@cache
def static_vectors() -> PieceVectors:
    """The vectors of `static.npz`, and the words of `words.npz`."""
    with (
        np.load(FILE, allow_pickle=False) as file,
        np.load(WORDS, allow_pickle=False) as words,
    ):
        return unpacked({**file, **words})


def unpacked(arrays: Mapping[str, Array]) -> PieceVectors:
    """The vectors that lie in these arrays."""
    pieces = bytes(arrays["pieces"]).decode("ascii").split("\n")
    rows = {piece: row for row, piece in enumerate(pieces)}
    return PieceVectors(rows, Compact(arrays["vectors"], arrays["scales"]), arrays["real"])


def packed(vectors: PieceVectors) -> dict[str, Array]:
    """Vectors as arrays."""
    pieces = np.frombuffer("\n".join(vectors.pieces).encode("ascii"), np.uint8)
    matrix = vectors.vectors
    return {
        "pieces": pieces,
        "vectors": matrix.numbers,
        "scales": matrix.scales,
        "real": vectors.real,
    }


@cache
def encoder_ids() -> tuple[int, ...]:
    """The number that the encoder's own vocabulary gives to each piece, in `pieces`' order."""
    with np.load(FILE, allow_pickle=False) as file:
        return tuple(map(int, file["ids"]))
