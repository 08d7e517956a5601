"""Nothing of one tenant is ever read or changed by another."""

import inspect
import json

import pytest
from sqlalchemy import event

from adapters.database.insights import insights
from adapters.database.tables import metadata
from adapters.desk import Desk
from adapters.indexes import Indexes
from bot.conversation import NEW, Conversation
from bot.insight import Figures
from bot.plain import plain
from bot.remember import Conversations, Deliveries, Keeping, NotThere, Overlays, Records
from bot.utterance import Asker
from knowledge.overlay import EMPTY
from tests.database.own import KEY_OF_BEES, bees, change
from tests.database.test_store import ADA, NOW, question, rows

OTHER = Asker("slack:T9", ADA.who, ADA.where)
"""The same keys of person and place, elsewhere."""


async def everything(store, garden, asker, asked):
    """Uses every method that the protocols have, as this asker."""
    done = set()

    async def use(name, awaitable):
        done.add(name)
        return await awaitable if inspect.isawaitable(awaitable) else awaitable

    records = store.records
    await use("asked", records.asked(asked))
    await use("signed", records.signed(asker, asked.id, "none", "", NOW))
    await use("rate", records.rate(asker, asked.id, "helpful", "yes", NOW))
    await use("keep", records.keep(asker.tenant, Keeping(text=True)))
    await use("keeping", records.keeping(asker.tenant))
    await use("save", store.conversations.save(asker, Conversation((), ("a", "b"), (), NOW)))
    await use("load", store.conversations.load(asker))
    await use("first", store.deliveries.first(asker.tenant, "event:1", NOW))
    overlays = store.overlays
    await use("change", overlays.change(asker, change((KEY_OF_BEES, "", bees()))))
    await use("change", overlays.change(asker, change((KEY_OF_BEES, bees(), ""))))
    await use("overlay", overlays.overlay(asker.tenant))
    await use("history", overlays.history(asker.tenant, 10))
    await overlays.revision(asker.tenant)
    await use("about", records.about(asker))
    await insights(store.database, asker.tenant, garden, NOW)
    await use("forget", records.forget(asker, NOW))
    await use("leave", records.leave(asker.tenant, NOW))
    return done


def methods(*protocols) -> set[str]:
    return {
        name
        for protocol in protocols
        for name, member in vars(protocol).items()
        if inspect.isfunction(member) and not name.startswith("_")
    }


async def test_every_query_names_its_tenant(store, garden):
    said: list[str] = []
    await store.conversations.load(ADA)
    engine = store.database._engine.sync_engine
    event.listen(engine, "before_cursor_execute", lambda *call: said.append(call[2]))
    done = await everything(store, garden, ADA, question())
    await store.behind.flush(5)
    assert done == methods(Records, Conversations, Deliveries, Overlays)
    queries = [
        one
        for one in said
        if not one.startswith(("BEGIN", "PRAGMA", "SET LOCAL", "SELECT pg_advisory"))
    ]
    assert len(queries) > 20
    for one in queries:
        written = one.partition("WHERE")[0]
        if written.startswith("INSERT"):
            assert "tenant" in written.partition("VALUES")[0], one
        else:  # each of its parts, as what is looked up within it
            assert one.count("tenant =") == one.count("FROM ") + one.startswith("UPDATE"), one


async def test_the_same_keys_elsewhere_reach_nothing(store, garden):
    mine = question()
    store.records.asked(mine)
    await store.records.rate(ADA, mine.id, "helpful", "yes", NOW)
    await store.conversations.save(ADA, Conversation(("a",), ("a", "b"), (), NOW))
    await store.records.keep(ADA.tenant, Keeping(days=30))
    await store.overlays.change(ADA, change((KEY_OF_BEES, "", bees())))
    before = {table.name: await rows(store, table) for table in metadata.sorted_tables}

    store.records.signed(OTHER, mine.id, "none", "", NOW)
    with pytest.raises(NotThere):
        await store.records.rate(OTHER, mine.id, "helpful", "no", NOW)
    assert await store.records.keeping(OTHER.tenant) == Keeping()
    assert await store.conversations.load(OTHER) == NEW
    assert all(not found for found in json.loads(await store.records.about(OTHER)).values())
    for told in await insights(store.database, OTHER.tenant, garden, NOW + 1):
        assert (told.now, told.before) == (Figures(), Figures())
    assert await store.overlays.overlay(OTHER.tenant) == EMPTY
    assert await store.overlays.history(OTHER.tenant, 10) == ()
    assert await store.overlays.revision(OTHER.tenant) == ""
    assert await store.records.forget(OTHER, NOW) == 0
    await store.records.leave(OTHER.tenant, NOW)
    await store.behind.flush(5)

    after = {table.name: await rows(store, table) for table in metadata.sorted_tables}
    assert {row["tenant"] for row in after.pop("gone")} == {OTHER.tenant}
    assert before.pop("gone") == []
    assert after == before


async def test_what_a_tenant_has_of_its_own_is_shown_nowhere_else(store, garden):
    desk = Desk(garden, store.conversations, store.deliveries, indexes=Indexes(store.overlays))
    await store.overlays.change(
        ADA, change((KEY_OF_BEES, "", bees()), ("retired/rent", "", "true"))
    )

    async def shown(asker: Asker) -> list[str]:
        return [
            plain(await desk.ask("where do the bees live", asker)),
            plain(await desk.ask("how much is a plot", asker)),
            plain(await desk.pick("bees", asker)),
            plain(await desk.show(("bees", "rent"), asker.tenant)),
            plain(await desk.welcome(asker.tenant)),
            repr(await desk.suggest("bee", 25, asker.tenant)),
            repr(await desk.suggest("", 25, asker.tenant)),
            repr(await desk.shelves(asker.tenant)),
        ]

    mine, theirs = await shown(ADA), await shown(OTHER)
    own = ["Bee hives" in said or "west wall" in said for said in mine]
    assert own == [True, False, *[True] * 6]
    assert "$40" not in "".join(mine)
    await store.records.leave(ADA.tenant, NOW)
    assert theirs == await shown(OTHER)
    assert "hives" not in "".join(theirs)
    assert "west wall" not in "".join(theirs)
    assert "$40 and $60" in theirs[1]


async def test_the_same_person_has_another_code_elsewhere(store):
    people = store.records.people
    assert people.of(ADA.tenant, ADA.who) != people.of(OTHER.tenant, OTHER.who)
    assert people.of("a", "bc") != people.of("ab", "c")
