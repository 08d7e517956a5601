"""How fast this matcher answers, suggests, builds, loads and starts, beside what it is meant to."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from adapters.models.cache import cached_index
from adapters.models.heap import settle
from adapters.models.static import static_vectors
from benchmarks.generate import generate, varied
from benchmarks.own import PHRASINGS, common_words, responder, shipped_encoder
from benchmarks.starts import starts
from benchmarks.table import LIMITS, Figure, table
from benchmarks.timing import Timed, best, seconds, timed
from bot.index import Index, build_index
from bot.reply import Choice
from bot.suggest import suggest
from knowledge.loader import load

RUNS = 5
"""Runs with other questions each; the best one counts."""
QUESTIONS = 1000
PREFIXES = (1, 2, 3, 5, 9, 14)
"""Letters typed when suggestions are asked for."""
SUGGESTED = 25


@dataclass(frozen=True, slots=True)
class Limits:
    """What is meant to hold on a base of so many phrasings: milliseconds a question in 99 of 100
    cases, seconds to build and to load."""

    phrasings: int
    p99_ms: float | None = None
    build_s: float | None = None
    load_s: float | None = None


SIZES = (
    Limits(1_000, build_s=0.5, load_s=0.1),
    Limits(10_000, p99_ms=3),
    Limits(100_000, p99_ms=12, build_s=20, load_s=1),
)


def speed() -> list[str]:
    """The table of all times."""
    words = common_words()
    figures = [*_built_in(words), *_sizes(words), *starts(words)]
    title = f"Speed, the best of {RUNS} runs"
    return table(title, LIMITS, (figure.row() for figure in figures))


def _built_in(words: Sequence[str]) -> list[Figure]:
    encoder = shipped_encoder()
    index = build_index(load(), static_vectors(), encoder)
    settle()  # as a service does once it has started
    figures = _one_level("lean", replace(index, encoder=None), words, 0.5, 2)
    return figures + (_one_level("full", index, words, 2, 15) if encoder else [])


def _one_level(
    level: str, index: Index, words: Sequence[str], p50: float, p99: float
) -> list[Figure]:
    runs = _asked(index, words)
    name = f"question, built-in, {level}"
    return [
        Figure(f"{name}, p50", best(runs, 50), p50, "ms"),
        Figure(f"{name}, p99", best(runs, 99), p99, "ms"),
    ]


def _sizes(words: Sequence[str]) -> list[Figure]:
    figures: list[Figure] = []
    medians: list[float] = []
    for limits in SIZES:
        index, measured = _built(limits, words)
        figures += measured
        if limits.p99_ms is not None:
            runs = _asked(index, words)
            name = f"question, {limits.phrasings:,} phrasings, lean, p99"
            figures.append(Figure(name, best(runs, 99), limits.p99_ms, "ms"))
            medians.append(best(runs, 50))
    figures.append(Figure("p50 at 100,000 to p50 at 10,000", medians[1] / medians[0], 10, "x"))
    return [*figures, _suggesting(index)]


def _built(limits: Limits, words: Sequence[str]) -> tuple[Index, list[Figure]]:
    """An index of generated knowledge, and the figures of building and loading it."""
    knowledge = generate(words, limits.phrasings // PHRASINGS).knowledge
    vectors = static_vectors()
    index, build_s = seconds(lambda: build_index(knowledge, vectors))
    figures = []
    if limits.build_s is not None:
        again = (seconds(lambda: build_index(knowledge, vectors))[1] for _ in range(1, RUNS))
        name = f"building, {limits.phrasings:,} phrasings, lean"
        figures.append(Figure(name, min(build_s, *again), limits.build_s, "s"))
    if limits.load_s is not None:
        name = f"loading, {limits.phrasings:,} phrasings, lean"
        figures.append(Figure(name, _loading(index), limits.load_s, "s"))
    return index, figures


def _loading(index: Index) -> float:
    """Seconds to load the index from its cache."""

    def opened() -> Index:
        return cached_index((), static_vectors(), None, lambda: index, place)

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        opened()
        return min(seconds(opened)[1] for _ in range(RUNS))


def _asked(index: Index, words: Sequence[str]) -> list[Timed[object]]:
    runs: list[Timed[object]] = []
    for seed in range(RUNS):
        texts = [asked.text for asked in varied(index.knowledge, words, QUESTIONS, seed)]
        runs.append(timed(responder(index), texts))
    return runs


def _suggesting(index: Index) -> Figure:
    def suggested(typed: str) -> tuple[Choice, ...]:
        return suggest(typed, index, SUGGESTED)

    phrasings = [phrasing for own in index.phrasings for phrasing in own]
    texts = phrasings[:: len(phrasings) // 200]
    typed = [text[:letters] for text in texts for letters in PREFIXES]
    runs = [timed(suggested, typed) for _ in range(RUNS)]
    return Figure("suggestions, 100,000 phrasings, p99", best(runs, 99), 10, "ms")
