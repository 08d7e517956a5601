"""What the docs say is so: examples load and run, what is named is there, nothing is left out."""

import doctest
import io
import pkgutil
import re
from contextlib import redirect_stdout
from pathlib import Path

import click
import pytest

from adapters.database.memory import MemoryConversations, MemoryDeliveries
from adapters.desk import Desk
from adapters.main import tpm as command_line
from adapters.models.static import static_vectors
from adapters.settings import Settings
from adapters.terminal.check import check
from adapters.terminal.render import blocks, plain
from bot.conversation import NEW
from bot.disclose import privacy
from bot.index import Index, build_index
from bot.plain import plain as said_plainly
from bot.remember import Keeping
from bot.reply import Reply
from bot.respond import respond
from bot.utterance import Asker, Utterance
from knowledge.loader import load

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
README = ROOT / "README.md"
ENTRY, OPERATE, PATH = (
    DOCS / f"{name}.md" for name in ("write-an-entry", "operate", "path-of-a-question")
)
PAGES = sorted([README, ROOT / "CONTRIBUTING.md", *DOCS.rglob("*.md")])
RECORDS = sorted((DOCS / "decisions").glob("0*.md"))

VOCABULARY = (
    "utterance", "entry", "phrasing", "boundary", "candidate", "decision", "reply", "part",
    "conversation", "adapter", "curator", "track", "miss",
)  # fmt: skip

OURS = ("bot", "adapters", "knowledge", "tests", "docs", "bin", "benchmarks")


def named(page: Path) -> str:
    return str(page.relative_to(ROOT))


every_page = pytest.mark.parametrize("page", PAGES, ids=named)


def fenced(page: Path, info: str) -> list[str]:
    """The fenced blocks with exactly this after their opening fence."""
    found = re.findall(rf"^```{info}\n(.*?)^```$", page.read_text(), re.MULTILINE | re.DOTALL)
    return [str(block) for block in found]


def code(page: Path) -> list[str]:
    """Everything set as code: spans, lines of indented and of fenced blocks."""
    text = page.read_text()
    blocks = re.findall(r"^ *```[^\n]*\n(.*?)^ *```$", text, re.MULTILINE | re.DOTALL)
    prose = re.sub(r"^ *```[^\n]*\n.*?^ *```$", "", text, flags=re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    lines += re.findall(r"^ {4,}(\S.*)$", prose, re.MULTILINE)
    return lines + re.findall(r"`([^`\n]+)`", prose)


# YAML


def write_examples(page: Path, folder: Path) -> Path:
    for number, example in enumerate(fenced(page, "yaml")):
        (folder / f"{number}.yaml").write_text(example)
    return folder


def test_the_examples_of_write_an_entry_load_together(tmp_path: Path) -> None:
    knowledge = load([write_examples(ENTRY, tmp_path)])

    assert len(fenced(ENTRY, "yaml")) >= 6
    assert knowledge.boundaries
    assert knowledge.synonyms
    assert {key for entry in knowledge.entries for key in entry.model_fields_set} >= {
        "sources", "facts", "part_of", "related", "reading", "topic",
    }  # fmt: skip


def test_each_key_of_an_entry_is_explained_to_curators() -> None:
    from knowledge.schema import Boundary, Entry, Fact, KnowledgeFile, Money, Source

    text = ENTRY.read_text()
    forms = (Boundary, Entry, Fact, KnowledgeFile, Money, Source)
    keys = {key for form in forms for key in form.model_fields}
    assert [key for key in sorted(keys) if not re.search(rf"\b{key}\b", text)] == []


def test_the_least_entry_answers_its_questions(tmp_path: Path) -> None:
    least = fenced(README, "yaml")
    assert least == fenced(ENTRY, "yaml")[:1]
    (tmp_path / "office.yaml").write_text(least[0])
    index = build_index(load([tmp_path]), static_vectors())

    reply, _ = respond(Utterance("what's the wifi password for guests?"), NEW, index)

    assert [entry.id for entry in reply.entries] == ["guest-wifi"]


def test_what_write_an_entry_teaches_works(tmp_path: Path) -> None:
    index = build_index(load([write_examples(ENTRY, tmp_path)]), static_vectors())
    asked = {
        "how many days of pto do I get?": ("answer", "leave"),
        "can I keep unused days of vacation for next year?": ("unknown", "leave"),
        "what's the per diem in Italy": ("unknown", "meal-allowance"),
        "which costs do you cover": ("answer", "expenses"),
    }
    for question, expected in asked.items():
        reply, _ = respond(Utterance(question), NEW, index)
        assert (reply.outcome, reply.entries[0].id) == expected, question


def test_faulty_examples_are_complained_of_as_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pattern = r"^```yaml broken\n(.*?)^```\n.*?^```text\n(.*?)^```$"
    pairs = re.findall(pattern, ENTRY.read_text(), re.MULTILINE | re.DOTALL)
    monkeypatch.chdir(tmp_path)
    ours = Path("ours")
    ours.mkdir()

    assert len(pairs) >= 3
    for example, printed in pairs:
        (ours / "office.yaml").write_text(example)
        check([ours], lambda: build_index(load([ours]), static_vectors()))
        assert capsys.readouterr().out == printed


# What is named


def test_every_variable_is_documented_and_no_other() -> None:
    documented = re.findall(r"^\| `([A-Z_]+)` \|", OPERATE.read_text(), re.MULTILINE)

    assert sorted(documented) == sorted(name.upper() for name in Settings.model_fields)


def test_defaults_are_documented_as_they_are() -> None:
    rows = dict(re.findall(r"^\| `([A-Z_]+)` \| `([^`]+)` \|", OPERATE.read_text(), re.MULTILINE))
    fields = Settings.model_fields
    known = {name.upper(): str(field.default) for name, field in fields.items() if field.default}

    assert rows == known


@every_page
def test_every_command_that_is_shown_exists(page: Path) -> None:
    for line in code(page):
        typed = re.match(r"^(?:\$ )?(?:\.venv/bin/)?tpm ([a-z-].*)$", line)
        if typed:
            assert unknown_words(command_line, typed[1].split()) == [], line


def unknown_words(command: click.Command, words: list[str]) -> list[str]:
    """Subcommands and options that are not there; what follows them is somebody's question."""
    options = {name for parameter in command.params for name in parameter.opts} | {"--help", "-h"}
    while isinstance(command, click.Group) and words and words[0] != "…":
        if words[0] not in command.commands:
            return words[:1] if not words[0].startswith("-") else unknown(words, options)
        command = command.commands[words[0]]
        options |= {name for parameter in command.params for name in parameter.opts}
        words = words[1:]
        if isinstance(command, click.Group) and (not words or words[0].startswith("-")):
            break
    return unknown(words, options)


def unknown(words: list[str], options: set[str]) -> list[str]:
    return [word for word in words if word.startswith("--") and word not in options]


def test_a_command_that_does_not_exist_would_be_noticed() -> None:
    assert unknown_words(command_line, ["dance"]) == ["dance"]
    assert unknown_words(command_line, ["knowledge", "burn"]) == ["burn"]
    assert unknown_words(command_line, ["ask", "why", "--loudly"]) == ["--loudly"]
    assert unknown_words(command_line, ["discord", "sync"]) == []


def test_every_command_is_documented() -> None:
    pages = "\n".join(page.read_text() for page in PAGES)
    for name, command in command_line.commands.items():
        below = command.commands if isinstance(command, click.Group) else {}
        for path in [name, *(f"{name} {each}" for each in below)]:
            assert f"tpm {path}" in pages, path


@every_page
def test_every_make_target_that_is_named_exists(page: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for line in code(page):
        if wanted := re.match(r"^make ([a-z-]+)", line):
            assert wanted[1] in targets, line


@every_page
def test_every_path_that_is_named_exists(page: Path) -> None:
    for line in code(page):
        for path in re.findall(rf"^(?:{'|'.join(OURS)})/[\w./-]*", line):
            assert (ROOT / path).exists(), path


@every_page
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text()):
        if target.startswith(("http://", "https://")):
            continue
        path, _, anchor = target.partition("#")
        leads_to = (page.parent / path).resolve() if path else page
        assert leads_to.exists(), target
        if anchor:
            assert anchor in anchors(leads_to), target


def anchors(page: Path) -> set[str]:
    """GitHub's anchors of a page's headings."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_page_can_be_found_from_the_readme() -> None:
    found, ahead = {README}, [README]
    while ahead:
        page = ahead.pop()
        for target in re.findall(r"\]\(([^)#\s]+\.md)", page.read_text()):
            linked = (page.parent / target).resolve()
            if linked not in found and linked.is_file():
                found.add(linked)
                ahead.append(linked)
    assert [named(page) for page in PAGES if page not in found] == []


def test_the_privacy_page_says_what_the_bot_says() -> None:
    page = DOCS / "privacy.md"
    whole, where_text_is_kept = fenced(page, "text")

    assert whole.rstrip("\n") == said_plainly(privacy(Keeping()))
    said = said_plainly(privacy(Keeping(text=True, days=30))).splitlines()
    changed = [line for line in said if line and line not in whole.splitlines()]
    assert where_text_is_kept.splitlines() == changed


def test_the_worked_example_of_matching_is_what_is_said(tpm: Index) -> None:
    [told] = fenced(DOCS / "matching.md", "text")
    asked = re.search("“(.+)”", told)
    assert asked is not None
    assert said_plainly(why(asked[1], tpm)) == told.rstrip("\n")
    way = said_plainly(why("how do i boost my skils in sql", tpm))
    assert "1. SQL for data analysis (" in way
    assert "the nearest entry says nothing about how" in way


def why(question: str, index: Index) -> Reply:
    """What is said to "why" after a question."""
    _, conversation = respond(Utterance(question), NEW, index)
    return respond(Utterance("why"), conversation, index)[0]


# The words


@pytest.mark.parametrize("word", VOCABULARY)
def test_every_word_of_the_vocabulary_is_in_the_glossary(word: str) -> None:
    first_cells = re.findall(r"^\| ([^|]+) \|", (DOCS / "glossary.md").read_text(), re.MULTILINE)
    assert word in {
        one.strip() for cell in first_cells for one in re.split(",| and ", cell)
    } or any(word in cell.split() for cell in first_cells)


def test_every_name_in_the_glossary_is_in_the_code() -> None:
    names = re.findall(
        r"`((?:bot|adapters|knowledge)\.[\w.]+)`", (DOCS / "glossary.md").read_text()
    )

    assert len(names) >= 30
    for name in names:
        pkgutil.resolve_name(name)  # raises where there is no such thing


def test_every_module_of_the_core_is_on_the_path_or_named_as_a_helper() -> None:
    rooms = re.findall(r"^\| `(bot/\w+\.py)` \|", PATH.read_text(), re.MULTILINE)
    modules = [named(file) for file in (ROOT / "bot").glob("*.py") if file.stem != "__init__"]

    assert sorted(rooms) == sorted(modules)


@pytest.mark.parametrize("record", RECORDS, ids=named)
def test_every_decision_has_its_context_and_consequences(record: Path) -> None:
    text = record.read_text()
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)

    assert headings[1:] == ["Context", "Decision", "Consequences"]
    assert headings[0].startswith(record.name[:4])
    assert record.name in (DOCS / "decisions" / "README.md").read_text()


def test_decisions_are_numbered_without_gaps() -> None:
    assert [int(record.name[:4]) for record in RECORDS] == list(range(1, len(RECORDS) + 1))


# What runs


class Roughly(doctest.OutputChecker):
    """Confidences may move by a tenth when the knowledge changes; all else is as printed."""

    NUMBER = re.compile(r"\b0\.\d+\b|\b\d{1,3}(?=%)")

    def check_output(self, want: str, got: str, optionflags: int) -> bool:
        apart = self.NUMBER.sub("#", want), self.NUMBER.sub("#", got)
        return apart[0] == apart[1] and all(
            abs(left - right) <= 0.1
            for left, right in zip(self._numbers(want), self._numbers(got), strict=True)
        )

    def _numbers(self, text: str) -> list[float]:
        found = self.NUMBER.findall(text)
        return [float(number) if "." in number else int(number) / 100 for number in found]


def test_the_path_of_a_question_is_as_shown(tpm: Index) -> None:
    """`index` is what the page's first block makes; its last ones print what the next one shows."""
    setup, *steps = re.findall(
        r"^```python\n(.*?)^```$(?:\n\n^```text\n(.*?)^```$)?",
        PATH.read_text(),
        re.MULTILINE | re.DOTALL,
    )
    assert "index = build_index(load(), static_vectors())\n" in setup[0]
    names: dict[str, object] = {"index": tpm}
    runner = doctest.DocTestRunner(Roughly(), verbose=False)
    for number, (source, printed) in enumerate(steps):
        if printed:
            out = io.StringIO()
            with redirect_stdout(out):
                exec(source, names)  # noqa: S102  # the page's own code
            assert Roughly().check_output(printed, out.getvalue(), 0), out.getvalue()
            continue
        test = doctest.DocTestParser().get_doctest(source, names, f"step {number}", named(PATH), 0)
        failed = io.StringIO()
        runner.run(test, out=failed.write, clear_globs=False)
        names = test.globs
        assert failed.getvalue() == ""


async def test_the_transcript_in_the_readme_is_real(tpm: Index) -> None:
    transcript = fenced(README, "text")[0]
    turns = re.findall(r"^> (.+)\n((?:(?!^> ).*\n)*)", transcript, re.MULTILINE)
    desk = Desk(tpm, MemoryConversations(), MemoryDeliveries())

    assert len(turns) >= 2
    for said, shown in turns:
        reply = await desk.ask(said, Asker("here", "me", "here"))
        assert shown.split() == plain(blocks(reply, pickable=True)).split(), said


def test_the_readme_shows_what_and_how_in_its_first_screen() -> None:
    first_screen = "\n".join(README.read_text().splitlines()[:45])

    for shown in ("/tpm what skills do I need", "make chat", "make test", "Source: ", "> "):
        assert shown in first_screen
