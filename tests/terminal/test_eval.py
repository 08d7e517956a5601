"""`tpm eval`: labelled questions in, scores out."""

import json

import pytest

COUNTS = (
    "questions",
    "in_scope",
    "out_of_scope",
    "answered_right",
    "offered_right",
    "answered_wrong",
    "missed",
    "false_answers",
)

LABELLED = [
    {"text": "where is the tap", "expect": ["watering"], "kind": "plain"},
    {"text": "wheelbarrow", "expect": ["rent"], "kind": "plain"},
    {"text": "how much is a plot?", "expect": ["nothing-else", "rent"], "kind": "plain"},
    {"text": "thanks", "expect": ["rent"], "kind": "odd"},
    {"text": "can i bring my dog", "expect": [], "kind": "odd"},
    {"text": "leaf rake", "expect": [], "kind": "odd"},
    {
        "text": "Where is the tap? How much is a plot?",
        "expect_all": [["watering"], ["rent", "tools"]],
        "kind": "several",
    },
    {
        "conversation": [
            {"text": "how much is a plot", "expect": ["rent"]},
            {"text": "thank you", "expect": []},
        ],
        "kind": "talk",
    },
]


@pytest.fixture
def labelled(tmp_path):
    file = tmp_path / "labelled.jsonl"
    file.write_text("\n\n".join(map(json.dumps, LABELLED)) + "\n")
    return str(file)


def test_scores_are_one_object_for_programs(run, labelled):
    ran = run("eval", labelled, "--json")
    assert (ran.returncode, ran.stderr) == (0, b"")
    scores = json.loads(ran.stdout)
    assert [scores[name] for name in COUNTS] == [9, 6, 3, 4, 0, 1, 1, 1]
    assert scores["as_labelled"] == 6
    assert [scores["kinds"]["odd"][name] for name in COUNTS] == [3, 1, 2, 0, 0, 0, 1, 1]
    assert list(scores["kinds"]) == ["plain", "odd", "several", "talk"]
    assert 0 < scores["p50_ms"] <= scores["p99_ms"] < 5_000
    assert 0 <= scores["ece"] <= 1


def test_scores_of_several_files_are_one(run, labelled):
    assert json.loads(run("eval", labelled, labelled, "--json").stdout)["questions"] == 18


def test_people_get_a_table_and_what_went_otherwise(run, labelled):
    shown = run("eval", labelled, "--misses").stdout.decode()
    assert "wrong (plain): wheelbarrow → answer: tools(" in shown
    assert "expected: rent" in shown
    lines = shown.splitlines()
    (head,) = [line for line in lines if line.startswith("kind")]
    (whole,) = [line for line in lines if line.startswith("all")]
    assert len(head) == len(whole)
    assert whole.split()[1:4] == ["9", "4", "0"]
    assert "Answered right: 66.7% (4 of 6) of the questions in scope" in shown


def test_every_line_that_can_not_be_used_is_named(run, tmp_path):
    (tmp_path / "bad.jsonl").write_bytes(
        b'{"text": "fine", "expect": []}\n'
        b"not json\n"
        b'{"text": "neither"}\n'
        b'{"text": "both", "expect": [], "expect_all": []}\n'
        b'{"text": 7, "expect": []}\n'
        b'{"conversation": []}\n'
        b'{"text": "\xff", "expect": []}\n'
        b"[]\n" + b"[" * 100_000 + b"\n"
    )
    ran = run("eval", "bad.jsonl")
    assert (ran.returncode, ran.stdout) == (1, b"")
    lines = ran.stderr.decode().splitlines()
    assert [line.split(": ")[0] for line in lines] == [f"bad.jsonl:{n}" for n in range(2, 10)]
    assert all("write it like" in line for line in lines)


def test_a_file_without_questions_is_said(refused, tmp_path):
    (tmp_path / "empty.jsonl").touch()
    assert "no questions" in refused(1, "eval", "empty.jsonl")


def test_a_whole_that_is_shown_for_its_part_is_offered_and_no_mistake(run, tmp_path):
    asked = {"text": "what skills should I have", "expect": ["skill-sql"]}
    (tmp_path / "part.jsonl").write_text(json.dumps(asked))
    ran = run("eval", "part.jsonl", "--knowledge", "tpm", "--misses")
    shown = ran.stdout.decode()
    assert ": what skills should I have → answer: skills(" in shown
    assert "Right one among the choices, or its whole shown: 100.0% (1 of 1)" in shown
    assert "Answered wrong: 0.0% (0 of 1)" in shown
