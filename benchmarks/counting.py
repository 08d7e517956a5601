"""How fast figures are counted: 100,000 stored questions of sixty days."""

import asyncio
import random
import time
import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import URL, insert

from adapters.database.address import is_sqlite
from adapters.database.insights import insights
from adapters.database.migrate import connected
from adapters.database.store import open_store
from adapters.database.tables import questions, signs
from benchmarks.generate import SEED, varied
from benchmarks.own import common_words
from benchmarks.table import Figure
from bot.index import Index
from bot.insight import AGES
from knowledge.loader import load

STORED = 100_000
PEOPLE = 500
KEY = "benchmark" * 8
TENANT = "slack:T1"
RUNS = 5


def counting(name: str, url: URL, index: Index) -> Figure:
    now = time.time()
    _fill(url, index, now)
    best = asyncio.run(_count(url, index, now))
    return Figure(f"insights of {STORED:,} questions, {name}", best * 1000, 300, "ms")


async def _count(url: URL, index: Index, now: float) -> float:
    """Seconds for the day, the week and the month, each with the one before."""
    kept = open_store(url, KEY, 90, index.lexicon.known)
    took = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        found = await insights(kept.database, TENANT, index, now)
        took.append(time.perf_counter() - begun)
    assert found[-1].now.questions > STORED / 4
    await kept.close()
    return min(took)


def _fill(url: URL, index: Index, now: float) -> None:
    """Questions of the last sixty days, a fifth of them rated."""
    chance = random.Random(SEED)
    entries = [entry.id for entry in index.knowledge.entries]
    boundaries = [item.id for item in index.items[len(entries) :]] or [""]
    # Hardly any two are the same, as where people write in their own words.
    asked = [_question(chance, now, entries, boundaries, text) for text in texts(STORED)]
    rated = [_rating(chance, one) for one in asked if chance.random() < 0.2]
    with connected(url) as connection:
        if is_sqlite(url):
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        for rows, into in ((asked, questions), (rated, signs)):
            for at in range(0, len(rows), 5_000):
                connection.execute(insert(into), rows[at : at + 5_000])
        connection.commit()
        if not is_sqlite(url):  # as it does by itself within minutes
            settled = connection.execution_options(isolation_level="AUTOCOMMIT")
            settled.exec_driver_sql("VACUUM ANALYZE")


def _question(
    chance: random.Random,
    now: float,
    entries: Sequence[str],
    boundaries: Sequence[str],
    text: str,
) -> dict[str, Any]:
    [outcome] = chance.choices(["answer", "choices", "unknown"], [7, 1, 2])
    beyond = outcome == "unknown" and chance.random() < 0.4
    shown = chance.choice(entries)
    return {
        "tenant": TENANT,
        "id": uuid.UUID(int=chance.getrandbits(128)).hex,
        "person": f"{chance.randrange(PEOPLE):032x}",
        "at": now - chance.random() * AGES[-1],
        "platform": "slack",
        "outcome": outcome,
        "entries": [shown],
        "boundary": chance.choice(boundaries) if beyond else "",
        "candidates": [[one, 0.2] for one in chance.sample(entries, 5)],
        "knowledge": "0" * 16,
        "words": text,
        "text": text,
        "took": chance.expovariate(500),
        "picked": chance.random() < 0.1,
    }


def _rating(chance: random.Random, asked: dict[str, Any]) -> dict[str, Any]:
    return {
        "tenant": TENANT,
        "question": asked["id"],
        "person": asked["person"],
        "sign": "helpful",
        "value": chance.choice(["yes", "no"]),
        "at": asked["at"],
    }


def texts(number: int) -> list[str]:
    asked = varied(load(), common_words(), number, SEED)
    return [one.text for one in asked]
