"""`tpm chat`, piped and by hand."""

import io
from typing import cast

import pytest

from adapters.beside import Curates
from adapters.desk import Desk
from adapters.terminal.chat import chat
from adapters.terminal.screen import Screen
from bot.index import Index
from bot.reply import Choice, Choices, Paragraph, Reply, text
from bot.utterance import Asker
from tests.terminal.process import terminal

READY = "\x1b[?2004h"
"""What a terminal is told when a line may be typed: mark what is pasted."""


def said(*lines: str) -> bytes:
    return "\n".join(lines).encode() + b"\n"


def test_piped_lines_are_answered_in_plain_text(run):
    ran = run(
        "chat", given=said("where is the tap", "", "how much is a plot", "exit", "wheelbarrow")
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    shown = ran.stdout.decode()
    assert shown.index("The tap is by the gate") < shown.index("between $40 and $60")
    assert "wheelbarrow" not in shown  # after “exit” nothing is read
    assert "\x1b" not in shown
    assert "> " not in shown


def test_forget_me_deletes_what_was_typed_by_hand(environment, tmp_path):
    own = {
        **environment,
        "DATABASE_URL": f"sqlite:///{tmp_path}/own.db",
        "XDG_DATA_HOME": f"{tmp_path}/data",
    }
    history = tmp_path / "data" / "tpm" / "history"
    with terminal("chat", environment=own, folder=tmp_path) as there:
        there.wait_for(READY)
        there.type("where is the tap\r")
        there.wait_for(READY)
        assert "where is the tap" in history.read_text()
        there.type("forget me\r")
        there.wait_for(READY)
        assert history.read_text() == ""
        there.type("\x1b[A\r")  # the arrow-up key brings nothing back
        there.wait_for(READY)
        there.type("exit\r")
        assert there.left() == 0
    assert "tap" not in history.read_text()
    assert history.stat().st_mode & 0o077 == 0


def test_operators_delete_what_was_typed_by_hand_too(run, tmp_path):
    history = tmp_path / "tpm" / "history"
    history.parent.mkdir()
    history.write_text("+where is the tap")
    own = {"DATABASE_URL": f"sqlite:///{tmp_path}/own.db", "XDG_DATA_HOME": str(tmp_path)}
    assert run("db", "forget", "terminal", **own).returncode == 0
    assert not history.exists()


def test_offers_are_picked_by_number(run):
    shown = run("chat", given=said("how much is a plot", "1", "99")).stdout.decode()
    assert "Related:\n1. Getting a plot\n2. Watering" in shown
    assert "put your name on the waiting list" in shown


class Unsure:
    """A desk that always asks back, and tells what was pressed."""

    rooms = None

    def __init__(self, index: Index) -> None:
        self._index = index

    async def index_of(self, tenant: str) -> Index:
        return self._index

    async def ask(self, said: str, asker: Asker, curates: Curates) -> Reply:
        options = (Choice("spring", "Spring fair"), Choice("autumn", "Autumn fair"))
        return Reply("choices", (Choices(f"Which {said}?", options),))

    async def pick(self, entry_id: str, asker: Asker) -> Reply:
        return Reply("answer", (Paragraph(text(f"picked {entry_id}")),))

    async def decline(self, asker: Asker) -> Reply:
        return Reply("unknown", (Paragraph(text("none picked")),))


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("2", "picked autumn"),
        ("2.", "picked autumn"),
        ("3", "none picked"),
        ("4", "Which 4?"),
        ("0", "Which 0?"),
        ("²", "Which ²?"),
    ],
)
def test_choices_are_picked_by_number_and_may_all_be_wrong(
    garden, typed, shown, monkeypatch, capsys, tmp_path
):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(said("fair", typed))))
    closed = []

    async def close() -> None:
        closed.append(True)

    desk = cast("Desk", Unsure(garden))
    chat(desk, Screen(plain_output=True), tmp_path / "history", explain=False, close=close)
    assert closed == [True]
    first, second = capsys.readouterr().out.strip().split("\n\n")
    assert first == "Which fair?\n1. Spring fair\n2. Autumn fair\n3. None of these"
    assert second.splitlines()[0] == shown


def test_explaining_says_what_each_answer_rests_on_and_no_number(run):
    ran = run("chat", "--explain", given=said("how much is a plot", "1", "hello"))
    assert ran.stdout.decode().count("This is how I read “how much is a plot”") == 1


def test_bytes_that_are_no_text_end_nothing(run):
    ran = run("chat", given=b"\xff\x00\x1b[2J\nwhere is the tap")
    assert ran.returncode == 0
    assert b"by the gate" in ran.stdout


def test_by_hand_it_greets_answers_and_keeps_a_history(environment, tmp_path):
    data = tmp_path / "data"
    with terminal(
        "chat", environment={**environment, "XDG_DATA_HOME": str(data)}, folder=tmp_path
    ) as person:
        person.wait_for("I answer questions about the community garden")
        person.wait_for(READY)
        person.type("where is the tap\r")
        person.wait_for("The tap is by")
        person.wait_for(READY)
        person.type("exit\r")
        assert person.left() == 0
        assert "Goodbye." in person.shown
    history = data / "tpm" / "history"
    assert "+where is the tap" in history.read_text()
    assert history.stat().st_mode & 0o077 == 0  # what somebody asked is theirs


def test_ctrl_c_and_ctrl_d_leave_politely(environment, tmp_path):
    for key in ("\x03", "\x04"):
        with terminal("chat", environment=environment, folder=tmp_path) as person:
            person.wait_for(READY)
            person.type(key)
            assert person.left() == 0
            assert "Goodbye." in person.shown
            assert "Traceback" not in person.shown


def test_what_can_not_be_kept_is_no_failure(environment, tmp_path):
    (tmp_path / "file").touch()
    variables = {**environment, "XDG_DATA_HOME": str(tmp_path / "file")}
    with terminal("chat", environment=variables, folder=tmp_path) as person:
        person.wait_for("Nothing will be remembered")
        person.wait_for(READY)
        person.type("exit\r")
        assert person.left() == 0
