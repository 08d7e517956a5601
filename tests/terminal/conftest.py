"""`tpm` run as people run it, with nobody's settings but the tests' own."""

import os
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from tests.indexes import Indexes
from tests.terminal.forks import AT_START, Forks
from tests.terminal.process import GARDEN, LIMIT, TPM, Ran
from tests.terminal.team import mended_first, printed, team  # noqa: F401


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory, indexes: Indexes) -> Path:
    """A user's folder of the tests' own, so that indexes are built once."""
    home = tmp_path_factory.mktemp("home")
    indexes.give(home / ".cache" / "tpm-bot")
    return home


@pytest.fixture
def environment(home: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "TPM_ENCODER": "off",
        "TPM_KNOWLEDGE": str(GARDEN),
    }


@pytest.fixture(scope="session")
def forks(home: Path) -> Iterator[Forks]:
    forks = Forks(home)
    yield forks
    forks.close()


@pytest.fixture
def run(environment: dict[str, str], tmp_path: Path, forks: Forks) -> Callable[..., Ran]:
    """Runs `tpm` in an empty folder. No traceback is ever shown to anybody."""

    def run(*arguments: str | bytes, given: bytes = b"", **variables: str) -> Ran:
        env = {**environment, **variables}
        if any(name.startswith(AT_START) for name in variables):
            ran = started(arguments, given, env, tmp_path)
        else:
            ran = forks.run([os.fsdecode(one) for one in arguments], given, env, tmp_path)
        assert b"Traceback" not in ran.stdout + ran.stderr
        return ran

    return run


def started(
    arguments: Sequence[str | bytes], given: bytes, env: Mapping[str, str], folder: Path
) -> Ran:
    """The same, as a process of its own from the beginning."""
    return subprocess.run(
        [TPM, *arguments],
        input=given,
        capture_output=True,
        timeout=LIMIT,
        env=env,
        cwd=folder,
        check=False,
    )


@pytest.fixture
def refused(run: Callable[..., Ran]) -> Callable[..., str]:
    """Runs what must fail with this exit code and one line on stderr: that line."""

    def refused(code: int, *arguments: str, **variables: str) -> str:
        ran = run(*arguments, **variables)
        assert ran.returncode == code
        assert ran.stdout == b""
        assert ran.stderr.count(b"\n") == 1
        return str(ran.stderr.decode())

    return refused
