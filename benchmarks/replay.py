"""A change is replayed before it is made: how long that takes with the full matcher, and how long
people wait who ask meanwhile."""

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from random import Random

from adapters.models.static import static_vectors
from adapters.rehearse import Rehearsals
from benchmarks.additions import added
from benchmarks.generate import generate, varied
from benchmarks.own import PHRASINGS, common_words, responder, shipped_encoder
from benchmarks.table import LIMITS, Figure, table
from bot.index import Index, build_index
from bot.score import percentile
from knowledge.loader import load
from knowledge.overlay import EMPTY, Overlay
from knowledge.schema import Entry

GENERATED = 3_000
"""Phrasings."""
RUNS = 5
"""Changes of each kind."""
OWN, MORE = 5, 3
"""Phrasings of a new entry, and such that an entry gets more."""
LIMIT = 1.0
"""Seconds for a change of the generated base."""
QUESTIONS = 400
APART = 0.005
"""Seconds between two questions that are asked meanwhile."""
ALONE = 3.0
"""Seconds of questions with nothing else to do."""


def rehearsing() -> list[str]:
    """The table."""
    encoder = shipped_encoder()
    words = common_words()
    vectors = static_vectors()
    made = build_index(generate(words, GENERATED // PHRASINGS).knowledge, vectors, encoder)
    built_in = build_index(load(), vectors, encoder)
    figures = [
        *asyncio.run(_figures("generated", made, words, LIMIT)),
        *asyncio.run(_figures("built-in", built_in, words, None)),
        *added(vectors, encoder),
    ]
    level = "lean" if encoder is None else "full"
    return table(f"Changes replayed, {level}", LIMITS, (figure.row() for figure in figures))


async def _figures(
    name: str, base: Index, words: Sequence[str], limit: float | None
) -> list[Figure]:
    rehearsals = Rehearsals()
    asking = _Asking(base, words)
    begun = time.perf_counter()
    alone = await asking.until(lambda: time.perf_counter() >= begun + ALONE)
    begun = time.perf_counter()
    rehearsals.warm(base)
    meanwhile = await asking.until(lambda: rehearsals.ready(base))
    stood = time.perf_counter() - begun
    phrasings = sum(len(own) - 1 for own in base.phrasings)
    figures = [Figure(f"{name}: how {phrasings:,} phrasings stand, once", stood, None, "s")]
    for kind, changes in _changes(base, words):
        took, again = [], []
        for before, after in changes:
            begun = time.perf_counter()
            tried = await rehearsals.rehearse("", base, before, after, ())
            took.append(time.perf_counter() - begun)
            again.append(tried.recomputed / tried.asked)
        figures += [
            Figure(f"{name}: {kind}, p50", percentile(took, 50), limit, "s"),
            Figure(f"{name}: {kind}, worst", max(took), limit, "s"),
            Figure(f"{name}: {kind}, asked again, p50", 100 * percentile(again, 50), None, "%"),
        ]
    trying = asyncio.gather(
        *(
            rehearsals.rehearse("", base, *pair)
            for _, pairs in _changes(base, words)
            for pair in pairs
        )
    )
    changing = await asking.until(trying.done)
    for what, waits in (
        ("alone", alone), ("while it is found out how things stand", meanwhile),
        ("while changes are replayed", changing),
    ):  # fmt: skip
        figures.append(Figure(f"{name}: question {what}, p50", percentile(waits, 50), None, "ms"))
        figures.append(Figure(f"{name}: question {what}, p99", percentile(waits, 99), None, "ms"))
    return figures


def _changes(
    base: Index, words: Sequence[str]
) -> Iterator[tuple[str, list[tuple[Overlay, Overlay]]]]:
    """Changes of each kind: what a team has of its own before and after."""
    some = Random(1).sample(base.knowledge.entries, RUNS)
    other = generate(words, 2 * len(base.knowledge.entries), OWN).knowledge.entries[-RUNS:]
    new = [
        Overlay(
            entries=(Entry(id=f"own-{n}", title=one.title, answer="x", phrasings=one.phrasings),)
        )
        for n, one in enumerate(other)
    ]
    said = [question.text for question in varied(base.knowledge, words, RUNS * MORE, 1)]
    grown = [
        Overlay(phrasings={one.id: tuple(said[n * MORE : (n + 1) * MORE])})
        for n, one in enumerate(some)
    ]
    retired = [Overlay(retired=(one.id,)) for one in some]
    yield f"a new entry with {OWN} phrasings", [(EMPTY, one) for one in new]
    yield f"{MORE} phrasings more of an entry", [(EMPTY, one) for one in grown]
    yield "an entry retired", [(EMPTY, one) for one in retired]
    yield "that undone", [(one, EMPTY) for one in retired[-1:] * RUNS]


class _Asking:
    """Someone who asks one question after the other, and how many milliseconds each took."""

    def __init__(self, base: Index, words: Sequence[str]) -> None:
        self._ask = responder(replace(base, encoder=None))
        self._texts = [one.text for one in varied(base.knowledge, words, QUESTIONS, 2)]

    async def until(self, done: Callable[[], bool]) -> list[float]:
        took: list[float] = []
        while not done():
            begun = time.perf_counter()
            self._ask(self._texts[len(took) % QUESTIONS])
            took.append((time.perf_counter() - begun) * 1000)
            await asyncio.sleep(APART)
        return took
