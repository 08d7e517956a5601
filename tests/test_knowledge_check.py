"""What `tpm knowledge check` finds beyond what keeps a knowledge base from being loaded."""

import datetime
import subprocess
import sys
from pathlib import Path

import pytest

from bot.normalise import words
from knowledge.check import Findings, check
from knowledge.loader import BUILT_IN

TODAY = datetime.date(2025, 6, 1)

SOUND = """\
sources:
  - {id: book, title: A book}
entries:
  - id: tea
    title: Tea
    answer: At four.
    sources: [book]
    phrasings:
      - when is tea
      - tea time
"""


@pytest.fixture
def found(tmp_path):
    """The findings on these files, and their texts without the folder."""

    def found(today=TODAY, **files) -> tuple[Findings, list[str], list[str]]:
        for name, content in files.items():
            (tmp_path / f"{name}.yaml").write_text(content)
        findings = check([tmp_path], today, words)
        told = [
            [str(fault).removeprefix(f"{tmp_path}/") for fault in faults]
            for faults in (findings.faults, findings.warnings)
        ]
        return findings, *told

    return found


def test_a_sound_base_has_no_findings(found):
    findings, faults, warnings = found(a=SOUND)
    assert (faults, warnings, findings.checked) == ([], [], 1)


def test_two_may_not_claim_one_phrasing_and_both_are_named(found, tmp_path):
    other = """\
boundaries:
  - id: coffee
    title: Coffee
    says: There is none.
    phrasings:
      - is there coffee
      - "When is   TEA?"
"""
    _, faults, _ = found(a=SOUND, b=other)
    assert faults == [
        f"b.yaml:7: 'When is   TEA?' is claimed by 'coffee' here and by 'tea' in "
        f"{tmp_path}/a.yaml:9: leave it to the one that answers it"
    ]


def test_a_phrasing_that_its_entry_has_already_is_a_warning(found, tmp_path):
    _, faults, warnings = found(a=f"{SOUND}      - Tea time!\n")
    assert faults == []
    assert warnings == [f"a.yaml:11: 'Tea time!' says the same as {tmp_path}/a.yaml:10: keep one"]


def test_phrasings_without_words_are_not_taken_for_one(found):
    _, faults, warnings = found(a=f'{SOUND}      - "?"\n      - "!"\n')
    assert (faults, warnings) == ([], [])


def test_a_phrasing_that_is_said_to_the_bot_itself_is_a_warning(found):
    _, faults, warnings = found(a=f"{SOUND}      - Thank you!\n")
    assert faults == []
    [warning] = warnings
    assert warning.startswith("a.yaml:11: 'Thank you!' is what people say to the bot itself")


def test_a_golden_question_that_can_t_be_read_is_a_fault(found, tmp_path):
    (tmp_path / "questions.jsonl").write_text("{\n")
    _, faults, _ = found(a=SOUND)
    assert faults
    assert faults[0].startswith("questions.jsonl:1: ")


def test_an_entry_without_a_source_is_a_warning(found):
    _, faults, warnings = found(a=SOUND.replace("    sources: [book]\n", ""))
    assert faults == []
    (warning,) = warnings
    assert warning.startswith("a.yaml:4: 'tea' names no source: ")


def test_what_is_past_its_review_is_a_warning_with_its_line(found):
    past = "review_after: 2025-05-31"
    source = SOUND.replace("title: A book}", f"title: A book, {past}}}")
    facts = f"    facts:\n      - {{label: At, text: four, {past}}}\n    {past}\n"
    _, faults, warnings = found(a=source + facts)
    assert faults == []
    assert [warning.split(" was to be")[0] for warning in warnings] == [
        "a.yaml:2: the source 'book'",
        "a.yaml:12: the fact 'At' of 'tea'",
        "a.yaml:13: 'tea'",
    ]
    assert all("reviewed by 2025-05-31: see whether" in warning for warning in warnings)


def test_the_day_of_the_review_itself_is_not_past(found):
    _, _, warnings = found(a=f"{SOUND}    review_after: 2025-06-01\n")
    assert warnings == []


def test_what_the_loader_refuses_is_all_told(found):
    _, faults, _ = found(a=f"{SOUND}    related: [tee]\n    topic: drinks\n")
    assert len(faults) == 2
    assert "did you mean 'tea'?" in "".join(faults)


def test_the_built_in_base_is_sound():
    assert check([BUILT_IN], TODAY, words).faults == ()


def test_warnings_alone_are_no_failure_and_faults_are_one(tmp_path):
    tpm = Path(sys.executable).with_name("tpm")
    (tmp_path / "a.yaml").write_text(SOUND.replace("    sources: [book]\n", ""))

    def checked() -> tuple[int, list[str]]:
        ran = subprocess.run(
            [tpm, "knowledge", "check", "."], capture_output=True, cwd=tmp_path, check=False
        )
        assert ran.stderr == b""
        return ran.returncode, ran.stdout.decode().splitlines()

    code, lines = checked()
    assert code == 0
    assert lines[0].startswith("a.yaml:4: warning: ")
    assert lines[-1] == "0 faults, 1 warning in 1 item"
    (tmp_path / "b.yaml").write_text("entries:\n- id: tea\n  nonsense: 1\n")
    code, lines = checked()
    assert code == 1
    assert any(line.startswith("b.yaml:3: ") for line in lines)
    assert lines[-1] == f"{len(lines) - 1} faults, 0 warnings"
