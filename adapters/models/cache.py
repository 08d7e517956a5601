"""Indexes kept in the user's cache folder, so that only the first start builds one.

A cache file is named for a hash of everything that its index was made from, written atomically and
sealed (arrays.py), and simply built anew when anything is off.
"""

import hashlib
import json
import logging
import os
import zipfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np
import platformdirs

import bot
import knowledge
from adapters import models
from adapters.models.arrays import read_arrays, write_arrays
from adapters.models.heap import give_back
from adapters.models.static import FILE as STATIC
from bot.embed import Meaning, PieceVectors
from bot.index import Index
from bot.pack import pack, unpack
from knowledge.everyday import FILE as EVERYDAY
from knowledge.loader import files

log = logging.getLogger(__name__)

KEPT = 8
"""Cache files kept; the ones not used for longest go first."""


def cache_folder() -> Path:
    """Where indexes are kept."""
    return Path(platformdirs.user_cache_dir("tpm-bot"))


def cached_index(
    folders: Sequence[Path],
    vectors: PieceVectors,
    encoder: Meaning | None,
    build: Callable[[], Index],
    place: Path,
) -> Index:
    """The index of these knowledge folders, from its cache in `place` or built and kept there."""
    file = place / f"index-{_key(folders, encoder is not None)}.sealed"
    try:
        return _load(file, vectors, encoder)
    except FileNotFoundError:
        pass
    except Exception as error:  # whatever it is, an index can be built
        log.warning("An index cache can't be used and is built anew (%s)", type(error).__name__)
    index = build()
    try:
        _save(file, index)
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
    with zipfile.ZipFile(STATIC) as vectors:
        digest.update(repr([(part.filename, part.CRC) for part in vectors.infolist()]).encode())
    digest.update(np.__version__.encode())
    for folder in folders:
        for path in files(folder):
            name = str(path.relative_to(folder)).encode()
            digest.update(name + b"\0" + hashlib.sha256(path.read_bytes()).digest())
        digest.update(b"\1")
    return digest.hexdigest()[:40]


def _load(file: Path, vectors: PieceVectors, encoder: Meaning | None) -> Index:
    arrays = read_arrays(file)
    plain = json.loads(arrays.pop("plain").tobytes())
    if f"index-{plain.pop('key')}" != file.stem:
        raise ValueError("made from something else")
    index = unpack(arrays, plain, vectors, encoder)
    with suppress(OSError):  # a folder that can't be written to holds a good index all the same
        os.utime(file)
    del plain
    give_back()
    return index


def _save(file: Path, index: Index) -> None:
    arrays, plain = pack(index)
    plain["key"] = file.stem.removeprefix("index-")
    arrays["plain"] = np.frombuffer(json.dumps(plain).encode(), np.uint8)
    write_arrays(file, arrays)
    by_use = sorted(file.parent.glob("index-*"), key=lambda path: path.stat().st_mtime)
    for old in by_use[:-KEPT]:
        old.unlink(missing_ok=True)
