"""`tpm knowledge import --tenant`: what files say, as what a team changed."""

import json

import pytest

from bot.restore import undone
from knowledge.overlay import Overlay, pieces
from knowledge.schema import Boundary
from tests.database.own import KEY_OF_BEES, bees, change
from tests.terminal.process import GARDEN
from tests.terminal.team import OWN, TEAM
from tests.terminal.test_exchange import DOCS, fenced


def untried(lines: list[str]) -> list[str]:
    """The lines but for what an import would answer otherwise, which is the matcher's affair."""
    if "Answered otherwise:" not in lines:
        return lines
    at = lines.index("Answered otherwise:")
    left = (line for line in lines[at + 1 :] if not line.startswith("  "))
    return [*lines[:at], *left]


@pytest.mark.parametrize("whole", [(), ("--whole",)])
def test_what_was_exported_and_imported_changes_nothing(team, printed, whole):
    before = team.pieces()
    assert before == OWN
    printed("export", "out", "--tenant", TEAM)
    shown = printed("import", "out", "--tenant", TEAM, *whole, "--write")
    assert shown[-1] == "Nothing new is to be written."
    assert team.pieces() == before
    assert len(team.history()) == 1


@pytest.mark.parametrize("whole", [True, False])
def test_a_boundary_that_a_team_changed_comes_out_and_goes_in_again(team, printed, tmp_path, whole):
    said = {
        "words": "Ask Ben about pets.",
        "nearest": "watering",
        "owner": "Ben",
        "without": ["dogs in the garden"],
    }
    mine = Boundary(id="fire", title="Fires", says="Nobody says.", phrasings=("may i grill",))
    team.change(
        change(
            ("amended/pets", "", json.dumps(said)),
            ("phrasings/pets", "", '["is my hound welcome"]'),
            ("retired/weather", "", "true"),
            *((key, "", piece) for key, piece in pieces(Overlay(boundaries=(mine,))).items()),
        )
    )
    printed("export", "out", "--tenant", TEAM)
    there = (tmp_path / "out" / "garden.yaml").read_text()
    assert "    says: Ask Ben about pets.\n    nearest: watering\n    owner: Ben\n" in there
    assert "dogs in the garden" not in there
    assert "The weather" not in there
    assert "may i grill" in (tmp_path / "out" / "own.yaml").read_text()
    lines = printed("import", "out", "--tenant", TEAM, *(["--whole"] if whole else []))
    assert lines[-1] == "Nothing new is to be written."


def test_an_import_is_shown_first_and_written_as_one_change(team, printed, tmp_path):
    printed("export", "out", "--tenant", TEAM)
    garden, own = tmp_path / "out" / "garden.yaml", tmp_path / "out" / "own.yaml"
    garden.write_text(garden.read_text().replace("$70", "$75").replace("- rain barrel", "- hose"))
    own.write_text(own.read_text().replace("  - id: bees", "  - id: wasps"))
    shown = printed("import", "out", "--tenant", TEAM, "--whole")
    assert untried(shown) == [
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
    team.change(undone(done, team.pieces(), "0" * 32, 1_700_000_000.0))
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
    why = ("--reason", "“Where is the tap?” is near.")
    shown = printed("import", "faq.csv", "--tenant", TEAM, "--write", *why)
    assert untried(shown) == [
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


def test_a_team_that_has_not_asked_anything_yet_can_bring_what_it_has(team, printed, tmp_path):
    (tmp_path / "faq.csv").write_text("question,answer\nwho waters the ferns,Whoever is there.\n")
    shown = printed("import", "faq.csv", "--tenant", "slack:T77", "--new-team", "--write")
    assert shown[-1] == "Written: 1 piece of slack:T77"
    printed("export", "theirs", "--tenant", "slack:T77")
    assert "Whoever is there." in "".join(
        file.read_text() for file in (tmp_path / "theirs").glob("*.yaml")
    )


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
    assert untried(shown)[1:] == [
        "Synonyms:",
        "  plot, patch: new",
        "Can't be a team's own:",
        "  another subject ('about')",
        "  the topic 'fairs'",
        "  that plot, plots, patch, bed, beds are no synonyms",
        "Nothing was written. With --write: 1 piece of slack:T0123",
    ]


def test_the_page_on_exchange_shows_what_is_printed_for_a_team(team, printed, tmp_path):
    page = (DOCS / "exchange-knowledge.md").read_text()
    (tmp_path / "faq.csv").write_text(fenced("csv", page))
    example = fenced("text", page.split("## What a team changed in the chat")[1])
    assert untried(printed("import", "faq.csv", "--tenant", TEAM)) == example.splitlines()


def test_an_import_that_takes_right_answers_away_needs_a_reason(team, printed, run, tmp_path):
    thief = tmp_path / "thief.yaml"
    ways = ["what does a plot cost me", "how much is a plot a year", "the rent of a plot",
            "price of a bed", "what is the yearly fee", "do i have to pay for a bed",
            "how expensive is a plot to rent"]  # fmt: skip
    entry = {"id": "thief", "title": "Costs", "answer": "Ask us.", "phrasings": ways}
    thief.write_text(json.dumps({"entries": [entry]}))
    shown = printed("import", "thief.yaml", "--tenant", TEAM)
    assert "Answered otherwise:" in shown
    assert any("from “Rent for a plot” to “Costs”: “" in line for line in shown)
    ran = run("knowledge", "import", "thief.yaml", "--tenant", TEAM, "--write")
    assert ran.returncode == 1
    assert b"would be lost: change the files, or say why with --reason" in ran.stderr
    assert ran.stderr.count(b"\n") == 1
    assert team.pieces() == OWN
    printed("import", "thief.yaml", "--tenant", TEAM, "--write", "--reason", "We know best.")
    assert team.history()[0].reason == "We know best."
    assert "entry/thief" in team.pieces()
