"""What a host, a newcomer and a program that installs the package rely on."""

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-core.txt")
CORE = {"pydantic", "pyyaml", "rapidfuzz", "numpy", "markdown-it-py"}


@pytest.fixture(scope="session")
def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


@pytest.fixture(scope="session")
def wheel(tmp_path_factory):
    """The names of the files in the wheel that is built from here, without any network."""
    folder = tmp_path_factory.mktemp("wheel")
    options = ["--quiet", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir"]
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", *options, str(folder), str(ROOT)],
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    with zipfile.ZipFile(built) as file:
        return set(file.namelist())


def locked(name: str) -> dict[str, str]:
    """Each package of a lock with its version, and all that stands below it."""
    blocks = re.split(r"\n(?=\S)", (ROOT / name).read_text())
    return {
        match[1]: match[2] + match[3].rstrip()
        for block in blocks
        if (match := re.match(r"([a-z0-9-]+)==(\S+)(.*)", block, re.DOTALL))
    }


def name_of(requirement: str) -> str:
    match = re.match(r"[A-Za-z0-9_.-]+", requirement)
    assert match
    return re.sub(r"[-_.]+", "-", match[0]).lower()


def test_the_wheel_carries_code_knowledge_and_vectors(wheel):
    sources = {
        str(path.relative_to(ROOT))
        for package in ("bot", "knowledge", "adapters")
        for pattern in ("*.py", "*.yaml", "*.npz", "*.jsonl")
        for path in (ROOT / package).rglob(pattern)
    }
    assert {"knowledge/everyday.yaml", "adapters/models/static.npz"} < sources
    assert sources <= wheel


def test_the_wheel_carries_the_example_of_a_team_s_folder(wheel):
    example = {path.name for path in (ROOT / "examples" / "team").iterdir()}
    assert "questions.jsonl" in example
    assert {f"knowledge/example/{name}" for name in example} <= wheel


def test_the_wheel_carries_nothing_else(wheel):
    tops = {name.split("/")[0] for name in wheel}
    assert {top for top in tops if not top.endswith(".dist-info")} == {
        "bot",
        "knowledge",
        "adapters",
    }


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_is_locked_by_version_and_hash(name):
    lines = (ROOT / name).read_text().splitlines()
    packages = [line for line in lines if line and line[0] not in "# "]
    assert packages
    assert all(re.fullmatch(r"[a-z0-9-]+==\S+( ; [^\\]+)? \\", line) for line in packages)
    assert all("--hash=sha256:" in below for below in locked(name).values())


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_machine_and_no_registry(name):
    assert not re.search(r"://|index|file:|/home|/root|/tmp", (ROOT / name).read_text())


def test_the_host_s_lock_has_all_that_the_processes_need(project):
    needed = [*project["dependencies"]]
    for extra in ("slack", "discord", "encoder", "postgres", "install"):
        needed += project["optional-dependencies"][extra]
    assert {name_of(one) for one in needed} <= locked("requirements.txt").keys()


def test_the_developers_lock_is_that_and_more(project):
    host, developers = locked("requirements.txt"), locked("requirements-dev.txt")
    assert {name: developers.get(name) for name in host} == host
    assert {name_of(one) for one in project["optional-dependencies"]["dev"]} <= developers.keys()


def test_the_core_s_lock_has_no_adapter_s_package(project):
    host, core = locked("requirements.txt"), locked("requirements-core.txt")
    assert core.keys() >= CORE
    assert {name: host.get(name) for name in core} == core
    others = {name_of(one) for one in project["dependencies"]} - CORE
    assert not others & core.keys()


def test_the_procfile_starts_what_there_is():
    lines = (ROOT / "Procfile").read_text().splitlines()
    assert dict(line.split(": ", 1) for line in lines) == {
        "release": "tpm db upgrade && tpm discord sync",
        "web": "tpm web",
        "worker": "tpm run",
    }


def test_every_script_can_be_run():
    for name in (".ci/run", "bin/post_compile"):
        path = ROOT / name
        assert path.stat().st_mode & 0o111
        assert "set -euo pipefail" in path.read_text()
