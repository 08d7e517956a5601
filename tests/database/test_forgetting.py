"""Who was forgotten, and a tenant that left, is gone at once: from the database and its files, from
every process's memory, and from what processes have yet to write."""

import asyncio
import time
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from adapters.database.gone import share
from adapters.database.store import Store
from adapters.database.tables import conversations, questions, signs
from adapters.desk import Desk
from adapters.rooms import Rooms
from bot.conversation import NEW, Conversation
from bot.plain import plain
from bot.remember import Keeping, NotSaved
from tests.database.conftest import eventually
from tests.database.test_rooms import Clock
from tests.database.test_store import ADA, BEN, ELSEWHERE, NOW, question, rows

TALK = Conversation(("salary",), (), ("what is the salary",), NOW, "a" * 32)


def staffed(garden, store: Store) -> Desk:
    desk = Desk(garden, store.conversations, store.deliveries, clock=Clock())
    desk.rooms = Rooms(store.records, None, store.drafts)
    return desk


async def everything(store: Store) -> list[list]:
    return [await rows(store, table) for table in (questions, signs, conversations)]


async def deleted(store: Store, how: str, at: float = NOW + 1) -> None:
    """Forgets the one, or all of the tenant."""
    if how == "forget":
        await store.records.forget(ADA, at)
    else:
        await store.records.leave(ADA.tenant, at)


both_ways = pytest.mark.parametrize("how", ["forget", "leave"])


async def test_nothing_is_told_from_memory_after_it_though_the_database_goes_away(garden, store):
    desk = staffed(garden, store)
    await desk.ask("how much is a plot", ADA)
    await desk.ask("forget me", ADA)
    store.database.away = "pulled"
    assert "plot" not in plain(await desk.ask("why", ADA))
    store.database.away = ""
    await eventually(lambda: _written(store))
    assert [row["state"]["asked"] for row in await rows(store, conversations)] in ([], [[]])
    assert await rows(store, questions) == []


async def _written(store: Store) -> bool:
    await store.behind.flush(5)
    return not store.behind._waiting


@both_ways
async def test_what_another_process_has_yet_to_write_is_not_written(open_one, how):
    one, other = open_one(), open_one()
    shown = question(BEN if how == "forget" else ELSEWHERE)
    one.records.asked(shown)
    await one.behind.flush(5)
    other.database.away = "pulled"
    other.records.asked(question())
    other.records.signed(ADA, shown.id, "none", "", NOW)
    await other.conversations.save(ADA, TALK)
    await deleted(one, how)
    other.database.away = ""
    await eventually(lambda: _written(other))
    assert [len(found) for found in await everything(one)] == [1, 0, 0]


@both_ways
async def test_what_comes_after_it_is_kept_as_ever(open_one, how):
    one = open_one()
    await deleted(one, how)
    later = question(at=NOW + 2)
    one.records.asked(later)
    assert await one.records.rate(ADA, later.id, "helpful", "yes", NOW + 3) == ("salary",)
    await one.conversations.save(ADA, replace(TALK, at=NOW + 2, offered=("a", "b")))
    assert [len(found) for found in await everything(one)] == [1, 1, 1]


@both_ways
async def test_another_process_goes_on_from_nothing_that_was_deleted(open_one, how):
    one, other = open_one(), open_one()
    await other.conversations.save(ADA, TALK)
    await other.behind.flush(5)
    other.database.away = "pulled"
    assert await other.conversations.load(ADA) == TALK
    await other.conversations.save(ADA, replace(TALK, at=NOW + 5))
    await deleted(one, how)
    other.database.away = ""
    await eventually(lambda: _written(other))
    assert await rows(one, conversations) == []


@both_ways
async def test_every_process_forgets_within_seconds(open_one, how, monkeypatch):
    monkeypatch.setattr("adapters.database.store.FOLLOW_EVERY", 0.01)
    one, other, now = open_one(), open_one(), time.time()
    talk = replace(TALK, at=now)
    await other.conversations.save(ADA, talk)
    await other.conversations.save(ELSEWHERE, talk)
    await other.behind.flush(5)
    await deleted(one, how, now + 1)

    async def has_forgotten() -> bool:
        other.database.away = "pulled"  # so that it answers from memory
        known = await other.conversations.load(ADA)
        other.database.away = ""
        await asyncio.sleep(0)
        return known == NEW

    async with other.open():
        await eventually(has_forgotten)
        other.database.away = "pulled"
        assert await other.conversations.load(ELSEWHERE) == talk
        other.database.away = ""


@both_ways
async def test_a_write_that_is_under_way_meanwhile_is_deleted_with_the_rest(open_one, how):
    one, other = open_one(), open_one()
    await one.records.keeping(ADA.tenant)
    async with other.database.writing(10) as connection:
        await share(connection, ADA.tenant)
        deleting = asyncio.create_task(deleted(one, how))
        if not one.database.sqlite:
            await eventually(lambda: _somebody_waits(connection))
        await other.records._ask(connection, question())
    await deleting
    assert await rows(one) == []


async def _somebody_waits(connection) -> bool:
    return bool(await connection.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")))


async def test_text_that_waits_to_be_written_is_not_kept_once_it_was_switched_off(open_one):
    one, other = open_one(), open_one()
    await one.records.keep(ADA.tenant, Keeping(text=True))
    async with other.database.writing(10) as connection:
        await share(connection, ADA.tenant)
        switching = asyncio.create_task(one.records.keep(ADA.tenant, Keeping(text=False)))
        if not one.database.sqlite:
            await eventually(lambda: _somebody_waits(connection))
        await other.records._ask(connection, question())
    await switching
    assert [row["text"] for row in await rows(one)] == [""]


@pytest.mark.parametrize("how", ["forget", "leave", "no text", "expire"])
async def test_sqlites_files_hold_nothing_of_what_was_deleted(sqlite_url, open_store_at, how):
    store = open_store_at(sqlite_url)
    await store.records.keep(ADA.tenant, Keeping(text=True))
    for _ in range(30):
        store.records.asked(question(text="the marmalade affair " * 20))
    await store.behind.flush(5)
    assert "marmalade" in held(sqlite_url)
    if how == "no text":
        await store.records.keep(ADA.tenant, Keeping(text=False))
    elif how == "expire":
        await store.close(tidy=True)  # NOW is years ago
    else:
        await deleted(store, how)
    assert "marmalade" not in held(sqlite_url)


def held(url) -> str:
    """Every byte of the database's files."""
    file = Path(url.database)
    files = (file.with_name(file.name + end) for end in ("", "-wal"))
    return "".join(one.read_bytes().decode("latin-1") for one in files if one.exists())


async def test_a_tenant_that_leaves_while_the_database_is_away_is_deleted_after_a_restart(
    open_one,
):
    one, now = open_one(), time.time()
    one.records.asked(question(at=now))
    one.records.asked(question(ELSEWHERE, now))
    await one.behind.flush(5)
    one.database.away = "pulled"
    with pytest.raises(NotSaved):
        await one.records.leave(ADA.tenant, now + 1)
    await one.close()
    again = open_one()

    async def has_left() -> bool:
        return {row["tenant"] for row in await rows(again)} == {ELSEWHERE.tenant}

    async with again.open():
        await eventually(has_left)
        await eventually(lambda: not again.records.leaving.pending())
