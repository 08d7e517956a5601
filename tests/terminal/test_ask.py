"""`tpm ask`: one question for people and for programs, and batches."""

import json
import subprocess

from tests.terminal.process import GARDEN, LIMIT, TPM, terminal

ESCAPE = "\x1b"


def answers(output: bytes):
    return [json.loads(line) for line in output.decode().splitlines()]


def test_a_question_is_answered_with_its_source(run):
    ran = run("ask", "how", "much", "is", "a", "plot")
    assert ran.returncode == 0
    assert ran.stderr == b""
    shown = ran.stdout.decode()
    assert "between $40 and $60 a year" in shown
    assert "Source: “Garden handbook”" in shown
    assert "None of these" not in shown  # there is nothing to press


def test_what_is_not_known_is_no_failure(run):
    ran = run("ask", "can i bring my dog")
    assert ran.returncode == 0
    assert b"says nothing about dogs" in ran.stdout


def test_json_is_one_line_of_the_agreed_form(run):
    ran = run("ask", "--json", "how much is a plot")
    assert ran.stdout.count(b"\n") == 1
    (answer,) = answers(ran.stdout)
    assert list(answer) == ["question", "outcome", "entries", "text", "candidates"]
    assert answer["question"] == "how much is a plot"
    assert answer["outcome"] == "answer"
    (entry,) = answer["entries"]
    assert entry.keys() == {"id", "title", "confidence"}
    assert (entry["id"], entry["title"]) == ("rent", "Rent for a plot")
    assert 0.9 <= entry["confidence"] <= 1
    assert "$40 and $60" in answer["text"]
    assert len(answer["candidates"]) == 5
    assert answer["candidates"][0].keys() == {"id", "kind", "confidence"}
    assert {one["kind"] for one in answer["candidates"]} <= {"entry", "boundary"}


def test_explain_says_what_an_answer_rests_on(run):
    shown = run("ask", "--explain", "where is the tap").stdout.decode()
    assert shown.index("The tap is by the gate") < shown.index(
        "nearest phrasing: “where is the tap”"
    )


def test_programs_are_told_what_an_answer_rests_on_too(run):
    [told] = answers(run("ask", "--explain", "--json", "where is teh tap please").stdout)
    [why] = told["why"]
    assert why["typos"] == {"teh": "the"}
    assert why["filler"] == ["please"]
    first = why["candidates"][0]
    assert (first["id"], first["phrasing"]) == ("watering", "where is the tap")
    assert (first["title"], first["kind"]) == ("Watering", "entry")
    assert first["level"] in ("static", "encoder")
    assert 0.5 < why["threshold"] < why["lead"] <= 1
    assert max(first["words"], key=lambda one: one["part"])["word"] == "tap"


def test_greetings_have_nothing_to_explain(run):
    assert b"Ask me something first" not in run("ask", "--explain", "thanks").stdout


def test_a_batch_is_answered_line_by_line_in_order(run, tmp_path):
    file = tmp_path / "questions.txt"
    file.write_text("where is the tap\nhow much is a plot\n\nwheelbarrow")
    ran = run("ask", "--batch", str(file))
    assert ran.returncode == 0
    tap, rent, nothing, tools = answers(ran.stdout)
    assert [one["entries"][0]["id"] for one in (tap, rent, tools)] == ["watering", "rent", "tools"]
    assert (nothing["question"], nothing["outcome"]) == ("", "help")


def test_questions_of_a_batch_know_nothing_of_each_other(run):
    _, why = answers(run("ask", "--batch", "-", given=b"where is the tap\nwhy\n").stdout)
    assert "Ask me something first" in why["text"]


def test_in_a_conversation_they_do_until_an_empty_line(run):
    given = b"where is the tap\nwhy\n\nwhy\n"
    ran = run("ask", "--batch", "-", "--conversation", given=given)
    _, why, parting, after = ran.stdout.decode().splitlines()
    assert "nearest phrasing: “where is the tap”" in json.loads(why)["text"]
    assert parting == ""
    assert "Ask me something first" in json.loads(after)["text"]


def test_nothing_in_a_batch_ends_it(run):
    hostile = [
        b"\xff\xfe not utf-8",
        b"\x00\x1b[31m",
        b"x" * 40_000,
        "\u2028 \u0085 two line ends".encode(),
        "\u200b\u202e".encode(),
        b"e\xcc\x81" * 500,
        b"- [ ] {json: ['",
    ]
    ran = run("ask", "--batch", "-", given=b"\r\n".join([*hostile, b"where is the tap"]))
    assert ran.returncode == 0
    replies = answers(ran.stdout)
    assert len(replies) == len(hostile) + 1
    assert all(reply["text"] for reply in replies)
    assert replies[0]["question"] == "\ufffd\ufffd not utf-8"
    assert replies[-1]["entries"][0]["id"] == "watering"


def test_a_batch_answers_before_the_next_question_is_there(environment, tmp_path):
    with subprocess.Popen(
        [TPM, "ask", "--batch", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
        cwd=tmp_path,
    ) as process:
        assert process.stdin
        assert process.stdout
        for question in (b"where is the tap", b"wheelbarrow"):
            process.stdin.write(question + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["question"] == question.decode()
        process.stdin.close()
        assert process.wait(LIMIT) == 0


def test_whoever_reads_no_further_gets_no_complaint(environment, tmp_path):
    command = f"yes 'where is the tap' | {TPM} ask --batch - | head -n 1"
    ran = subprocess.run(
        ["sh", "-c", command],
        capture_output=True,
        timeout=LIMIT,
        env=environment,
        cwd=tmp_path,
        check=False,
    )
    assert json.loads(ran.stdout)["outcome"] == "answer"
    assert ran.stderr == b""


def test_an_argument_that_is_not_utf_8_is_a_question_too(run):
    (answer,) = answers(run(b"ask", b"--json", b"where is the \xff tap").stdout)
    assert answer["question"] == "where is the \ufffd tap"


def test_a_terminal_that_lacks_a_character_is_no_failure(run):
    ran = run("ask", "rent", PYTHONIOENCODING="ascii")
    assert ran.returncode == 0
    assert b"?Garden handbook?" in ran.stdout


def test_knowledge_is_chosen_before_or_after_the_command_or_by_variable(run, tmp_path):
    ours = tmp_path / "ours"
    ours.mkdir()
    (ours / "one.yaml").write_text(
        "entries: [{id: tea, title: Tea, answer: At four., phrasings: [when is tea, tea time]}]"
    )
    for ran in (
        run("--knowledge", "ours", "ask", "--json", "when is tea"),
        run("ask", "--knowledge", "ours", "--json", "when is tea"),
        run("ask", "--json", "when is tea", TPM_KNOWLEDGE="ours"),
    ):
        (answer,) = answers(ran.stdout)
        assert answer["text"] == "At four."
    together = run(
        "--knowledge",
        str(GARDEN),
        "ask",
        "--knowledge",
        "ours",
        "--batch",
        "-",
        given=b"when is tea\nwhere is the tap\n",
    )
    assert [one["entries"][0]["id"] for one in answers(together.stdout)] == ["tea", "watering"]


def test_piped_output_is_plain(run):
    assert ESCAPE not in run("ask", "how much is a plot").stdout.decode()


def test_a_terminal_gets_styles_unless_it_is_told_not_to(environment, tmp_path):
    shown = {}
    for name, variables in {
        "styled": {},
        "no colour": {"NO_COLOR": "1"},
        "dumb": {"TERM": "dumb"},
    }.items():
        with terminal(
            "ask", "rent", environment={**environment, **variables}, folder=tmp_path
        ) as person:
            assert person.left() == 0
            shown[name] = person.shown
    assert "\x1b[1m$40 and $60\x1b[0m" in shown["styled"]
    assert ESCAPE not in shown["no colour"]
    assert ESCAPE not in shown["dumb"]
    assert "$40 and $60" in shown["no colour"]
