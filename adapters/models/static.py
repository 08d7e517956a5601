"""The static embedding that the package carries (see README.md beside it for its provenance)."""

from functools import cache
from pathlib import Path

import numpy as np

from bot.compact import Compact
from bot.embed import PieceVectors

FILE = Path(__file__).with_name("static.npz")


@cache
def static_vectors() -> PieceVectors:
    """The vectors of `static.npz`."""
    with np.load(FILE, allow_pickle=False) as file:
        pieces = bytes(file["pieces"]).decode("ascii").split("\n")
        return PieceVectors(
            {piece: row for row, piece in enumerate(pieces)},
            Compact(file["vectors"], file["scales"]),
        )


@cache
def encoder_ids() -> tuple[int, ...]:
    """The number that the encoder's own vocabulary gives to each piece, in `pieces`' order."""
    with np.load(FILE, allow_pickle=False) as file:
        return tuple(map(int, file["ids"]))
