"""Nothing of one tenant is ever read or changed by another."""

import asyncio
import inspect
import json
import re

import pytest
from sqlalchemy import Engine, event

from adapters.database.address import address
from adapters.database.copy import copy
from adapters.database.expire import DAY, expire
from adapters.database.insights import insights
from adapters.database.tables import metadata
from adapters.database.tend import tenants
from adapters.desk import Desk
from adapters.drafts import Drafts, Held
from adapters.indexes import Indexes
from bot.conversation import NEW, Conversation
from bot.insight import Figures
from bot.plain import plain
from bot.remember import Conversations, Deliveries, Keeping, NotThere, Overlays, Records
from bot.reviews import Reviews, Suggestion
from bot.utterance import Asker
from bot.waiting import Notices, Wishes
from knowledge.overlay import EMPTY
from tests.database.own import KEY_OF_BEES, bees, change
from tests.database.test_store import ADA, NOW, question, rows

OTHER = Asker("slack:T9", ADA.who, ADA.where)
"""The same keys of person and place, elsewhere."""

SOMEBODY = "slack:T1:U9"


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
    drafts = store.drafts
    kept = await use("keep", drafts.keep(asker, Held(change((KEY_OF_BEES, "", bees()))), NOW))
    assert await use("find", drafts.find(asker, kept, NOW)) is not None
    reviews, wishes = store.reviews, store.wishes
    suggestion = Suggestion("a" * 32, "rent", "$1", "", "Ada", NOW)
    await use("misses", reviews.misses(asker.tenant))
    await use("answered", reviews.answered(asker.tenant))
    await use("untold", reviews.untold(asker.tenant))
    await use("answer", reviews.answer(asker.tenant, asked.id))
    await use("hand", reviews.hand(asker, [asked.id], "Ben", NOW))
    await use("suggest", reviews.suggest(asker, suggestion, 1))
    await use("suggestions", reviews.suggestions(asker.tenant))
    ignoring = change(settles=(asked.id, suggestion.id))
    await overlays.change(asker, ignoring)
    await overlays.change(asker, change(undoes=ignoring.id))
    await reviews.hand(asker, [asked.id], SOMEBODY, NOW)
    [notice] = await use("due", store.notices.due(asker.platform, NOW))
    await use("again", store.notices.again(notice, NOW))
    await use("wish", wishes.wish(asker, asked.id, NOW))
    settling = change((KEY_OF_BEES, "", bees()), settles=(asked.id,), item="bees")
    await overlays.change(asker, settling)
    [wish] = await use("due", wishes.due(asker.platform, NOW + 100))
    await use("later", wishes.later(wish, NOW))
    await use("take", wishes.take(wish))
    await use("again", wishes.again(wish, NOW))
    await overlays.change(asker, change((KEY_OF_BEES, bees(), ""), undoes=settling.id))
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


WITHOUT = {
    r"SELECT questions\.tenant, questions\.id FROM questions WHERE questions\.at < \S+ - .*":
        "the job that deletes what is past its time goes through all tenants; it deletes by tenant",
    r"DELETE FROM suggestions WHERE suggestions\.at < \S+ - .*": "the same job",
    r"DELETE FROM (conversations|deliveries|drafts|gone) WHERE \1\.expires < \S+": "the same job",
    r"SELECT gone\.tenant, gone\.person, gone\.at FROM gone":
        "each process forgets whom others forgot, wherever that was",
    r"SELECT \w+\.tenant FROM \w+( UNION SELECT \w+\.tenant FROM \w+)* ORDER BY tenant":
        "operators list the tenants, and see nothing else",
    r"SELECT count\(\*\) AS count_1 FROM \w+": "copying asks whether the other database is empty",
    r"SELECT (\w+)\.tenant, .* FROM \1": "copying takes all",
}  # fmt: skip
"""The statements that name no tenant, whole, and why."""

OF_THE_SCHEMA = r"alembic_version|sqlite_master|pg_catalog"
OF_NO_ROW = ("BEGIN", "PRAGMA", "SET ", "SELECT pg_advisory", "CREATE ", "ALTER ", "DROP ", "SHOW ")


async def test_every_query_names_its_tenant_or_a_reason_not_to(store, garden, tmp_path):
    said: list[str] = []
    there = address(f"sqlite:///{tmp_path}/there.db")

    def hear(*call) -> None:
        said.append(" ".join(call[2].split()))

    event.listen(Engine, "before_cursor_execute", hear)
    try:
        assert await everything(store, garden, ADA, question()) == methods(
            Records, Conversations, Deliveries, Drafts, Overlays, Reviews, Wishes, Notices
        )
        await store.behind.flush(5)
        store.records.asked(question(OTHER, NOW - 91 * DAY))
        await store.behind.flush(5)
        assert await expire(store.database, Keeping(), NOW) == 1
        await tenants(store)
        await store.memories.follow()
        await store.database._return()
        await asyncio.to_thread(copy, store.database.url, there)
    finally:
        event.remove(Engine, "before_cursor_execute", hear)
    queries = [
        one for one in said if not one.startswith(OF_NO_ROW) and not re.search(OF_THE_SCHEMA, one)
    ]
    unnamed = [one for one in queries if not names_its_tenant(one)]
    assert len(queries) - len(unnamed) > 20
    reasons = {one: [why for form, why in WITHOUT.items() if re.fullmatch(form, one)]
               for one in unnamed}  # fmt: skip
    assert [one for one, found in reasons.items() if not found] == []
    assert {why for found in reasons.values() for why in found} == set(WITHOUT.values())


def names_its_tenant(query: str) -> bool:
    """In each of its parts, as what is looked up within it."""
    if query.startswith("INSERT"):
        return "tenant" in query.partition("VALUES")[0].partition("SELECT")[0]
    named = re.findall(r"tenant = (?!\w+\.tenant)", query)  # (what is joined is of the same one)
    return len(named) == query.count("FROM ") + query.startswith("UPDATE")


async def test_the_same_keys_elsewhere_reach_nothing(store, garden):
    mine = question()
    store.records.asked(mine)
    await store.records.rate(ADA, mine.id, "helpful", "yes", NOW)
    await store.conversations.save(ADA, Conversation(("a",), ("a", "b"), (), NOW))
    await store.records.keep(ADA.tenant, Keeping(days=30))
    await store.overlays.change(ADA, change((KEY_OF_BEES, "", bees())))
    await store.wishes.wish(ADA, mine.id, NOW)
    await store.reviews.hand(ADA, [mine.id], SOMEBODY, NOW)
    suggestion = Suggestion("a" * 32, "rent", "$1", "", "Ada", NOW)
    await store.reviews.suggest(ADA, suggestion, 1)
    draft = await store.drafts.keep(ADA, Held(change((KEY_OF_BEES, "", bees()))), NOW)
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
    with pytest.raises(NotThere):
        await store.wishes.wish(OTHER, mine.id, NOW)
    assert await store.drafts.find(OTHER, draft, NOW) is None
    assert await store.reviews.misses(OTHER.tenant) == ()
    assert await store.reviews.answer(OTHER.tenant, mine.id) is None
    assert await store.reviews.suggestions(OTHER.tenant) == ()
    await store.overlays.change(OTHER, change(settles=(mine.id, suggestion.id)))
    await store.reviews.hand(OTHER, [mine.id], "Eve", NOW)
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
