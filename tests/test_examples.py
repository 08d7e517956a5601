"""Property tests are tried on the same examples in each run, and `make fuzz` on others."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

ROOT = Path(__file__).parent.parent
PROGRAM = """
import tests.examples
tests.examples.load()
from hypothesis import given, strategies as st
shown = []
given(st.text(), st.integers())(lambda words, number: shown.append((words, number)))()
print(len(shown), hash(tuple(map(repr, shown))))
"""


def tried() -> list[tuple[str, int]]:
    shown = []

    @given(st.text(), st.integers())
    def each(words, number):
        shown.append((words, number))

    each()
    return shown


def test_the_examples_are_the_same_whatever_else_was_imported(tmp_path, monkeypatch):
    before = tried()
    file = tmp_path / "constants.py"
    file.write_text("\n".join(f"A{n} = {n}123457, 'word {n}'" for n in range(1, 500)))
    spec = importlib.util.spec_from_file_location("constants", file)
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "constants", module)
    spec.loader.exec_module(module)
    assert tried() == before


def printed(**variables: str) -> str:
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={"PATH": os.environ["PATH"], "PYTHONHASHSEED": "0", **variables},
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    return ran.stdout


def test_each_fuzzing_tries_others_and_many_more():
    usual, fuzzed, other = printed(), printed(TPM_FUZZ="1"), printed(TPM_FUZZ="1")
    assert len({usual, fuzzed, other}) == 3
    assert int(fuzzed.split()[0]) >= 10 * int(usual.split()[0])
