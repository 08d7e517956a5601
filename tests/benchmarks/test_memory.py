"""The memory that is measured is that of an index in use."""

import sys
from pathlib import Path

import pytest

from benchmarks import probe


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="it is read from /proc")
def test_the_index_is_held_while_its_memory_is_read(monkeypatch):
    happened: list[str] = []

    class Index:
        def __del__(self) -> None:
            happened.append("freed")

    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setattr(probe, "_open_and_ask", lambda _: Index())
    monkeypatch.setattr("builtins.print", lambda *_: happened.append("printed"))
    probe.main("built-in")

    assert happened == ["printed", "freed"]
