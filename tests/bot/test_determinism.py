"""The same knowledge gives the same answers in every process."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def answers() -> list[dict[str, list[list[str]]]]:
    """What three processes, each with another hash seed, answered."""
    command = [sys.executable, "-m", "tests.bot.answers_of_a_slice"]
    running = [
        subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "OPENBLAS_NUM_THREADS": "1"},
            stdout=subprocess.PIPE,
        )
        for seed in ("1", "2", "4294967295")
    ]
    said = [process.communicate(timeout=60)[0] for process in running]
    assert [process.returncode for process in running] == [0, 0, 0]
    return [json.loads(each) for each in said]


def test_processes_with_other_hash_seeds_are_equally_sure_of_the_same(answers):
    first, *others = answers
    for other in others:
        assert other == first


def test_the_processes_were_asked_what_can_differ(answers):
    """Confidences spread: were they all 0.99, the test above could not fail."""
    best = {float(found[0][1]) for found in answers[0].values()}
    assert len(answers[0]) > 100
    assert len(best) > 80
