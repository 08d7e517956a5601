"""Files that are only believed whole: what they hold stands behind its SHA-256."""

import hashlib
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

import numpy as np

MARK = b"tpm sealed 1\n"

Array = np.ndarray[Any, Any]


class Broken(ValueError):
    """The file doesn't hold what was written."""


class Sealed:
    """A sealed file that is read part by part, each to where it stays. It is to be believed once it
    was left: that raises Broken. Opening it raises OSError."""

    def __init__(self, file: Path) -> None:
        self._file = file.open("rb")
        self._digest = hashlib.sha256()
        self._head = self._file.read(len(MARK)), self._file.read(self._digest.digest_size)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, failed: type[BaseException] | None, *_: object) -> None:
        with self._file:
            if failed is None and (self.rest() or self._head != (MARK, self._digest.digest())):
                raise Broken(self._file.name)

    def line(self) -> bytes:
        """What comes next, up to a line's end."""
        line = self._file.readline()
        self._digest.update(line)
        return line

    def array(self, dtype: np.dtype[Any], shape: Sequence[int]) -> Array:
        """The array that comes next; raises Broken where it is none of plain values."""
        array: Array = np.empty(shape, dtype)
        if dtype.hasobject or self._file.readinto(array.data) != array.nbytes:
            raise Broken(self._file.name)
        self._digest.update(array.data)
        return array

    def rest(self) -> bytes:
        """All that is left."""
        rest = self._file.read()
        self._digest.update(rest)
        return rest


def read_sealed(file: Path) -> bytes:
    """What was written; raises Broken and OSError."""
    with Sealed(file) as sealed:
        return sealed.rest()


def write_sealed(file: Path, parts: Sequence[bytes | memoryview]) -> None:
    """Write atomically, readable for all; raises OSError."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(".part", f"{file.name}.", file.parent)
    try:
        with os.fdopen(handle, "wb") as whole:
            whole.writelines((MARK, digest.digest(), *parts))
        Path(name).chmod(0o644)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
