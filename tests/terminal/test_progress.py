"""A first start shows how far it is; to those who look at a terminal, and to nobody else."""

import io
import sys

from adapters.terminal.progress import LABEL, progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_who_waits_at_a_terminal_sees_how_far_it_is(monkeypatch):
    monkeypatch.setattr(sys, "stderr", Terminal())
    with progress() as told:
        told(0.5)
        told(1.0)
    shown = sys.stderr.getvalue()
    assert LABEL in shown
    assert "100%" in shown


def test_where_nothing_is_built_no_bar_appears(monkeypatch):
    monkeypatch.setattr(sys, "stderr", Terminal())
    with progress():
        pass
    assert sys.stderr.getvalue() == ""


def test_a_file_gets_no_bar(monkeypatch):
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with progress() as told:
        told(1.0)
    assert sys.stderr.getvalue() == ""
