"""Every part of a reply in a terminal, and what may never reach one."""

import re
from datetime import date

import pytest

from adapters.terminal.render import Press, blocks, clean, plain, presses
from adapters.terminal.screen import Screen
from bot.reply import (
    Choice,
    Choices,
    Code,
    Fact,
    Facts,
    Heading,
    Items,
    Note,
    Offer,
    Paragraph,
    Reply,
    Source,
    Span,
    text,
)

EVERYTHING = Reply(
    "answer",
    (
        Heading("Skills"),
        Paragraph(
            (
                Span("Plain, "),
                Span("bold", bold=True),
                Span(", "),
                Span("italic", italic=True),
                Span(", "),
                Span("both", bold=True, italic=True),
                Span(", "),
                Span("code", code=True),
                Span(", a "),
                Span("link", link="https://example.org/a"),
                Span(" and "),
                Span("https://example.org/b", link="https://example.org/b"),
                Span(".\nA second line."),
            )
        ),
        Items((text("one"), (Span("two\nover two lines"),))),
        Items((text("first"), text("second")), ordered=True),
        Code("SELECT *\n  FROM plots"),
        Facts((Fact("Rent", "$40 a year"), Fact("Where", "Green Lane"))),
        Choices("Which one?", (Choice("a", "A plot"), Choice("b", "A bed"))),
        Offer("Related:", (Choice("c", "Water"), Choice("d", "Tools"))),
        Source("Handbook", "Ada", "Green Lane", date(2024, 3, 1), "https://example.org/h"),
        Note("That is all."),
    ),
)

SHOWN = """\
Skills

Plain, bold, italic, both, code, a link (https://example.org/a) and https://example.org/b.
A second line.

- one
- two
  over two lines

1. first
2. second

    SELECT *
      FROM plots

Rent: $40 a year
Where: Green Lane

Which one?
1. A plot
2. A bed
3. None of these

Related:
4. Water
5. Tools

Source: “Handbook”, Ada, Green Lane, March 1, 2024, https://example.org/h

That is all."""


@pytest.fixture
def a_terminal(monkeypatch, capsys):
    """A screen that takes stdout for a terminal, and what it showed."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("NO_COLOR", raising=False)

    def show(reply, plain_output=False):
        monkeypatch.setattr("sys.stdout.isatty", lambda: True)
        Screen(plain_output).show(reply, pickable=True)
        return capsys.readouterr().out

    return show


def test_every_part_is_shown():
    assert plain(blocks(EVERYTHING, pickable=True)) == SHOWN


def test_numbers_stand_for_what_is_shown_beside_them():
    assert presses(EVERYTHING) == (
        Press(Choice("a", "A plot")),
        Press(Choice("b", "A bed")),
        Press(None),
        Press(Choice("c", "Water")),
        Press(Choice("d", "Tools")),
    )


def test_where_nothing_can_be_picked_there_are_no_numbers():
    shown = plain(blocks(EVERYTHING, pickable=False))
    assert "- A plot\n- A bed\n\nRelated:\n- Water\n- Tools" in shown
    assert "None of these" not in shown


def test_styles_change_no_word(a_terminal):
    styled = a_terminal(EVERYTHING)
    assert "\x1b[1mbold\x1b[0m" in styled
    assert "\x1b[3mitalic\x1b[0m" in styled
    without = "\n".join(line.rstrip() for line in _without_styles(styled).splitlines())
    assert without == SHOWN


def test_long_items_wrap_beside_their_mark(a_terminal, monkeypatch):
    monkeypatch.setenv("COLUMNS", "20")
    shown = a_terminal(Reply("answer", (Items((text("many words in a narrow window"),)),)))
    assert _without_styles(shown).splitlines() == ["- many words in a   ", "  narrow window     "]


def test_whoever_wants_no_colours_gets_none(a_terminal):
    assert a_terminal(EVERYTHING, plain_output=True) == SHOWN + "\n"


@pytest.mark.parametrize("hostile", ["\x1b[31mred", "\x9b31m", "\x07", "\r", "\x08", "\u202e"])
def test_knowledge_never_steers_the_terminal(hostile, a_terminal):
    reply = Reply(
        "answer",
        (
            Heading(hostile),
            Paragraph((Span(hostile), Span("here", link=f"https://example.org/{hostile}"))),
            Items((text(hostile),)),
            Code(hostile),
            Facts((Fact(hostile, hostile),)),
            Choices(hostile, (Choice("a", hostile),)),
            Offer(hostile, (Choice("b", hostile),)),
            Source(hostile, url=f"https://example.org/{hostile}"),
            Note(hostile),
        ),
    )
    assert hostile[0] not in plain(blocks(reply, pickable=True))
    assert hostile not in a_terminal(reply)


def test_knowledge_is_nobodys_markup(a_terminal):
    words = "[bold red]x[/] [/nothing] :smile: [link=file:///etc/passwd]y[/link]"
    assert words in a_terminal(Reply("answer", (Heading(words), Paragraph(text(words)))))


def test_lone_surrogates_are_shown_as_unreadable():
    assert clean("a\ud800b") == "a\ufffdb"


def _without_styles(shown):
    return re.sub(r"\x1b\[[0-9;]*m", "", shown).removesuffix("\n")
