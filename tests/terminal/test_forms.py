"""Forms in the terminal, field by field; the golden conversations with them say the same here."""

import re
import time
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

from adapters.settings import Settings
from adapters.terminal import fill
from adapters.terminal.chat import chat
from adapters.terminal.screen import Screen
from adapters.wiring import open_desk_for_one
from bot.plain import plain
from bot.quote import Quote
from bot.reply import Actions, Reply
from tests.terminal.process import terminal
from tests.terminal.test_chat import READY
from tests.transcript import MESSAGE, Turn, each_form, turns, typed

FIELDS = {
    "Write an answer": ("question", "answer", "link", "author"),
    "Make it a boundary": ("title", "says", "phrasings", "entry"),
    "Edit": ("title", "answer", "sources", "facts"),
    "Write an answer instead": ("question", "answer", "link", "author"),
    "Owner and next check": ("owner", "review"),
    "Ways of asking": ("phrasings",),
    "Save as an answer": ("question", "answer", "link", "author"),
    "Say what was missing": ("missing",),
    "Add synonyms": ("synonyms",),
    "Change 1": ("synonyms",),
}
ASKED = "where do the boots go?"
FIELD = r"[^(:]*(?: \((.*)\))?: ?(.*)"
MANY = ("question", "answer", "facts", "missing", "phrasings", "says", "sources", "synonyms")


class Shortcut:
    """A desk at which some words are asked as what somebody else wrote, which nobody can point to
    in a terminal."""

    def __init__(self, desk: Any, quotes: list[str]) -> None:
        self._desk = desk
        self._quotes = quotes

    async def ask(self, text: str, asker: Any, curates: Any) -> Reply:
        async def quoting() -> Quote:
            return Quote(text, MESSAGE, "Bob")

        if text in self._quotes:
            return await self._desk.about(text, quoting, asker, curates)
        return await self._desk.ask(text, asker, curates)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._desk, name)


class Shown(Screen):
    """A screen that keeps what it shows."""

    def __init__(self) -> None:
        super().__init__(plain_output=True)
        self.replies: list[Reply] = []
        self.lines: list[str] = []
        self.waited = 0.0

    def clock(self) -> float:
        return time.time() + self.waited

    def show(self, reply: Reply, pickable: bool = False) -> None:
        self.replies.append(reply)

    def say(self, words: str = "") -> None:
        self.lines.append(words)


def labels(reply: Reply) -> list[str]:
    """What can be picked by number, in order."""
    found: list[str] = []
    for part in reply.parts:
        if isinstance(part, Actions):
            found += [action.label for action in part.actions]
        else:
            found += [option.title for option in getattr(part, "options", ())]
    return found


def keys(written: list[Turn], screen: Shown) -> Iterator[str]:
    """What somebody types for these turns; after a refusal only the field at fault is asked
    for."""
    fields: tuple[str, ...] = ()
    for turn, then in zip(written, [*written[1:], None], strict=True):
        if turn.does == "wait":
            screen.waited += 60 * int(turn.what.split()[0])
            yield ""
        elif turn.does == "press":
            yield str(labels(screen.replies[-1]).index(turn.what) + 1)
            fields = FIELDS.get(turn.what, ())
        elif turn.does == "send":
            words = typed(turn.what)
            for name in fields:
                yield words.get(name, "")
                if name in MANY and words.get(name):
                    yield "."
            fields = tuple(typed(then.what)) if then and then.does == "send" else ()
        elif turn.does != "told":
            yield turn.what


class Typing:
    """Standard input that is typed line by line, as it is asked for."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self.buffer = self

    def isatty(self) -> bool:
        return False

    def readline(self) -> bytes:
        line = next(self._lines, None)
        return b"" if line is None else f"{line}\n".encode()


@pytest.fixture
def converse(garden, tmp_path, monkeypatch):
    """A conversation in `tpm chat`, from what is typed to what is shown."""

    def converse(lines: Iterator[str], screen: Shown, quotes: list[str]) -> None:
        named = {"database_url": f"sqlite:///{tmp_path}/tpm.db"}
        desk, close = open_desk_for_one(garden, Settings.model_validate(named))
        desk.clock = screen.clock
        monkeypatch.setattr("sys.stdin", Typing(lines))
        chat(Shortcut(desk, quotes), screen, tmp_path / "history", explain=False, close=close)

    return converse


def unbuttoned(reply: Reply) -> list[str]:
    shown = tuple(part for part in reply.parts if not isinstance(part, Actions))
    return plain(Reply(reply.outcome, shown)).split()


@each_form
def test_the_terminal_says_what_is_written(transcript, converse):
    written, screen = turns(transcript), Shown()
    converse(keys(written, screen), screen, [t.what for t in written if t.does == "about"])
    opens = [turn for turn in written if turn.does == "press" and turn.what in FIELDS]
    refusals = [t for t, then in pairwise(written) if (t.does, then.does) == ("send", "send")]
    silent = [turn for turn in written if turn.does == "wait"]
    replies = [turn.reply.split() for turn in written if turn not in opens + refusals + silent]
    assert [unbuttoned(reply) for reply in screen.replies] == replies
    assert all(turn.reply in screen.lines for turn in refusals)
    for title, *fields in (turn.reply.splitlines() for turn in opens):
        said = " ".join(screen.lines[screen.lines.index(title) :])
        for hint, value in (re.fullmatch(FIELD, line).groups("") for line in fields):
            assert hint in said
            assert value in said


@pytest.fixture
def saved(converse):
    """What is shown of a message saved with these lines typed into its form."""

    def saved(*lines: str) -> Shown:
        screen = Shown()

        def keys() -> Iterator[str]:
            yield ASKED
            yield str(labels(screen.replies[-1]).index("Save as an answer") + 1)
            yield from lines

        converse(keys(), screen, [ASKED])
        return screen

    return saved


def test_empty_lines_keep_what_stands_in_each_field(saved):
    screen = saved("", "", "", "")
    assert plain(screen.replies[-1]).startswith("Saved “")
    assert screen.lines.count(ASKED) == 2  # the question and the answer
    assert MESSAGE in screen.lines


def test_a_form_asks_again_for_the_field_at_fault_alone(saved):
    screen = saved("", "", "nowhere", "", "https://example.org")
    assert any("no web address" in line for line in screen.lines)
    assert "nowhere" in screen.lines  # it stands there, to be changed
    assert plain(screen.replies[-1]).startswith("Saved “")


def test_a_dash_empties_a_field(saved):
    screen = saved("-", "", "", "", "Who repairs the fence?", ".")
    assert "Please fill this in." in screen.lines
    assert plain(screen.replies[-1]).startswith("Saved “")


def test_the_end_of_input_leaves_a_form_and_all_as_it_was(saved):
    for lines in ((), ("What?", "."), ("", "one", "two")):
        assert plain(saved(*lines).replies[-1]) == "Left as it was."


def test_a_word_leaves_a_form_from_each_of_its_fields_and_how_is_said_at_its_start(saved):
    for lines in (("exit",), ("", "Quit"), ("", "", "exit")):
        screen = saved(*lines, "", "where is the tap")
        assert fill.HOW in screen.lines
        assert "Left as it was." in map(plain, screen.replies)
        assert "The tap is by the gate" in plain(screen.replies[-1])  # it goes on


def test_an_answer_has_as_many_paragraphs_as_are_typed(saved):
    answer = ("By the door.", "", "- on the mat", "exit", "", "", "Not on the grass.", ".")
    screen = saved("", *answer, "", "", ASKED)
    told = plain(screen.replies[-1])
    assert told.startswith("By the door.\n\n- on the mat exit\n\nNot on the grass.")


def test_an_answer_of_two_paragraphs_is_kept_by_enter_alone(converse):
    screen = Shown()

    def press(label: str) -> str:
        return str(labels(screen.replies[-1]).index(label) + 1)

    def keys() -> Iterator[str]:
        yield "how do i get a plot"
        yield press("Suggest a better answer")
        yield press("Edit")
        yield from ("A plot of your own", "", "", "")
        yield "how do i get a plot"

    converse(keys(), screen, [])
    assert "1. Write your name on the board." in plain(screen.replies[-1])


def test_what_stands_in_a_form_steers_no_terminal(converse):
    screen = Shown()
    hostile = "boots \x1b[2J\u202e"

    def keys() -> Iterator[str]:
        yield hostile
        yield str(labels(screen.replies[-1]).index("Save as an answer") + 1)

    converse(keys(), screen, [hostile])
    assert not any("\x1b" in line or "\u202e" in line for line in screen.lines)


@pytest.mark.parametrize("leaves", ["\x04", "\x03"], ids=["ctrl-d", "ctrl-c"])
def test_by_hand_a_key_leaves_the_form_and_the_conversation_goes_on(environment, tmp_path, leaves):
    with terminal("chat", environment=environment, folder=tmp_path) as person:
        for line in ("where is the tap\r", "2\r"):
            person.wait_for(READY)
            person.type(line)
        person.wait_for("Say what was missing")
        number = person.shown.split("Say what was missing")[-2].rsplit(". ", 1)[0][-1]
        person.wait_for(READY)
        person.type(f"{number}\r")
        person.wait_for(READY)
        person.type(leaves)
        person.wait_for("Left as it was.")
        person.wait_for(READY)
        person.type("exit\r")
        assert person.left() == 0


def test_by_hand_an_editor_opens_what_has_several_lines(environment, tmp_path):
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\nprintf 'By the pond.\\n\\nBehind the roses.\\n' > \"$1\"\n")
    editor.chmod(0o755)
    environment = {**environment, "EDITOR": str(editor), "VISUAL": ""}
    with terminal("chat", environment=environment, folder=tmp_path) as person:
        for line in ("teach", "1", "where is the pump", ".", "!", "", "", "where is the pump"):
            person.wait_for(READY)
            person.type(f"{line}\r")
        person.wait_for("Behind the roses.")
        person.type("exit\r")
        assert person.left() == 0
