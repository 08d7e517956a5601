"""The job that deletes what is past its time goes on, and says where it can't."""

import pytest

from adapters.database import expire
from adapters.database.expire import DAY, OVERDUE
from tests.database.conftest import eventually
from tests.database.outages import run
from tests.database.test_store import ADA, NOW, question, rows


@pytest.fixture(autouse=True)
def hurried(monkeypatch):
    monkeypatch.setattr(expire, "EVERY", 0.02)
    monkeypatch.setattr(expire, "AGAIN_AFTER", 0.02)
    monkeypatch.setattr("adapters.database.connect.RETRY_AFTER", 0.02)


async def is_empty(store) -> bool:
    await store.behind.flush(5)
    return not store.database.away and not await rows(store)


async def test_it_goes_on_after_a_table_was_missing(store):
    async with store.open():
        run(store.database.url, "ALTER TABLE deliveries RENAME TO put_aside")
        await eventually(lambda: store.database.away)
        run(store.database.url, "ALTER TABLE put_aside RENAME TO deliveries")
        store.records.asked(question(at=NOW - 91 * DAY))
        await eventually(lambda: is_empty(store))


async def test_it_goes_on_after_whatever_went_wrong(store, monkeypatch, caplog):
    work, failures = expire.expire, iter([ValueError("of Ada"), RuntimeError("of Ben")])

    async def fails_twice(*given):
        for failure in failures:
            raise failure
        return await work(*given)

    monkeypatch.setattr(expire, "expire", fails_twice)
    store.records.asked(question(at=NOW - 91 * DAY))
    async with store.open():
        await eventually(lambda: "RuntimeError" in caplog.text)
        await eventually(lambda: is_empty(store))
    assert "of Ada" not in caplog.text


async def test_readiness_tells_where_it_has_not_run_for_long(store):
    assert await store.unready() == ""
    begun = store.expiring.clock()
    store.expiring.clock = lambda: begun + 2 * OVERDUE
    assert (await store.unready()).startswith("nothing that is past its time was deleted since 20")
    store.records.asked(question(ADA, NOW - 91 * DAY))
    async with store.open():
        await eventually(lambda: store.expiring.overdue() == "")
    assert await store.unready() == ""
