"""What is costly to make, kept in the user's cache folder, so that only the first start makes it:
indexes, and the static vectors as they are in memory.

A cache file is named for a hash of everything that it was made from, written atomically and sealed
(arrays.py), and what it holds simply made anew when anything is off.
"""

import hashlib
import logging
import os
import zipfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import numpy as np
import platformdirs

import bot
import knowledge
from adapters import models
from adapters.models.arrays import read_arrays, write_arrays
from adapters.models.heap import give_back
from adapters.models.sealed import Array
from adapters.models.static import FILE as STATIC
from adapters.models.static import WORDS, packed, static_vectors, unpacked
from bot.embed import Meaning, PieceVectors
from bot.index import Index
from bot.pack import pack, unpack
from knowledge.everyday import FILE as EVERYDAY
from knowledge.loader import files

log = logging.getLogger(__name__)

KEPT = 8
"""Files of a kind that are kept; the ones not used for longest go first."""

Made = TypeVar("Made")


def cache_folder() -> Path:
    """Where they are kept."""
    return Path(platformdirs.user_cache_dir("tpm-bot"))


def cached_vectors(place: Path) -> PieceVectors:
    """The static vectors, from their cache in `place` or unpacked and kept there: unpacking takes
    a tenth of `tpm ask`."""
    file = place / f"static-{_shortened(hashlib.sha256(_static()))}.sealed"
    vectors = _found(file, unpacked)
    if vectors is None:
        vectors = static_vectors()
        with suppress(OSError):  # where nothing can be kept, it is said of the index
            _keep(file, packed(vectors))
    return vectors


def cached_index(
    folders: Sequence[Path],
    vectors: PieceVectors,
    encoder: Meaning | None,
    build: Callable[[], Index],
    place: Path,
) -> Index:
    """The index of these knowledge folders, from its cache in `place` or built and kept there."""
    file = place / f"index-{_key(folders, encoder is not None)}.sealed"
    index = _found(file, lambda arrays: unpack(arrays, vectors, encoder))
    if index is None:
        index = build()
        try:
            _keep(file, pack(index))
        except OSError as error:
            log.warning("The index can't be kept for the next start (%s)", error.strerror)
    give_back()
    return index


def _key(folders: Sequence[Path], full: bool) -> str:
    digest = hashlib.sha256(b"full" if full else b"lean")
    code = [
        path
        for package in (bot, knowledge, models)
        for path in Path(package.__path__[0]).glob("*.py")
    ]
    for path in (*sorted(code), EVERYDAY):
        digest.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    digest.update(_static())
    digest.update(np.__version__.encode())
    for folder in folders:
        for path in files(folder):
            name = str(path.relative_to(folder)).encode()
            digest.update(name + b"\0" + hashlib.sha256(path.read_bytes()).digest())
        digest.update(b"\1")
    return _shortened(digest)


def _static() -> bytes:
    """What is other for other static vectors, without reading them."""
    parts: list[tuple[str, int]] = []
    for file in (STATIC, WORDS):
        with zipfile.ZipFile(file) as vectors:
            parts += [(part.filename, part.CRC) for part in vectors.infolist()]
    return repr(parts).encode()


def _shortened(digest: "hashlib._Hash") -> str:
    return digest.hexdigest()[:40]


def _found(file: Path, unpack: Callable[[dict[str, Array]], Made]) -> Made | None:
    """What a file keeps; None where there is none, or none that can be used."""
    try:
        arrays = read_arrays(file)
        if arrays.pop("name").tobytes() != file.name.encode():
            raise ValueError("made from something else")
        made = unpack(arrays)
    except FileNotFoundError:
        return None
    except Exception as error:  # whatever it is, it can be made anew
        log.warning("A cache can't be used and is made anew (%s)", type(error).__name__)
        return None
    with suppress(OSError):  # a folder that can't be written to holds what is good all the same
        os.utime(file)
    return made


def _keep(file: Path, arrays: Mapping[str, Array]) -> None:
    """Raises OSError."""
    write_arrays(file, {"name": np.frombuffer(file.name.encode(), np.uint8), **arrays})
    alike = file.parent.glob(f"{file.name.partition('-')[0]}-*")
    for old in sorted(alike, key=lambda path: path.stat().st_mtime)[:-KEPT]:
        old.unlink(missing_ok=True)
