"""Texts → files of a folder, all of them or none."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path


class SaveRefused(Exception):
    """Nothing was written; the text says why and what to do."""


def save(folder: Path, texts: Mapping[str, str]) -> None:
    """Write all texts by their names; a file whose text is empty is taken away.

    A reader sees each file as it was or as it is meant to be. Where one can't be written, what was
    there is put back, and SaveRefused raised.
    """
    work = _Work()
    try:
        work.stage(folder, texts)
        work.commit()
    except OSError as error:
        work.put_back()
        raise SaveRefused(
            f"{error.filename2 or error.filename or folder} can't be written ({error.strerror}): "
            "nothing was; check the path, its rights and the space that is left"
        ) from None
    except BaseException:
        work.put_back()
        raise


class _Work:
    """Files staged beside their places, and what was there before."""

    def __init__(self) -> None:
        self._staged: list[tuple[Path, Path | None]] = []
        self._before: list[tuple[Path, bytes | None]] = []
        self._made: list[Path] = []

    def stage(self, folder: Path, texts: Mapping[str, str]) -> None:
        for name, text in texts.items():
            path = (folder / name).resolve()
            self._make(path.parent)
            self._staged.append((path, _beside(path, text.encode()) if text else None))

    def commit(self) -> None:
        for path, staged in self._staged:
            before = path.read_bytes() if path.exists() else None
            if staged:
                staged.replace(path)
            else:
                path.unlink(missing_ok=True)
            self._before.append((path, before))

    def put_back(self) -> None:
        """As far as that is possible: each step for itself."""
        for path, before in reversed(self._before):
            with suppress(OSError):
                if before is None:
                    path.unlink(missing_ok=True)
                else:
                    _beside(path, before).replace(path)
        for _, staged in self._staged:
            if staged:
                with suppress(OSError):
                    staged.unlink(missing_ok=True)
        for folder in reversed(self._made):
            with suppress(OSError):
                folder.rmdir()

    def _make(self, folder: Path) -> None:
        missing = [one for one in (folder, *folder.parents) if not one.exists()]
        for one in reversed(missing):
            one.mkdir()
            self._made.append(one)


def _beside(path: Path, content: bytes) -> Path:
    """A file of this content next to its place, on the disk for good, with the place's rights."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    staged = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, staged)
        else:
            staged.chmod(0o666 & ~_umask())
    except BaseException:
        staged.unlink(missing_ok=True)
        raise
    return staged


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
