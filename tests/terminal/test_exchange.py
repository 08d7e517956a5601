"""`tpm knowledge export`, `import` and `new`: files in, files out, and nothing lost between."""

import errno
import json
import os
from pathlib import Path

import pytest

from adapters.terminal.save import SaveRefused, save
from tests.terminal.process import GARDEN

DOCS = Path(__file__).parents[2] / "docs"
FAQ = "question,answer\nWhere is the tea?,In the kitchen.\nWhere is coffee?,Nowhere.\n"


@pytest.fixture
def faq(tmp_path: Path) -> Path:
    file = tmp_path / "faq.csv"
    file.write_text(FAQ)
    return file


def texts(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


# Export


def test_what_is_loaded_is_exported_with_its_comments(run, tmp_path):
    ran = run("knowledge", "export", "out")
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert ran.stdout.decode().splitlines() == [
        "out/garden.yaml: written",
        "1 of 1 files changed in out",
    ]
    assert texts(tmp_path / "out") == texts(GARDEN)
    again = run("knowledge", "export", "out", "--knowledge", "out")
    assert again.stdout == b"0 of 1 files changed in out\n"


def test_several_folders_are_exported_as_they_lie_over_one_another(run, tmp_path, faq):
    run("knowledge", "import", "faq.csv", "--into", "ours", "--write")
    layers = ("--knowledge", str(GARDEN), "--knowledge", "ours")
    assert run("knowledge", "export", "out", *layers).returncode == 0
    assert set(texts(tmp_path / "out")) == {f"1-{GARDEN.name}/garden.yaml", "2-ours/faq.yaml"}
    assert run("knowledge", "check", "out").returncode == 0


def test_an_overlay_is_exported_into_the_base_by_changing_its_lines_alone(run, tmp_path):
    run("knowledge", "export", "out")
    ours = tmp_path / "ours"
    ours.mkdir()
    (ours / "a.yaml").write_text(
        "entries: [{id: shed, title: The shed, answer: Behind the plots., phrasings: [the shed]}]\n"
    )
    layers = ("--knowledge", "out", "--knowledge", "ours")
    assert run("knowledge", "export", "out", *layers).returncode == 0
    before, after = texts(GARDEN)["garden.yaml"], texts(tmp_path / "out")["garden.yaml"]
    assert set(before.splitlines()) < set(after.splitlines())
    assert b"- id: shed" in after


def test_an_export_never_takes_away_what_is_not_loaded(refused, run, faq, tmp_path):
    run("knowledge", "import", "faq.csv", "--into", "ours", "--write")
    before = texts(tmp_path / "ours")
    told = refused(1, "knowledge", "export", "ours")
    assert told.startswith(
        "tpm: ours holds 2 that would be lost (where-is-coffee, where-is-the-tea)"
    )
    assert texts(tmp_path / "ours") == before
    assert "is a file" in refused(1, "knowledge", "export", "faq.csv")


# Import


def test_an_import_is_shown_first_and_written_when_told_to(run, faq, tmp_path):
    shown = run("knowledge", "import", "faq.csv", "--into", "ours")
    assert (shown.returncode, shown.stderr) == (0, b"")
    assert shown.stdout.decode().splitlines() == [
        "Understood faq.csv: 2 items, 2 phrasings",
        "New:",
        "  where-is-the-tea – Where is the tea: 1 phrasing",
        "  where-is-coffee – Where is coffee: 1 phrasing",
        "Nothing was written. With --write: ours/faq.yaml",
    ]
    assert not (tmp_path / "ours").exists()
    written = run("knowledge", "import", "faq.csv", "--into", "ours", "--write")
    assert written.stdout.decode().splitlines()[-1] == "Written: ours/faq.yaml"
    assert list(texts(tmp_path / "ours")) == ["faq.yaml"]
    assert run("knowledge", "check", "ours").returncode == 0
    asked = run("ask", "--knowledge", "ours", "--json", "where is the tea")
    assert json.loads(asked.stdout)["entries"][0]["id"] == "where-is-the-tea"


def test_an_import_again_changes_nothing(run, faq, tmp_path):
    run("knowledge", "import", "faq.csv", "--into", "ours", "--write")
    before = texts(tmp_path / "ours")
    again = run("knowledge", "import", "faq.csv", "--into", "ours", "--write")
    assert again.returncode == 0
    assert "Collides:" in again.stdout.decode()
    assert again.stdout.decode().endswith("Nothing new is to be written.\n")
    assert texts(tmp_path / "ours") == before


def test_what_was_exported_is_imported_without_a_change(run, tmp_path):
    run("knowledge", "export", "out", "--knowledge", "tpm")
    into = run("knowledge", "import", "out", "--into", "copy", "--write")
    assert into.returncode == 0
    assert texts(tmp_path / "copy") == texts(tmp_path / "out")
    again = run("knowledge", "import", "out", "--into", "copy", "--write")
    assert again.stdout.decode().endswith("Nothing new is to be written.\n")


def test_what_would_not_pass_the_check_is_not_written(run, tmp_path):
    (tmp_path / "a.yaml").write_text(
        "entries: [{id: a, title: A, answer: A, phrasings: [a], related: [gone]}]\n"
    )
    ran = run("knowledge", "import", "a.yaml", "--into", "ours", "--write")
    assert ran.returncode == 1
    told = ran.stdout.decode()
    assert "  ours/a.yaml:1: related names 'gone', which is not there" in told
    assert told.endswith("Nothing was written.\n")
    assert not (tmp_path / "ours").exists()


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.csv", "question,answer\ncafé,x\n".encode("latin-1"), "not UTF-8"),
        ("a.csv", FAQ.encode("utf-16"), "not UTF-8"),
        ("a.yaml", b"a: &a [x]\nb: *a\n", "an alias"),
        ("a.json", b"[" * 100_000, "not JSON"),
        ("a.md", b"\x00", "no headings"),
        ("a.xlsx", b"PK", "of a kind that is not read"),
        ("a.csv", b"", "no columns"),
    ],
)
def test_a_file_that_can_t_be_used_is_told_in_a_line(run, tmp_path, name, content, told):
    (tmp_path / name).write_bytes(content)
    ran = run("knowledge", "import", name, "--into", "ours", "--write")
    assert (ran.returncode, ran.stderr) == (1, b"")
    assert f"  {name}:" in ran.stdout.decode()
    assert told in ran.stdout.decode()
    assert not (tmp_path / "ours").exists()


def test_a_file_too_large_and_one_that_is_not_there_are_told(run, tmp_path):
    with (tmp_path / "big.csv").open("wb") as file:
        file.truncate(17 * 1024 * 1024)
    assert "larger than 16 MiB" in run("knowledge", "import", "big.csv").stdout.decode()
    assert "can't be read" in run("knowledge", "import", "gone.csv").stdout.decode()
    (tmp_path / "empty").mkdir()
    assert "nothing that can be read" in run("knowledge", "import", "empty").stdout.decode()


def test_no_control_character_of_a_file_reaches_the_terminal(run, tmp_path):
    (tmp_path / "a.csv").write_text("id,question,answer\n\x1b[31m,what,x\n")
    assert b"\x1b" not in run("knowledge", "import", "a.csv").stdout


def test_writing_needs_to_know_where(refused, faq):
    assert "--into" in refused(2, "knowledge", "import", "faq.csv", "--write")


# Saving


def test_a_fault_in_the_middle_of_writing_leaves_everything_as_it_was(tmp_path, monkeypatch):
    ours = tmp_path / "ours"
    ours.mkdir()
    for name in "abc":
        (ours / f"{name}.yaml").write_text(name)
    before = texts(tmp_path)
    replace = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if target.name == "new.yaml":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(SaveRefused, match="No space left"):
        save(ours, {"a.yaml": "A", "b.yaml": "", "deep/er/new.yaml": "N", "c.yaml": "C"})
    assert texts(tmp_path) == before
    assert not (ours / "deep").exists()


def test_an_interruption_leaves_everything_as_it_was(tmp_path, monkeypatch):
    (tmp_path / "a.yaml").write_text("a")
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        save(tmp_path, {"a.yaml": "A", "b.yaml": "B"})
    assert texts(tmp_path) == {"a.yaml": b"a"}


def test_a_folder_that_can_t_be_written_is_told_in_a_line(refused, faq, tmp_path):
    (tmp_path / "ours").write_text("no folder")
    told = refused(1, "knowledge", "export", "ours/below")
    assert told.startswith("tpm: ")
    assert "can't be written" in told


# New


def test_a_team_s_folder_is_made_and_works(run, tmp_path):
    made = run("knowledge", "new", "ours")
    assert made.returncode == 0
    assert "tpm knowledge check ours" in made.stdout.decode()
    layers = ("--knowledge", "tpm", "--knowledge", "ours")
    for options in ((), layers[:2]):
        checked = run("knowledge", "check", "ours", *options)
        assert checked.stdout.decode().splitlines()[-1].startswith("0 faults")
    asked = run("ask", *layers, "--json", "who is my onboarding buddy")
    answer = json.loads(asked.stdout)
    assert (answer["outcome"], answer["entries"][0]["id"]) == ("answer", "onboarding-buddy")


@pytest.mark.parametrize(("layers", "right"), [(("ours",), 0.9), (("tpm", "ours"), 0.6)])
def test_the_example_answers_its_golden_questions(run, layers, right):
    """Beside the built-in one, whose entries are phrased far more richly, it has to ask back."""
    run("knowledge", "new", "ours")
    named = [word for layer in layers for word in ("--knowledge", layer)]
    scores = json.loads(run("eval", "ours/questions.jsonl", *named, "--json").stdout)
    assert scores["questions"] >= 30
    assert scores["answered_right"] >= right * scores["in_scope"]
    assert scores["answered_right"] + scores["offered_right"] >= 0.85 * scores["in_scope"]
    assert scores["answered_wrong"] + scores["false_answers"] <= 3


def test_a_folder_that_is_there_is_not_overwritten(refused, run, tmp_path):
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "notes.txt").write_text("mine")
    assert "is there already" in refused(1, "knowledge", "new", "ours")
    assert texts(tmp_path / "ours") == {"notes.txt": b"mine"}


# The page


def test_the_page_on_exchange_shows_what_is_printed(run, tmp_path):
    page = (DOCS / "exchange-knowledge.md").read_text()
    least = (DOCS / "write-an-entry.md").read_text()
    (tmp_path / "faq.csv").write_text(fenced("csv", page))
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "office.yaml").write_text(fenced("yaml", least))
    ran = run("knowledge", "import", "faq.csv", "--into", "ours")
    assert ran.stdout.decode() == fenced("text", page)


def fenced(kind: str, page: str) -> str:
    """The first block of this kind."""
    return page.split(f"```{kind}\n", 1)[1].split("```", 1)[0]
