"""Labelled questions are read from files, and golden ones from the folders of knowledge."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.golden import Question, golden, read_talks
from knowledge.loader import BUILT_IN, KnowledgeFaults


def test_the_golden_questions_of_a_folder_are_those_that_stand_alone(tmp_path):
    below = tmp_path / "below"
    below.mkdir()
    lines = [
        {"text": "how much is it?", "expect": ["rent", "fee"], "kind": "money"},
        {"text": "who won?", "expect": []},
        {"text": "how much, and where?", "expect_all": [["rent"], ["place"]]},
        {
            "conversation": [
                {"text": "and in may?", "expect": ["fair"]},
                {"text": "x", "expect": []},
            ]
        },
    ]
    (below / "questions.jsonl").write_text("\n".join(map(json.dumps, lines)))
    (tmp_path / "others.jsonl").write_text('{"text": "not this", "expect": []}')
    assert golden([tmp_path]) == (
        Question("how much is it?", (frozenset(["rent", "fee"]),), "money"),
        Question("who won?", (), "other"),
    )


def test_a_folder_without_questions_has_none(tmp_path):
    assert golden([tmp_path]) == ()


def test_the_built_in_knowledge_has_golden_questions():
    assert len(golden([BUILT_IN])) > 100


def test_every_fault_is_named_with_its_line(tmp_path):
    file = tmp_path / "questions.jsonl"
    file.write_text('{"text": "fine", "expect": []}\n\nnot JSON\n{"text": "neither"}\n')
    with pytest.raises(KnowledgeFaults) as raised:
        golden([tmp_path])
    assert [(fault.file, fault.line) for fault in raised.value.faults] == [
        (str(file), 3), (str(file), 4),
    ]  # fmt: skip


def test_a_file_that_can_not_be_read_is_named(tmp_path):
    with pytest.raises(KnowledgeFaults, match=r"gone\.jsonl:1: can't be read"):
        read_talks([tmp_path / "gone.jsonl"])


@given(st.lists(st.binary(max_size=40), max_size=5))
def test_no_file_does_more_than_be_refused(tmp_path_factory, lines):
    file = tmp_path_factory.mktemp("any") / "questions.jsonl"
    file.write_bytes(b"\n".join(lines))
    with suppress(KnowledgeFaults):
        assert len(read_talks([file])) <= sum(map(bool, lines))
