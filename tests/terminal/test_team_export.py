"""`tpm knowledge export --tenant`: what a team changed in the chat, as files."""

import json

import yaml

from tests.database.own import KEY_OF_BEES, bees, change
from tests.terminal.process import GARDEN
from tests.terminal.team import TEAM
from tests.terminal.test_exchange import texts


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
