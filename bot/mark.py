"""What stands for something in an act, which has little room: hexadecimal digits."""

import hashlib
from collections.abc import Iterable

HANDLE = 16


def handle(id: str) -> str:
    """What stands for an id in an act: 16 hexadecimal digits."""
    return hashlib.sha256(id.encode()).hexdigest()[:HANDLE]


def stamp(pieces: Iterable[str]) -> str:
    """What stands for pieces of an overlay as they were seen: 12 hexadecimal digits."""
    return hashlib.sha256("\n".join(pieces).encode()).hexdigest()[:12]
