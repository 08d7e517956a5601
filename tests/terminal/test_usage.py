"""Help, wrong usage and missing variables: exit codes, and one line that says what to do."""

import subprocess

import pytest

from adapters.main import main
from tests.terminal.process import LIMIT, TPM

COMMANDS = [
    "",
    "chat",
    "ask",
    "eval",
    "knowledge",
    "knowledge check",
    "slack",
    "discord",
    "discord sync",
    "web",
    "run",
]


@pytest.fixture
def within(monkeypatch, capsys):
    """Runs the console script within this process, which is faster; for what ends before it
    begins anything."""

    def within(*arguments):
        monkeypatch.setattr("sys.argv", ["tpm", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        return ended.value.code, *capsys.readouterr()

    return within


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(within, command):
    code, shown, complaint = within(*command.split(), "--help")
    assert (code, complaint) == (0, "")
    assert shown.startswith(f"Usage: tpm {command}".rstrip())


def test_without_a_command_help_is_shown(run):
    ran = run()
    assert ran.returncode == 0
    assert b"Commands:" in ran.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["nothing-like-that"],
        ["ask"],
        ["ask", "a", "--nothing"],
        ["ask", "a", "--batch", "b"],
        ["ask", "a", "--conversation"],
        ["ask", "--batch", "b", "--explain"],
        ["eval"],
        ["eval", "a", "--json", "--misses"],
        ["chat", "--knowledge"],
        ["knowledge", "check", "a", "b"],
        ["discord", "nothing"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_2_and_points_to_help(within, arguments):
    code, shown, complaint = within(*arguments)
    assert (code, shown) == (2, "")
    assert complaint.count("\n") == 1
    assert "--help" in complaint


@pytest.mark.parametrize(
    ("command", "variables"),
    [
        ("slack", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"]),
        ("web", ["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"]),
        ("discord", ["DISCORD_TOKEN"]),
        ("discord sync", ["DISCORD_TOKEN"]),
        ("run", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "PORT", "DISCORD_TOKEN"]),
    ],
)
def test_missing_variables_are_1_and_all_named(refused, command, variables):
    said = refused(1, *command.split())
    assert all(variable in said for variable in variables)


def test_an_empty_variable_is_a_missing_one_and_a_set_one_is_not_named(refused):
    said = refused(1, "slack", SLACK_BOT_TOKEN="xoxb-1", SLACK_APP_TOKEN="")
    assert "SLACK_APP_TOKEN is not set" in said
    assert "SLACK_BOT_TOKEN" not in said


def test_without_discord_a_release_of_slack_alone_goes_on(run):
    ran = run("discord", "sync", SLACK_BOT_TOKEN="xoxb-1")
    assert ran.returncode == 0
    assert b"DISCORD_TOKEN is not set" in ran.stderr


@pytest.mark.parametrize(
    ("variables", "named"),
    [
        ({"PORT": "eighty"}, "PORT"),
        ({"LOG_LEVEL": "loud"}, "LOG_LEVEL"),
        ({"TPM_ENCODER": "/no/such/folder"}, "TPM_ENCODER"),
    ],
)
def test_a_variable_that_can_not_be_used_is_named(refused, variables, named):
    assert named in refused(1, "ask", "where is the tap", **variables)


def test_variables_are_read_from_a_file_too(run, tmp_path):
    (tmp_path / ".env").write_text("DISCORD_TOKEN=from-the-file\nPORT=eighty\n")
    said = run("discord").stderr.decode()
    assert said.startswith("tpm: PORT can't be used")
    assert "from-the-file" not in said


def test_a_file_of_variables_that_is_no_text_is_said(refused, tmp_path):
    (tmp_path / ".env").write_bytes(b"PORT=\xff\xfe\n")
    assert ".env" in refused(1, "ask", "where is the tap")


def test_every_fault_of_the_knowledge_is_told_a_line_each(run, tmp_path):
    (tmp_path / "a.yaml").write_text("entries:\n- id: x\n  title: X\n- id: x y\n")
    ran = run("ask", "what", TPM_KNOWLEDGE=".")
    assert ran.returncode == 1
    assert ran.stdout == b""
    lines = ran.stderr.decode().splitlines()
    assert len(lines) > 2
    assert all(line.startswith("a.yaml:") for line in lines)


@pytest.mark.parametrize("arguments", [["ask", "--batch", "nowhere"], ["eval", "nowhere"]])
def test_a_file_that_is_not_there_is_named(refused, arguments):
    assert "nowhere" in refused(1, *arguments)


def test_asking_loads_nothing_that_it_does_not_use(environment, tmp_path):
    script = (
        "import sys, adapters.main\n"
        "sys.argv = ['tpm', 'ask', 'where', 'is', 'the', 'tap']\n"
        "try: adapters.main.main()\n"
        "except SystemExit: pass\n"
        "heavy = {'aiohttp', 'discord', 'onnxruntime', 'prompt_toolkit', 'rich', 'slack_sdk'}\n"
        "sys.exit(', '.join(heavy & sys.modules.keys()))"
    )
    python = TPM.replace("bin/tpm", "bin/python")
    ran = subprocess.run(
        [python, "-c", script],
        capture_output=True,
        timeout=LIMIT,
        env=environment,
        cwd=tmp_path,
        check=False,
    )
    assert ran.stderr.strip() == b""
    assert b"by the gate" in ran.stdout
