"""What is no outage: the database is well, and nobody is told otherwise."""

import asyncio
import sqlite3
from pathlib import Path

import pytest

from adapters.database import engine
from adapters.database.migrate import upgrade
from adapters.database.store import open_store
from adapters.database.tables import metadata
from bot.remember import Keeping, NotSaved, NotThere
from tests.database.conftest import KEY
from tests.database.cut import Line
from tests.database.outages import end_connections, run, speak
from tests.database.test_store import ADA, BEN, NOW, question, rows


async def rated(store, asker=ADA) -> str:
    """A question that was asked and rated."""
    asked = question(asker)
    store.records.asked(asked)
    await store.records.rate(asker, asked.id, "helpful", "yes", NOW)
    return asked.id


def remove(url) -> None:
    for more in ("", "-wal", "-shm"):
        Path(url.database + more).unlink(missing_ok=True)


async def test_connections_that_the_server_ended_while_idle_are_made_anew(postgresql_url):
    store = open_store(postgresql_url, KEY, 90, str)
    asked = await rated(store)
    for _ in range(2):
        await asyncio.gather(*(store.conversations.load(ADA) for _ in range(4)))  # fill the pool
        end_connections(postgresql_url)
        assert await store.records.rate(ADA, asked, "helpful", "no", NOW) == ("salary",)
        assert await store.deliveries.first(ADA.tenant, f"event:{_}", NOW)
        assert store.database.away == ""
    await store.close()


async def test_a_server_that_was_restarted_meanwhile_is_used_at_once(postgresql_url, tmp_path):
    line = Line(postgresql_url, tmp_path)
    await line.mend()
    store = await asyncio.to_thread(open_store, line.url, KEY, 90, str)
    asked = await rated(store)
    await line.cut()
    await line.mend()
    assert await store.records.rate(ADA, asked, "helpful", "no", NOW) == ("salary",)
    assert store.database.away == ""
    await store.close()
    await line.cut()


async def test_a_row_that_another_holds_keeps_nobody_else_from_saving(postgresql_url, monkeypatch):
    monkeypatch.setattr(engine, "BUSY_WITHIN", 200)
    store = open_store(postgresql_url, KEY, 90, str)
    held, free = await rated(store), await rated(store, BEN)
    with speak(postgresql_url) as other, other.transaction():
        other.execute("SELECT * FROM questions WHERE id = %s FOR UPDATE", (held,))
        with pytest.raises(NotSaved):
            await store.records.rate(ADA, held, "helpful", "no", NOW)
        assert store.database.away == ""
        assert await store.records.rate(BEN, free, "helpful", "no", NOW) == ("salary",)
    assert await store.records.rate(ADA, held, "helpful", "no", NOW) == ("salary",)
    await store.close()


async def test_a_file_that_was_restored_meanwhile_is_the_one_that_is_used(sqlite_url):
    store = open_store(sqlite_url, KEY, 90, str)
    asked = await rated(store)
    remove(sqlite_url)
    upgrade(sqlite_url)
    with pytest.raises(NotThere):
        await store.records.rate(ADA, asked, "helpful", "no", NOW)
    await store.records.keep(ADA.tenant, Keeping(days=7))
    await store.close()
    connection = sqlite3.connect(sqlite_url.database)
    assert connection.execute("SELECT days FROM tenants").fetchall() == [(7,)]
    connection.close()


async def test_readiness_sees_by_itself_what_a_read_would_not(store):
    assert await store.unready() == ""
    run(store.database.url, "ALTER TABLE signs RENAME TO put_aside")
    assert (await store.unready()).startswith("the database is away (")
    run(store.database.url, "ALTER TABLE put_aside RENAME TO signs")


async def test_readiness_leaves_nothing_behind(store):
    assert await store.unready() == ""
    for table in metadata.sorted_tables:
        assert await rows(store, table) == []
