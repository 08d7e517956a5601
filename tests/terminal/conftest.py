"""`tpm` run as people run it, with nobody's settings but the tests' own."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.terminal.process import GARDEN, LIMIT, TPM, Ran
from tests.terminal.team import mended_first, printed, team  # noqa: F401


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A user's folder of the tests' own, so that indexes are built once."""
    return tmp_path_factory.mktemp("home")


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


@pytest.fixture
def run(environment: dict[str, str], tmp_path: Path) -> Callable[..., Ran]:
    """Runs `tpm` in an empty folder. No traceback is ever shown to anybody."""

    def run(*arguments: str | bytes, given: bytes = b"", **variables: str) -> Ran:
        ran = subprocess.run(
            [TPM, *arguments],
            input=given,
            capture_output=True,
            timeout=LIMIT,
            env={**environment, **variables},
            cwd=tmp_path,
            check=False,
        )
        assert b"Traceback" not in ran.stdout + ran.stderr
        return ran

    return run


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
