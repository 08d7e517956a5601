"""A knowledge base on disk, made of what a test writes."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from knowledge.loader import KnowledgeFaults, load

Shelve = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Shelve:
    """Writes files into a folder of their own and returns it: `folder(text)`, or
    `folder({name: text or bytes, …})`; `name` tells several folders apart."""

    def shelve(content: str | bytes | Mapping[str, str | bytes], name: str = "ours") -> Path:
        files = content if isinstance(content, Mapping) else {"all.yaml": content}
        where = tmp_path / name
        where.mkdir()
        for file, text in files.items():
            path = where / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return where

    return shelve


@pytest.fixture
def faults(folder: Shelve) -> Callable[..., list[str]]:
    """What loading such a folder complains of, a line each, the folder's own path left out."""

    def complained(content: str | bytes | Mapping[str, str | bytes]) -> list[str]:
        where = folder(content)
        with pytest.raises(KnowledgeFaults) as raised:
            load([where])
        return str(raised.value).replace(f"{where}/", "").replace(str(where), "").splitlines()

    return complained
