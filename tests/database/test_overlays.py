"""What tenants have of their own: changed by one curator at a time, and never in part."""

import asyncio
import json
from itertools import pairwise

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from adapters.database import connect
from adapters.database.expire import DAY, expire
from adapters.database.tables import changes, pieces, revisions
from adapters.database.tend import tenants
from bot.remember import Conflict, Keeping, NotSaved
from knowledge.overlay import EMPTY
from tests.database.conftest import eventually
from tests.database.own import KEY_OF_BEES, bees, change, fold
from tests.database.test_store import ADA, BEN, ELSEWHERE, NOW, rows

TABLES = (pieces, changes, revisions)


async def test_what_is_changed_is_there_for_every_process_when_it_returns(open_one):
    one, other = open_one(), open_one()
    assert await other.overlays.overlay(ADA.tenant) == EMPTY
    done = change((KEY_OF_BEES, "", bees()), ("retired/rent", "", "true"))
    await one.overlays.change(ADA, done)
    found = await other.overlays.overlay(ADA.tenant)
    assert [entry.id for entry in found.entries] == ["bees"]
    assert found.retired == ("rent",)
    assert await other.overlays.history(ADA.tenant, 10) == (done,)


async def test_a_piece_is_taken_away_by_leaving_nothing_of_it(store):
    await store.overlays.change(ADA, change((KEY_OF_BEES, "", bees())))
    await store.overlays.change(ADA, change((KEY_OF_BEES, bees(), "")))
    assert await store.overlays.overlay(ADA.tenant) == EMPTY
    assert len(await store.overlays.history(ADA.tenant, 10)) == 2


async def test_the_history_has_the_newest_first_and_no_more_than_asked_for(store):
    texts = ["", *(bees(f"At place {n}.") for n in range(5))]
    done = [change((KEY_OF_BEES, *two)) for two in pairwise(texts)]
    for one in done:
        await store.overlays.change(ADA, one)
    assert await store.overlays.history(ADA.tenant, 3) == tuple(reversed(done[-3:]))


async def test_two_curators_at_one_piece_get_a_conflict_with_both_texts(open_one):
    one, other = open_one(), open_one()
    await one.overlays.change(ADA, change((KEY_OF_BEES, "", bees())))
    mine, theirs = bees("In the east."), bees("In the south.")
    await one.overlays.change(ADA, change((KEY_OF_BEES, bees(), mine)))
    with pytest.raises(Conflict) as conflict:
        await other.overlays.change(BEN, change((KEY_OF_BEES, bees(), theirs)))
    assert conflict.value.edit.after == theirs
    assert conflict.value.theirs == mine
    assert len(await one.overlays.history(ADA.tenant, 10)) == 2


async def test_of_many_writers_at_once_one_wins_and_no_edit_is_lost(open_one):
    stores = [open_one() for _ in range(6)]
    wanted = [change((KEY_OF_BEES, "", bees(f"At {n}."))) for n in range(12)]
    ended = await asyncio.gather(
        *(stores[n % 6].overlays.change(ADA, one) for n, one in enumerate(wanted)),
        return_exceptions=True,
    )
    assert sorted(type(one).__name__ for one in ended) == ["Conflict"] * 11 + ["NoneType"]
    [kept] = await stores[0].overlays.history(ADA.tenant, 10)
    assert {end.theirs for end in ended if end} == {kept.edits[0].after}


async def test_one_edit_that_conflicts_takes_the_others_with_it(store):
    both = change(("retired/rent", "", "true"), (KEY_OF_BEES, bees(), ""))
    with pytest.raises(Conflict) as conflict:
        await store.overlays.change(ADA, both)
    assert conflict.value.theirs == ""
    assert [await rows(store, table) for table in TABLES] == [[], [], []]


async def test_a_change_that_is_sent_twice_is_done_once(store):
    done = change((KEY_OF_BEES, "", bees()))
    await store.overlays.change(ADA, done)
    await store.overlays.change(ADA, done)
    assert await store.overlays.history(ADA.tenant, 10) == (done,)


async def test_what_is_no_piece_is_refused_and_nothing_is_kept(store):
    with pytest.raises(ValueError, match="answer"):
        await store.overlays.change(ADA, change((KEY_OF_BEES, "", '{"id": "bees"}')))
    assert await rows(store, changes) == []


async def test_names_and_reasons_are_kept_whatever_they_hold(store):
    by = "Ro\0bert'); DROP TABLE pieces;-- \ud800 <@U1>"
    await store.overlays.change(ADA, change((KEY_OF_BEES, "", bees()), by=by))
    [kept] = await store.overlays.history(ADA.tenant, 1)
    assert kept.by == "Robert'); DROP TABLE pieces;-- ? <@U1>"


async def test_a_thousand_pieces_are_changed_at_once(store):
    many = [(f"phrasings/entry-{n}", "", '["another way"]') for n in range(1_200)]
    await store.overlays.change(ADA, change(*many))
    assert len((await store.overlays.overlay(ADA.tenant)).phrasings) == 1_200
    await store.overlays.change(ADA, change(*((key, piece, "") for key, _, piece in many)))
    assert await rows(store, pieces) == []


async def test_a_curator_sees_their_changes_and_can_have_their_name_taken_out(store):
    await store.overlays.change(ADA, change((KEY_OF_BEES, "", bees()), by="Ada L."))
    await store.overlays.change(BEN, change(("retired/rent", "", "true"), by="Ben"))
    told = json.loads(await store.records.about(ADA))
    assert [one["by"] for one in told["changes"]] == ["Ada L."]
    await store.records.forget(ADA, NOW)
    assert json.loads(await store.records.about(ADA))["changes"] == []
    ben, ada = await store.overlays.history(ADA.tenant, 10)
    assert (ben.by, ada.by) == ("Ben", "")
    assert ada.edits[0].after == bees()
    assert {row["person"] for row in await rows(store, changes)} == {
        "", store.records.people.of(BEN.tenant, BEN.who),
    }  # fmt: skip


async def test_a_tenant_that_leaves_takes_its_own_knowledge_along(store):
    for asker in (ADA, ELSEWHERE):
        await store.overlays.change(asker, change((KEY_OF_BEES, "", bees())))
    await store.records.leave(ADA.tenant, NOW)
    for table in TABLES:
        assert [row["tenant"] for row in await rows(store, table)] == [ELSEWHERE.tenant]


async def test_time_takes_nothing_of_what_is_no_persons(store):
    await store.overlays.change(ADA, change((KEY_OF_BEES, "", bees())))
    before = await _everything(store)
    await expire(store.database, Keeping(days=1), NOW + 10_000 * DAY)
    assert await _everything(store) == before


async def test_operators_find_a_tenant_that_has_nothing_but_an_overlay(store):
    await store.overlays.change(ADA, change((KEY_OF_BEES, "", bees())))
    assert await tenants(store) == [ADA.tenant]
    await store.records.leave(ADA.tenant, NOW)
    assert await tenants(store) == []


@pytest.mark.parametrize("write", ["change", "forget", "leave"])
async def test_a_fault_in_the_middle_of_a_write_leaves_all_or_nothing(store, write, monkeypatch):
    """At each of its statements, one after the other, until it comes through."""
    monkeypatch.setattr(connect, "RETRY_AFTER", 0.01)
    held = (("retired/rent", "", "true"), ("synonyms/bee", "", '["bee", "hive"]'))
    await store.overlays.change(ADA, change(*held))
    before = await _everything(store)
    writes = {
        "change": lambda: store.overlays.change(
            ADA, change((KEY_OF_BEES, "", bees()), ("retired/rent", "true", ""))
        ),
        "forget": lambda: store.records.forget(ADA, NOW),
        "leave": lambda: store.records.leave(ADA.tenant, NOW),
    }
    engine = store.database._engine.sync_engine
    for nth in range(30):
        breaks = _Breaks(nth)
        event.listen(engine, "before_cursor_execute", breaks)
        try:
            await writes[write]()
        except NotSaved:
            assert breaks.broke
            continue
        finally:
            event.remove(engine, "before_cursor_execute", breaks)
            await eventually(lambda: not store.database.away)
            if breaks.broke:
                assert await _everything(store) == before
        break
    assert nth >= 3
    assert await _everything(store) != before


class _Breaks:
    """Breaks the line at the nth statement of a transaction that is no probe."""

    def __init__(self, nth: int) -> None:
        self._left, self.broke = nth, False

    def __call__(self, _connection, _cursor, statement, *_) -> None:
        if "DELETE FROM deliveries WHERE tenant IS NULL" in statement or self.broke:
            return
        self._left -= 1
        if self._left < 0:
            self.broke = True
            raise OperationalError(statement, None, OSError("the line is cut"))


async def _everything(store):
    return [[dict(row) for row in await rows(store, table)] for table in TABLES]


async def test_what_is_kept_is_what_the_history_says(store):
    await store.overlays.change(ADA, change((KEY_OF_BEES, "", bees())))
    await store.overlays.change(
        ADA, change((KEY_OF_BEES, bees(), bees("East.")), (KEY_OF_BEES, bees("East."), ""))
    )
    await store.overlays.change(ADA, change(("retired/rent", "", "true")))
    history = await store.overlays.history(ADA.tenant, 10)
    kept = {row["key"]: row["piece"] for row in await rows(store, pieces)}
    assert kept == fold(reversed(history)) == {"retired/rent": "true"}
