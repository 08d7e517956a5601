"""How long whole processes take to answer one question."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from adapters.models.encoder import find_model
from adapters.models.static import static_vectors
from benchmarks.generate import SEED, varied
from benchmarks.table import Figure
from benchmarks.timing import seconds
from bot.evidence import SURE
from bot.index import build_index
from bot.match import match
from knowledge.loader import load

PROGRAM = "from adapters.main import main; main()"
"""What `tpm` runs."""
REPEATS = 5
LEAN, FULL = {"TPM_ENCODER": "off"}, {"TPM_ENCODER": ""}
LIMITS = (("lean", LEAN, 4, 0.5), ("full", FULL, 10, 0.9))
"""Level, its variables, the limits of the first start and of later ones in seconds."""


def starts(words: Sequence[str]) -> list[Figure]:
    """The first start without any cache, and later ones with it, on the built-in knowledge."""
    question = _unsure(words)
    figures: list[Figure] = []
    for level, variables, first, later in LIMITS:
        if variables is FULL and find_model("") is None:
            continue
        with surroundings(variables) as environment:
            name = f"tpm ask, {level}"
            figures.append(Figure(f"{name}, very first", _ask(question, environment), first, "s"))
            again = min(_ask(question, environment) for _ in range(REPEATS))
            figures.append(Figure(f"{name}, cache warm", again, later, "s"))
    return figures


@contextmanager
def surroundings(variables: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """An environment with these variables, the project's others unset, and an empty cache. What
    was compiled stays so, as where a package is installed."""
    unset = ("TPM_KNOWLEDGE", "TPM_ENCODER", "PYTHONDONTWRITEBYTECODE")
    kept = {name: value for name, value in os.environ.items() if name not in unset}
    with tempfile.TemporaryDirectory() as cache:
        yield {**kept, **variables, "XDG_CACHE_HOME": cache}


def _ask(question: str, environment: Mapping[str, str]) -> float:
    command = [sys.executable, "-c", PROGRAM, "ask", question]
    root = Path(__file__).parents[1]
    done, took = seconds(
        lambda: subprocess.run(command, cwd=root, env=environment, capture_output=True)
    )
    if not done.stdout:
        raise SystemExit(f"tpm ask failed: {done.stderr.decode()}")
    return took


def _unsure(words: Sequence[str]) -> str:
    """A question that the static level is not sure of, so that the encoder has to be asked."""
    knowledge = load()
    index = build_index(knowledge, static_vectors())
    for asked in varied(knowledge, words, 200, SEED):
        entry = match(asked.text, index).entry
        if entry and entry.confidence < SURE:
            return asked.text
    raise SystemExit("The static level is sure of everything.")
