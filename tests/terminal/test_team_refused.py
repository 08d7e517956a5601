"""What `tpm knowledge export` and `import` refuse with `--tenant`: nothing is written then."""

import pytest

from tests.terminal.process import GARDEN
from tests.terminal.team import TEAM


def test_a_tenant_that_nobody_knows_is_told_in_a_line(team, refused, tmp_path):
    known = "tpm: nothing is kept of slack:T9; there is: slack:T0123\n"
    assert refused(1, "knowledge", "export", "out", "--tenant", "slack:T9") == known
    told = refused(1, "knowledge", "import", str(GARDEN), "--tenant", "slack:T9", "--write")
    assert told == known
    assert not (tmp_path / "out").exists()


def test_a_database_that_is_away_is_told_in_a_line(team, refused, tmp_path):
    away = {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}
    for command in (("export", "out"), ("import", str(GARDEN), "--write")):
        told = refused(1, "knowledge", *command, "--tenant", TEAM, **away)
        assert "Traceback" not in told
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--write",), "--write goes with --into DIR or --tenant"),
        (("--whole",), "--whole goes with --tenant"),
        (("--into", "ours", "--tenant", TEAM), "--into or --tenant"),
        (("--new-team",), "--new-team goes with --tenant"),
        (("--new-team", "--tenant", "T0123"), "--new-team goes with --tenant"),
    ],
)
def test_options_that_do_not_go_together_are_told(refused, options, told):
    assert told in refused(2, "knowledge", "import", str(GARDEN), *options)


LAUGHS = "\n".join(
    [
        "a: &a [lol, lol]",
        *(f"{n}: &{n} [*{p}, *{p}]" for p, n in zip("abcdefgh", "bcdefghi", strict=True)),
    ]
)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (LAUGHS, "an alias"),
        ("entries: !!python/object/apply:os.system [touch pwned]\n", "entries.0: no group of keys"),
        ("entries: [{id: a, title: A, answer: A, phrasings: [a], related: [gone]}]\n", "'gone'"),
        ("entries: [{id: a, titel: A}]\n", "unknown key 'titel'"),
        ("entries:\n  - id: a\n   title: b\n", "not YAML"),
        ('entries: [{id: "a\\0", title: A, answer: A, phrasings: [a]}]\n', "a control character"),
        ('synonyms: [["a\\e[31m", b]]\n', "a control character"),
        ("[" * 5_000, "nested deeper"),
    ],
)
def test_files_that_are_not_knowledge_are_refused(mended_first, tmp_path, content, told):
    (tmp_path / "a.yaml").write_text(content)
    (tmp_path / "good.yaml").write_text(
        "entries: [{id: good, title: Good, answer: A, phrasings: [good]}]\n"
    )
    shown = mended_first("a.yaml", "good.yaml")
    assert told in shown
    assert "\x1b" not in shown
    assert not (tmp_path / "pwned").exists()


def test_a_whole_folder_with_faults_is_refused(mended_first, tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "a.yaml").write_text("entries: [{id: a, title: A, answer: A, phrasings: []}]\n")
    assert "out/a.yaml:1: entries.0.phrasings: empty" in mended_first("out", "--whole")
    assert "no such folder" in mended_first("gone", "--whole")
    assert "can't be read" in mended_first("gone")
    (tmp_path / "empty.csv").write_text("")
    assert "nothing that can be used" in mended_first("empty.csv")


def test_what_is_larger_than_anybodys_knowledge_is_refused(mended_first, tmp_path):
    with (tmp_path / "big.yaml").open("wb") as file:
        file.truncate(17 * 1024 * 1024)
    assert "larger than 16 MiB" in mended_first("big.yaml")
    rows = (f"unheard question number {n},answer {n}\n" for n in range(2_001))
    (tmp_path / "many.csv").write_text("question,answer\n" + "".join(rows))
    assert "2,007 pieces, of which a team may have 2,000" in mended_first("many.csv")


def test_no_control_character_of_what_is_imported_reaches_the_terminal(team, run, tmp_path):
    (tmp_path / "a.yaml").write_text(
        'entries: [{id: a, title: "A\\e[31m\\nForged: line", answer: A, phrasings: ["a\\e[0m"]}]\n'
    )
    shown = run("knowledge", "import", "a.yaml", "--tenant", TEAM).stdout
    assert b"\x1b" not in shown
    assert b"\nForged" not in shown
