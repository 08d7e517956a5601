"""The same knowledge gives the same answers in every process, and on other processors."""

import json
import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


Answers = dict[str, list[list[str]]]
MACHINES = (
    {"PYTHONHASHSEED": "1"},
    {"PYTHONHASHSEED": "2"},
    {"PYTHONHASHSEED": "4294967295"},
    {"OPENBLAS_CORETYPE": "Prescott", "NPY_DISABLE_CPU_FEATURES": "X86_V3 X86_V4"},
)
"""Other hash seeds, and a processor that can't multiply and add in one step: it rounds
otherwise."""


@pytest.fixture(scope="module")
def answers() -> list[Answers]:
    """What processes answered, each on another of the machines."""
    command = [sys.executable, "-m", "tests.bot.answers_of_a_slice"]
    running = [
        subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1", **other},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        for other in MACHINES
    ]
    said = [process.communicate(timeout=60)[0] for process in running]
    assert [process.returncode for process in running] == [0] * len(MACHINES)
    return [json.loads(each) for each in said]


def test_processes_with_other_hash_seeds_are_equally_sure_of_the_same(answers):
    first, *others = answers[:3]
    for other in others:
        assert other == first


@pytest.mark.skipif(platform.machine() != "x86_64", reason="this processor has no older kind")
def test_an_older_processor_is_as_sure_of_the_same_but_for_the_last_digits(answers):
    here, there = answers[0], answers[3]
    assert here.keys() == there.keys()
    for text, found in here.items():
        (best, sure), (other, surely) = found[0], there[text][0]
        assert abs(float(sure) - float(surely)) <= 0.01, text
        assert best == other or float(sure) < 0.5, text


def test_the_processes_were_asked_what_can_differ(answers):
    """Confidences spread: were they all 0.99, the test above could not fail."""
    best = {float(found[0][1]) for found in answers[0].values()}
    assert len(answers[0]) > 100
    assert len(best) > 80
