"""`tpm knowledge export` and `import` with `--tenant`: what a team changed in the chat, as files,
and files as what a team changed."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from adapters.database.address import address
from adapters.database.store import Store, open_store
from bot.amend import undone
from bot.remember import Change
from bot.utterance import Asker
from tests.database.own import KEY_OF_BEES, bees, change
from tests.servers import KEY
from tests.terminal.process import GARDEN
from tests.terminal.test_exchange import DOCS, fenced, texts

TEAM = "slack:T0123"
ADA = Asker(TEAM, "slack:T0123:U1", "C1")
OWN = {
    "amended/rent": '{"owner": "Ada", "words": "A plot costs **$70** a year."}',
    KEY_OF_BEES: bees(),
    "phrasings/watering": '["rain barrel", "is the tap: open # today"]',
    "retired/tools": "true",
    "source/letter": '{"id": "letter", "title": "A letter to all"}',
    "synonyms/tap": '["tap", "faucet"]',
}


class Team:
    """What a team has of its own, in a database of the test's own."""

    def __init__(self, url: str) -> None:
        self.url = url

    def _do(self, work):
        async def done():
            store: Store = open_store(address(self.url), KEY, 90, str)
            try:
                return await work(store.overlays)
            finally:
                await store.close()

        return asyncio.run(done())

    def change(self, done: Change) -> None:
        self._do(lambda overlays: overlays.change(ADA, done))

    def pieces(self) -> dict[str, str]:
        return dict(self._do(lambda overlays: overlays.pieces(TEAM, 5))[1])

    def history(self) -> tuple[Change, ...]:
        return tuple(self._do(lambda overlays: overlays.history(TEAM, 10)))


@pytest.fixture
def team(tmp_path: Path, environment: dict[str, str]) -> Team:
    (tmp_path / "db").mkdir()
    url = f"sqlite:///{tmp_path}/db/own.db"
    environment |= {"DATABASE_URL": url, "TPM_PEOPLE_KEY": KEY}
    made = Team(url)
    made.change(change(*((key, "", piece) for key, piece in OWN.items())))
    return made


@pytest.fixture
def printed(run) -> Callable[..., list[str]]:
    """The lines of a command that succeeds."""

    def printed(*arguments: str) -> list[str]:
        ran = run("knowledge", *arguments)
        assert (ran.returncode, ran.stderr) == (0, b"")
        return list(ran.stdout.decode().splitlines())

    return printed


@pytest.fixture
def mended_first(run, team) -> Callable[..., str]:
    """What is printed by an import that has to be mended first; nothing was written."""

    def mended_first(*arguments: str) -> str:
        before = team.pieces(), len(team.history())
        ran = run("knowledge", "import", *arguments, "--tenant", TEAM, "--write")
        assert ran.returncode == 1
        assert ran.stderr == b"tpm: nothing was written: something has to be mended first\n"
        assert (team.pieces(), len(team.history())) == before
        return str(ran.stdout.decode())

    return mended_first


# Export


def test_a_pull_request_shows_what_the_team_changed_and_nothing_else(team, printed, tmp_path):
    printed("export", "out")
    assert printed("export", "out", "--tenant", TEAM) == [
        "out/garden.yaml: written",
        "out/own.yaml: written",
        "2 of 2 files changed in out",
    ]
    before = (GARDEN / "garden.yaml").read_text().splitlines()
    after = (tmp_path / "out" / "garden.yaml").read_text().splitlines()
    gone = [line for line in before if line not in after]
    assert [line for line in after if line not in before] == [
        "      A plot costs **$70** a year.",
        "    owner: Ada",
        "      - rain barrel",
        '      - "is the tap: open # today"',
    ]
    assert "  - id: tools" in gone
    assert "    part_of: [tools]" in gone  # it would name what is gone
    assert after[0].startswith("# A small knowledge base")
    assert (tmp_path / "out" / "own.yaml").read_text() == (
        "sources:\n  - id: letter\n    title: A letter to all\n\n"
        "synonyms:\n  - [tap, faucet]\n\n"
        "entries:\n  - id: bees\n    title: Bee hives\n    answer: |\n      By the west wall.\n"
        "    phrasings:\n      - where do the bees live\n      - who looks after the hives\n"
        "      - bee hives\n"
    )


def test_what_is_exported_is_knowledge_and_exporting_it_again_changes_nothing(team, printed):
    printed("export", "out", "--tenant", TEAM)
    assert printed("check", "out")[-1].startswith("0 faults")
    again = printed("export", "out", "--tenant", TEAM)
    assert again == ["0 of 2 files changed in out"]


def test_what_the_team_retires_later_is_taken_out_of_the_file_of_its_own(team, printed, tmp_path):
    printed("export", "out", "--tenant", TEAM)
    team.change(change((KEY_OF_BEES, bees(), ""), ("retired/bees", "", "true")))
    printed("export", "out", "--tenant", TEAM)
    assert "bees" not in (tmp_path / "out" / "own.yaml").read_text()


def test_a_folder_with_what_nobody_has_is_left_alone(team, refused, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.yaml").write_text(
        "entries: [{id: strange, title: A, answer: A, phrasings: [a]}]\n"
    )
    before = texts(tmp_path / "out")
    told = refused(1, "knowledge", "export", "out", "--tenant", TEAM)
    assert "would be lost (strange)" in told
    assert texts(tmp_path / "out") == before


# Import


@pytest.mark.parametrize("whole", [(), ("--whole",)])
def test_what_was_exported_and_imported_changes_nothing(team, printed, whole):
    before = team.pieces()
    assert before == OWN
    printed("export", "out", "--tenant", TEAM)
    shown = printed("import", "out", "--tenant", TEAM, *whole, "--write")
    assert shown[-1] == "Nothing new is to be written."
    assert team.pieces() == before
    assert len(team.history()) == 1


def test_an_import_is_shown_first_and_written_as_one_change(team, printed, tmp_path):
    printed("export", "out", "--tenant", TEAM)
    garden, own = tmp_path / "out" / "garden.yaml", tmp_path / "out" / "own.yaml"
    garden.write_text(garden.read_text().replace("$70", "$75").replace("- rain barrel", "- hose"))
    own.write_text(own.read_text().replace("  - id: bees", "  - id: wasps"))
    shown = printed("import", "out", "--tenant", TEAM, "--whole")
    assert shown == [
        "Understood out: 9 items, 67 phrasings",
        "New:",
        "  wasps – Bee hives: 3 phrasings",
        "Changed:",
        "  rent – Rent for a plot: answer",
        "  watering – Watering: 1 phrasing more, 1 phrasing fewer",
        "Out of use:",
        "  bees – Bee hives",
        "Nothing was written. With --write: 4 pieces of slack:T0123",
    ]
    assert team.pieces() == OWN
    shown = printed("import", "out", "--tenant", TEAM, "--whole", "--write")
    assert shown[-1] == "Written: 4 pieces of slack:T0123"
    after = team.pieces()
    assert after == {
        **{key: piece for key, piece in OWN.items() if key != KEY_OF_BEES},
        "amended/rent": '{"owner": "Ada", "words": "A plot costs **$75** a year."}',
        "entry/wasps": bees().replace('"bees"', '"wasps"'),
        "phrasings/watering": '["hose", "is the tap: open # today"]',
    }
    done, _ = team.history()
    assert (done.by, done.said) == (
        "the terminal",
        "Imported 3 entries from out, took 1 out of use",
    )
    assert {edit.key for edit in done.edits} == {
        key for key in {*OWN, *after} if OWN.get(key) != after.get(key)
    }
    team.change(undone(done, "0" * 32, 1_700_000_000.0))
    assert team.pieces() == OWN


def test_without_whole_nothing_is_taken_out(team, printed, tmp_path):
    (tmp_path / "a.yaml").write_text(
        "entries: [{id: gate, title: The gate, answer: Green., phrasings: [the gate]}]\n"
    )
    printed("import", "a.yaml", "--tenant", TEAM, "--write")
    gate = {"id": "gate", "title": "The gate", "answer": "Green.", "phrasings": ["the gate"]}
    assert team.pieces() == {**OWN, "entry/gate": json.dumps(gate, sort_keys=True)}


def test_the_base_imported_whole_takes_back_all_that_the_team_changed(team, printed):
    shown = printed("import", str(GARDEN), "--tenant", TEAM, "--whole", "--write")
    assert team.pieces() == {}
    assert "  tools – Borrowing tools: 10 phrasings" in shown
    assert "  tap, faucet: gone" in shown
    assert "  letter – A letter to all: gone" in shown


def test_a_table_becomes_entries_of_the_team_and_what_collides_is_left_out(team, printed, tmp_path):
    (tmp_path / "faq.csv").write_text(
        "question,answer\nWhere is the tea?,In the <b>shed</b>.\nbee hives,Gone.\n,x\n"
    )
    shown = printed("import", "faq.csv", "--tenant", TEAM, "--write")
    assert shown == [
        "Understood faq.csv: 2 items, 2 phrasings",
        "New:",
        "  where-is-the-tea – Where is the tea: 1 phrasing",
        "Could not be used:",
        "  faq.csv:4: no question: write how people ask for it",
        "Made harmless:",
        "  faq.csv:2: HTML was taken out: see whether it still reads well",
        "Collides:",
        "  faq.csv:3: 'bee hives' is the title of 'bees': left out",
        "Written: 1 piece of slack:T0123",
    ]
    assert team.history()[0].said == "Imported 1 entry from faq.csv"


def test_what_no_team_can_have_of_its_own_is_told(team, printed, tmp_path):
    printed("export", "out", "--tenant", TEAM)
    garden = tmp_path / "out" / "garden.yaml"
    garden.write_text(
        garden.read_text()
        .replace("the community garden", "tea")
        .replace("{id: fairs, title: Fairs}", "{id: fairs, title: Markets}")
        .replace("  - [plot, plots, patch, bed, beds]\n", "  - [plot, patch]\n")
    )
    shown = printed("import", "out", "--tenant", TEAM, "--whole")
    assert shown[1:] == [
        "Synonyms:",
        "  plot, patch: new",
        "Can't be a team's own:",
        "  another subject ('about')",
        "  the topic 'fairs'",
        "  that plot, plots, patch, bed, beds are no synonyms",
        "Nothing was written. With --write: 1 piece of slack:T0123",
    ]


# What is refused


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


NASTY = "\x1b]0;x\x07 {a: *b} !!python/object &x # - 'q' \"w\" | > \u202e%@` {{7*7}} <!channel>"


def test_what_a_team_wrote_is_text_wherever_it_goes(team, printed, tmp_path):
    piece = json.dumps(
        {
            "answer": NASTY,
            "id": "bees",
            "phrasings": [NASTY, "- a: b", "~", "null"],
            "title": NASTY,
        },
        sort_keys=True,
    )
    team.change(
        change(
            (KEY_OF_BEES, bees(), piece),
            ("phrasings/rent", "", json.dumps([f"{NASTY} 2", "!!binary x"])),
        )
    )
    before = team.pieces()
    printed("export", "out", "--tenant", TEAM)
    read = yaml.safe_load((tmp_path / "out" / "own.yaml").read_text())
    assert [one["answer"] for one in read["entries"]] == [NASTY]
    (tmp_path / "b.yaml").write_text((tmp_path / "out" / "own.yaml").read_text())
    for folder in (("out", "--whole"), ("out",), ("b.yaml",)):
        shown = printed("import", *folder, "--tenant", TEAM, "--write")
        assert shown[-1] == "Nothing new is to be written."
    assert team.pieces() == before


def test_no_control_character_of_what_is_imported_reaches_the_terminal(team, run, tmp_path):
    (tmp_path / "a.yaml").write_text(
        'entries: [{id: a, title: "A\\e[31m\\nForged: line", answer: A, phrasings: ["a\\e[0m"]}]\n'
    )
    shown = run("knowledge", "import", "a.yaml", "--tenant", TEAM).stdout
    assert b"\x1b" not in shown
    assert b"\nForged" not in shown


# The page


def test_the_page_on_exchange_shows_what_is_printed_for_a_team(team, printed, tmp_path):
    page = (DOCS / "exchange-knowledge.md").read_text()
    (tmp_path / "faq.csv").write_text(fenced("csv", page))
    example = fenced("text", page.split("## What a team changed in the chat")[1])
    assert printed("import", "faq.csv", "--tenant", TEAM) == example.splitlines()
