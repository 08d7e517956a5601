"""What `tpm` remembers in the terminal, and the commands of whoever runs it."""

import csv
import io
import json
import re

import pytest


@pytest.fixture
def own(tmp_path) -> dict[str, str]:
    """Variables that name a database of the test's own."""
    return {"DATABASE_URL": f"sqlite:///{tmp_path}/own.db"}


@pytest.fixture
def chat(run, own):
    """A conversation in `tpm chat`: lines in, the words shown after the last of them out."""

    def chat(*lines: str) -> str:
        ran = run("chat", given="\n".join(lines).encode(), **own)
        assert (ran.returncode, ran.stderr) == (0, b"")
        return str(ran.stdout.decode())

    return chat


@pytest.fixture
def figures(run, own):
    """The terminal's figures of the last day."""

    def figures() -> dict:
        told = json.loads(run("insights", "--json", **own).stdout)
        return dict(told["day"]["now"])

    return figures


def number(shown: str, label: str) -> str:
    """The last number beside which a label stood."""
    return re.findall(rf"(\d+)\. {label}", shown)[-1]


def test_an_answer_is_rated_by_number_and_what_was_missing_is_asked_for(chat, figures):
    shown = chat("where is the tap")
    assert "1. Helpful 2. Not helpful" in shown
    assert "Thank you, noted." in chat("where is the tap", "1")
    shown = chat("where is the tap", "2")
    tell = number(shown, "Say what was missing")
    assert "a curator will see it" in chat("where is the tap", "2", tell, "the second tap")
    counted = figures()
    assert (counted["questions"], counted["helpful"], counted["not_helpful"]) == (4, 1, 2)
    assert counted["said_what_was_missing"] == 1


def test_none_of_these_is_a_sign_too(chat, figures):
    assert "Then I don't have that answer" in chat("can i sell at the fair", "3")
    assert figures()["none_of_these"] == 1


def test_a_pending_choice_outlives_the_process(chat):
    chat("can i sell at the fair")
    assert "first Sunday of May" in chat("2")


def test_people_in_the_terminal_see_and_delete_what_is_kept(chat):
    chat("how much is a plot")
    assert "What I keep" in chat("privacy")
    shown = chat("my data")
    told = json.loads(shown[shown.index("{") : shown.rindex("}") + 1])
    assert [row["entries"] for row in told["questions"]] == [["rent"]]
    assert "one question" in chat("forget me")
    assert '"questions": []' in chat("my data")


def test_whoever_sits_here_changes_settings_and_reads_insights(chat):
    shown = chat("settings")
    assert "Text of questions: not kept" in shown
    switch = number(shown, "Keep the text of questions")
    assert "Text of questions: kept" in chat("settings", switch)
    chat("who won the football cup, mail me at ada@example.org")
    shown = chat("insights")
    assert "Questions: 1 (up from 0)" in shown
    assert "who won the football cup, mail me at [e-mail]" in shown


def test_insights_are_a_table_json_or_csv(chat, run, own):
    chat("how much is a plot", "where is the tap", "how much is a plot")
    table = run("insights", **own).stdout.decode()
    assert re.search(r"^questions +3 +0 +3 +0 +3 +0$", table, re.MULTILINE)
    assert re.search(r"^  Rent for a plot +█+ +2 \(before: 0\)$", table, re.MULTILINE)
    told = json.loads(run("insights", "--json", **own).stdout)
    assert [told[period]["now"]["questions"] for period in ("day", "week", "month")] == [3] * 3
    rows = list(csv.DictReader(io.StringIO(run("insights", "--csv", **own).stdout.decode())))
    assert {row["period"] for row in rows} == {"day", "week", "month"}
    assert [r["now"] for r in rows if r["item"] == "Rent for a plot"] == ["2"] * 3


def test_insights_of_somebody_unknown_are_refused(chat, run, own):
    chat("where is the tap")
    ran = run("insights", "--tenant", "slack:T404", **own)
    assert (ran.returncode, ran.stdout) == (1, b"")
    assert ran.stderr.decode().startswith("tpm: nothing is kept of slack:T404; there is: terminal")


def test_insights_of_nothing_are_noughts(run, own):
    ran = run("insights", **own)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert "Never asked in the last month: 7" in ran.stdout.decode()


def test_operators_export_and_forget_a_person(chat, run, own):
    chat("how much is a plot")
    told = json.loads(run("db", "export", "terminal", **own).stdout)
    assert len(told["terminal"]["questions"]) == 1
    assert json.loads(run("db", "export", "slack:T1:U1", **own).stdout)["terminal"] == {
        "questions": [], "signs": [], "conversations": [], "suggestions": [], "wishes": [],
        "notices": [], "reviews": [], "changes": [], "gone": [], "drafts": [],
    }  # fmt: skip
    assert "No question of theirs" in run("db", "forget", "slack:T1:U1", **own).stdout.decode()
    gone = run("db", "forget", "terminal", "--tenant", "terminal", **own)
    assert gone.stdout == b"terminal: deleted, 1 questions among it\n"
    assert json.loads(run("db", "export", "terminal", **own).stdout) == {}


def test_operators_delete_all_of_a_tenant_that_left(chat, run, own, refused):
    chat("how much is a plot")
    complaint = refused(1, "db", "leave", "slack:T1", **own)
    assert complaint == "tpm: nothing is kept of slack:T1; there is: terminal\n"
    assert run("db", "leave", "terminal", **own).stdout == b"terminal: all of it is deleted\n"
    assert json.loads(run("db", "export", "terminal", **own).stdout) == {}


def test_a_database_moves_with_its_key(chat, run, own, tmp_path):
    chat("how much is a plot")
    key = run("db", "key", "--show", **own).stdout.decode().strip()
    there = {"DATABASE_URL": f"sqlite:///{tmp_path}/there.db", "TPM_PEOPLE_KEY": key}
    copied = run("db", "copy", there["DATABASE_URL"], **own).stdout.decode()
    assert "questions: 1\n" in copied
    told = json.loads(run("db", "export", "terminal", **there).stdout)
    assert len(told["terminal"]["questions"]) == 1


def test_an_upgrade_says_where_the_schema_is(run, own):
    first, again = (run("db", "upgrade", **own).stdout.decode() for _ in range(2))
    assert re.fullmatch(r"The schema is at \d{4}, it was at none\n", first)
    assert re.fullmatch(r"The schema is at \d{4}\n", again)


def test_a_key_is_new_each_time_and_long_enough(run, own):
    one, other = (run("db", "key", **own).stdout.decode().strip() for _ in range(2))
    assert one != other
    assert len(one) == 64


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"DATABASE_URL": "mysql://u:p@h/n"}, "DATABASE_URL names no SQLite or PostgreSQL"),
        ({"DATABASE_URL": "postgres://u:p@127.0.0.1:9/n"}, "DATABASE_URL can't be used"),
        ({"TPM_PEOPLE_KEY": "short"}, "TPM_PEOPLE_KEY is shorter than 32 characters"),
        ({"TPM_DAYS": "0"}, "TPM_DAYS can't be used"),
    ],
)
def test_what_can_not_be_used_is_named_in_a_line(refused, own, variables, words):
    assert words in refused(1, "db", "export", "terminal", **{**own, **variables})


def test_a_password_is_in_no_complaint(refused, own):
    variables = {**own, "DATABASE_URL": "postgres://u:hunter2@127.0.0.1:9/n"}
    assert "hunter2" not in refused(1, "db", "upgrade", **variables)
