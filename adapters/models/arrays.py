"""Arrays by name in a sealed file, as they lie in memory: nothing is unpacked when they are read.

A line of JSON says how each is called, its type and its shape; then they follow in that order.
"""

import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from adapters.models.sealed import Array, Sealed, write_sealed


def write_arrays(file: Path, arrays: Mapping[str, Array]) -> None:
    """Write atomically, readable for all; raises OSError."""
    parts = {name: np.ascontiguousarray(array) for name, array in arrays.items()}
    head = json.dumps([(name, part.dtype.str, part.shape) for name, part in parts.items()])
    write_sealed(file, (head.encode() + b"\n", *(part.data for part in parts.values())))


def read_arrays(file: Path) -> dict[str, Array]:
    """What was written; raises OSError, and where it is anything else ValueError or TypeError."""
    with Sealed(file) as sealed:
        head = json.loads(sealed.line())
        return {name: sealed.array(np.dtype(kind), shape) for name, kind, shape in head}
