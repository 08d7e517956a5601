"""A thousand teams in one process, each with entries of its own over the built-in knowledge."""

import asyncio
import random
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from sqlalchemy import URL, insert

from adapters.database.address import address
from adapters.database.migrate import connected
from adapters.database.store import Store, open_store
from adapters.database.tables import pieces, revisions
from adapters.indexes import HELD, Indexes
from adapters.models.static import static_vectors
from benchmarks.generate import SEED, generate, varied
from benchmarks.own import common_words, responder, shipped_encoder
from benchmarks.table import LIMITS, Figure, table
from benchmarks.timing import Timed, timed
from bot.index import Index, build_index
from bot.score import percentile
from knowledge.loader import load
from knowledge.overlay import Overlay
from knowledge.overlay import pieces as cut
from knowledge.schema import Entry

TENANTS = 1_000
ENTRIES = 50
"""Of each tenant's own."""
PHRASINGS = 5
"""Of each of them."""
FULL = 50
"""Tenants that are asked with the encoder, one after the other and all at once."""
QUESTIONS = 300
RUNS = 5
KEY = "benchmark" * 8


def tenants() -> list[str]:
    """The table: each tenant's first question, a warm one's beside the base's, and memory."""
    with tempfile.TemporaryDirectory() as folder:
        figures = asyncio.run(_figures(Path(folder)))
    title = f"{TENANTS:,} tenants with {ENTRIES} own entries each ({PHRASINGS} phrasings), SQLite"
    return table(title, LIMITS, (figure.row() for figure in figures))


async def _figures(folder: Path) -> list[Figure]:
    words = common_words()
    full = build_index(load(), static_vectors(), shipped_encoder())
    base = replace(full, encoder=None)
    url = address(f"sqlite:///{folder}/tpm.db")
    store = open_store(url, KEY, 90, base.lexicon.known)
    own = _entries(words)
    _fill(url, own)
    await store.overlays.seen.look()
    indexes = Indexes(store.overlays)
    figures = [
        *_cold("lean", [await _first(indexes, base, one, own) for one in range(TENANTS)], 150),
        *await _warm(indexes, base, words),
        Figure("a look at all revisions", min([await _look(store) for _ in range(RUNS)]), 50, "ms"),
        Figure(f"the process, {HELD:,} indexes held", _resident(), 1_500, "MB"),
    ]
    if full.encoder is not None:
        figures += await _encoded(Indexes(store.overlays), full, own)
    await store.close()
    return figures


async def _encoded(indexes: Indexes, base: Index, own: Sequence[Entry]) -> list[Figure]:
    """One tenant after the other, once the encoder has read what the last one has; then all at
    once, while it reads."""
    alone, reading = [], []
    for number in range(FULL):
        alone.append(await _first(indexes, base, number, own))
        reading.append(await _read(indexes, base, number))
    at_once = [await _first(indexes, base, number, own) for number in range(FULL, 2 * FULL)]
    return [
        *_cold("full", alone, 150),
        *_cold("full, others being read", at_once, None),
        Figure(
            "until the encoder has read a tenant's own, p50", percentile(reading, 50), None, "s"
        ),
    ]


def _cold(level: str, took: Sequence[float], limit: float | None) -> list[Figure]:
    name = f"first question of a cold tenant, {level}"
    return [
        Figure(f"{name}, p50", percentile(took, 50), None, "ms"),
        Figure(f"{name}, p95", percentile(took, 95), limit, "ms"),
    ]


async def _read(indexes: Indexes, base: Index, number: int) -> float:
    """Seconds."""
    begun = time.perf_counter()
    while (await indexes.of(f"slack:T{number}", base)).encoder is None:  # noqa: ASYNC110  # (nothing tells when)
        await asyncio.sleep(0.01)
    return time.perf_counter() - begun


def _entries(words: Sequence[str]) -> Sequence[Entry]:
    """Ten tenants' worth, of which each gets its share."""
    made = generate(words, 10 * ENTRIES).knowledge.entries
    return [
        entry.model_copy(update={"phrasings": entry.phrasings[:PHRASINGS], "related": ()})
        for entry in made
    ]


def _fill(url: URL, own: Sequence[Entry]) -> None:
    with connected(url) as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        for number in range(TENANTS):
            chosen = tuple(random.Random(number).sample(own, ENTRIES))
            tenant = f"slack:T{number}"
            rows = [
                {"tenant": tenant, "key": key, "piece": piece}
                for key, piece in cut(Overlay(entries=chosen)).items()
            ]
            connection.execute(insert(pieces), rows)
            now = {"tenant": tenant, "change": f"{number:032x}"}
            connection.execute(insert(revisions), [now])
        connection.commit()


async def _first(indexes: Indexes, base: Index, number: int, own: Sequence[Entry]) -> float:
    """Milliseconds."""
    asked = random.Random(number).sample(own, ENTRIES)[0].phrasings[0]
    begun = time.perf_counter()
    index = await indexes.of(f"slack:T{number}", base)
    responder(index)(asked)
    return (time.perf_counter() - begun) * 1000


async def _warm(indexes: Indexes, base: Index, words: Sequence[str]) -> list[Figure]:
    """The same questions of one tenant's index and of the base, in turns."""
    index = await indexes.of(f"slack:T{TENANTS - 1}", base)
    texts = [one.text for one in varied(base.knowledge, words, QUESTIONS, SEED)]
    own: list[Timed[object]] = []
    shared: list[Timed[object]] = []
    for _ in range(RUNS):
        own.append(timed(responder(index), texts))
        shared.append(timed(responder(base), texts))
    tenant, alone = (min(run.at(50) for run in runs) for runs in (own, shared))
    return [
        Figure("question of the base, p50", alone, None, "ms"),
        Figure("question of a warm tenant, p50", tenant, None, "ms"),
        Figure("question of a warm tenant to one of the base", tenant / alone, 1.5, "x"),
    ]


async def _look(store: Store) -> float:
    """Milliseconds."""
    begun = time.perf_counter()
    await store.overlays.seen.look()
    return (time.perf_counter() - begun) * 1000


def _resident() -> float:
    """Megabytes, as Linux counts them; 0 where it can't be told."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    sizes = dict(line.split(":", 1) for line in status.read_text().splitlines())
    return int(sizes["VmRSS"].split()[0]) * 1024 / 1e6
