"""Files that are only believed whole: what they hold stands behind its SHA-256."""

import hashlib
import os
import tempfile
from pathlib import Path

MARK = b"tpm sealed 1\n"


class Broken(ValueError):
    """The file doesn't hold what was written."""


def write_sealed(file: Path, content: bytes) -> None:
    """Write atomically, readable for all; raises OSError."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as part:
            part.write(MARK)
            part.write(hashlib.sha256(content).digest())
            part.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def read_sealed(file: Path) -> bytes:
    """What was written; raises Broken and OSError."""
    with file.open("rb") as sealed:
        mark, digest, content = sealed.read(len(MARK)), sealed.read(32), sealed.read()
    if mark != MARK or hashlib.sha256(content).digest() != digest:
        raise Broken(file.name)
    return content
