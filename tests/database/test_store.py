"""What the store promises, on SQLite and on PostgreSQL."""

import asyncio
import json
import uuid
from dataclasses import replace

import pytest
from sqlalchemy import select, text

from adapters.database.deliveries import DELIVERY_KEPT_FOR
from adapters.database.expire import DAY, expire
from adapters.database.tables import gone, metadata, questions, signs
from adapters.drafts import Shown
from bot.conversation import NEW, Conversation
from bot.remember import Keeping, NotThere, Question
from bot.utterance import Asker
from tests.database.conftest import eventually

NOW = 1_700_000_000.0
ADA = Asker("slack:T1", "slack:T1:U1", "slack:T1:C1:U1")
BEN = Asker("slack:T1", "slack:T1:U2", "slack:T1:C1:U2")
ELSEWHERE = Asker("slack:T2", "slack:T1:U1", "slack:T1:C1:U1")


def question(asker: Asker = ADA, at: float = NOW, **more) -> Question:
    given = {
        "outcome": "answer",
        "entries": ("salary",),
        "candidates": (("salary", 0.9), ("skills", 0.05)),
        "text": "what is the salary, my mail is a@example.org",
        "words": ("salary",),
        "took": 0.002,
    }
    return Question(uuid.uuid4().hex, asker, at, **{**given, **more})


async def rows(store, table=questions):
    async with store.database.reading(5) as connection:
        return (await connection.execute(select(table))).mappings().all()


async def test_another_process_goes_on_with_a_conversation(open_one):
    one, other = open_one(), open_one()
    talk = Conversation(("salary",), (), ("what is the salary in Berlin",), NOW, "a" * 32)
    await one.conversations.save(ADA, talk)
    assert await one.conversations.load(ADA) == talk
    await one.behind.flush(5)
    assert await one.conversations.load(ADA) == talk
    heard_elsewhere = replace(talk, asked=("what is the salary",))
    assert await other.conversations.load(ADA) == heard_elsewhere
    assert await other.conversations.load(BEN) == NEW
    assert await other.conversations.load(ELSEWHERE) == NEW


async def test_choices_that_wait_for_an_answer_are_on_disk_at_once(open_one):
    one, other = open_one(), open_one()
    asked_back = Conversation((), ("salary", "skills"), (), NOW)
    await one.conversations.save(ADA, asked_back)
    assert (await other.conversations.load(ADA)).offered == ("salary", "skills")


async def test_what_had_to_wait_overwrites_nothing_that_was_said_since(open_one):
    one, other = open_one(), open_one()
    old = Conversation(("salary",), (), (), NOW, "a" * 32)
    one.database.away = "cut off"
    await one.conversations.save(ADA, old)
    for later in (replace(old, about=("skills",), at=NOW + 60), replace(old, at=NOW + 90)):
        await other.conversations.save(ADA, later)
        await other.behind.flush(5)
    one.database.away = ""
    await eventually(lambda: not one.conversations._unwritten)
    assert await other.conversations.load(ADA) == later
    assert await one.conversations.load(ADA) == later


async def test_a_delivery_is_handled_once_by_all_processes(open_one):
    stores = [open_one() for _ in range(4)]
    claims = [store.deliveries.first("slack:T1", "event:1", NOW) for store in stores * 3]
    assert sum(await asyncio.gather(*claims)) == 1
    assert await stores[0].deliveries.first("slack:T2", "event:1", NOW)
    assert not await open_one().deliveries.first("slack:T1", "event:1", NOW + DELIVERY_KEPT_FOR - 1)


async def test_text_is_kept_only_where_it_was_switched_on_and_without_what_tells_who(store):
    store.records.asked(question())
    await store.behind.flush(5)
    await store.records.keep(ADA.tenant, Keeping(text=True))
    store.records.asked(question(BEN))
    store.records.asked(question(ELSEWHERE))
    await store.behind.flush(5)
    texts = {row["person"]: row["text"] for row in await rows(store)}
    assert sorted(texts.values()) == ["", "", "what is the salary, my mail is [e-mail]"]
    await store.records.keep(ADA.tenant, Keeping(text=False))
    assert {row["text"] for row in await rows(store)} == {""}


async def test_nothing_stored_names_a_person_or_a_place(store):
    await store.records.keep(ADA.tenant, Keeping(text=False))
    asked = question()
    store.records.asked(asked)
    await store.conversations.save(ADA, Conversation(("salary",), (), (asked.text,), NOW))
    await store.deliveries.first(ADA.tenant, f"welcome:{ADA.who}", NOW)
    await store.drafts.keep(ADA, Shown({"title": "Tap"}), NOW, "edit:1")
    await store.records.rate(ADA, asked.id, "helpful", "yes", NOW)
    await store.behind.flush(5)
    for table in metadata.sorted_tables:
        for row in await rows(store, table):
            told = json.dumps(dict(row))
            assert "U1" not in told, table.name
            assert "C1" not in told, table.name
            assert "example.org" not in told, table.name


async def test_a_rating_counts_once_a_person_and_question_and_can_be_changed(store):
    asked = question()
    store.records.asked(asked)
    assert await store.records.rate(ADA, asked.id, "helpful", "yes", NOW) == ("salary",)
    await store.records.rate(ADA, asked.id, "helpful", "no", NOW + 1)
    await store.records.rate(BEN, asked.id, "helpful", "yes", NOW)
    assert sorted(row["value"] for row in await rows(store, signs)) == ["no", "yes"]


async def test_an_answer_is_rated_though_the_process_that_gave_it_has_yet_to_write_it(open_one):
    one, other = open_one(), open_one()
    asked = question()
    rating = asyncio.create_task(other.records.rate(ADA, asked.id, "helpful", "yes", NOW))
    await asyncio.sleep(0)
    one.records.asked(asked)
    assert await rating == ("salary",)


async def test_what_is_not_there_can_not_be_rated(store):
    asked = question()
    store.records.asked(asked)
    with pytest.raises(NotThere):
        await store.records.rate(ADA, "0" * 32, "helpful", "yes", NOW)
    with pytest.raises(NotThere):
        await store.records.rate(ELSEWHERE, asked.id, "helpful", "yes", NOW)


async def test_asking_again_and_taking_another_answer_is_a_sign(store):
    first = question()
    again = question(at=NOW + 60, entries=("skills",), candidates=(("skills", 0.8),))
    unrelated = question(at=NOW + 100, entries=("agile",), candidates=(("agile", 0.8),))
    for one in (first, again, unrelated):
        store.records.asked(one)
    await store.behind.flush(5)
    [sign] = await rows(store, signs)
    assert (sign["sign"], sign["question"], sign["value"]) == ("again", first.id, again.id)


async def test_asking_again_and_taking_a_choice_is_a_sign_of_the_first_answer(store):
    first = question()
    offer = question(at=NOW + 20, outcome="choices", entries=("skills", "agile"))
    taken = question(at=NOW + 25, entries=("skills",), candidates=(), words=(), picked=True)
    for one in (first, offer, taken):
        store.records.asked(one)
    await store.behind.flush(5)
    [sign] = await rows(store, signs)
    assert (sign["sign"], sign["question"], sign["value"]) == ("again", first.id, taken.id)


async def test_a_question_written_twice_is_there_once(store):
    asked = question()
    store.records.asked(asked)
    store.records.asked(asked)
    await store.behind.flush(5)
    assert len(await rows(store)) == 1


async def test_a_person_gets_all_that_is_kept_of_them_and_nothing_else(store):
    mine, other, elsewhere = question(), question(BEN), question(ELSEWHERE)
    for one in (mine, other, elsewhere):
        store.records.asked(one)
    await store.records.rate(ADA, other.id, "helpful", "no", NOW)
    await store.conversations.save(ADA, Conversation(("salary",), ("a", "b"), (), NOW))
    for asker in (ADA, BEN, ELSEWHERE):
        await store.drafts.keep(asker, Shown({"title": "Tap"}), NOW)
    told = json.loads(await store.records.about(ADA))
    assert [row["id"] for row in told["questions"]] == [mine.id]
    assert [row["question"] for row in told["signs"]] == [other.id]
    assert len(told["conversations"]) == 1
    assert [row["draft"] for row in told["drafts"]] == [{"shown": {"title": "Tap"}}]


async def test_whoever_is_forgotten_leaves_nothing_behind(store):
    mine, other = question(), question(BEN)
    elsewhere = question(ELSEWHERE)
    for one in (mine, other, elsewhere):
        store.records.asked(one)
    await store.records.rate(ADA, other.id, "helpful", "no", NOW)
    await store.records.rate(BEN, mine.id, "helpful", "no", NOW)
    await store.records.rate(BEN, other.id, "helpful", "yes", NOW)
    await store.conversations.save(ADA, Conversation(("salary",), ("a", "b"), (), NOW))
    drafts = [await store.drafts.keep(one, Shown({"title": "Tap"}), NOW) for one in (ADA, BEN)]
    assert await store.records.forget(ADA, NOW + 1) == 1
    assert await store.drafts.find(ADA, drafts[0], NOW) is None
    assert await store.drafts.find(BEN, drafts[1], NOW) is not None
    told = json.loads(await store.records.about(ADA))
    [since] = told.pop("gone")
    assert since["at"] == "2023-11-14T22:13:21+00:00"
    assert set(told) > {"questions", "signs", "wishes", "suggestions", "changes"}
    assert not any(told.values())
    assert await store.conversations.load(ADA) == NEW
    assert {row["id"] for row in await rows(store)} == {other.id, elsewhere.id}
    assert [row["value"] for row in await rows(store, signs)] == ["yes"]


async def test_a_tenant_that_leaves_takes_all_with_it(store):
    for asker in (ADA, BEN, ELSEWHERE):
        asked = question(asker)
        store.records.asked(asked)
        await store.records.rate(asker, asked.id, "helpful", "yes", NOW)
        await store.conversations.save(asker, Conversation(("a",), ("a", "b"), (), NOW))
        await store.deliveries.first(asker.tenant, asked.id, NOW)
        await store.drafts.keep(asker, Shown({"title": "Tap"}), NOW)
    await store.records.keep(ADA.tenant, Keeping(text=True))
    await store.records.leave(ADA.tenant, NOW + 1)
    for table in metadata.sorted_tables:
        if table is not gone:
            assert {row["tenant"] for row in await rows(store, table)} <= {ELSEWHERE.tenant}
    assert [(row["tenant"], row["person"]) for row in await rows(store, gone)] == [("slack:T1", "")]
    assert len(await rows(store)) == 1


async def test_what_is_past_its_time_is_deleted(store):
    await store.records.keep(ELSEWHERE.tenant, Keeping(days=30))
    for asker in (ADA, ELSEWHERE):
        for days in (29, 31, 89, 91):
            store.records.asked(question(asker, NOW - days * DAY))
    await store.conversations.save(ADA, Conversation((), ("a", "b"), (), NOW - 3600))
    await store.deliveries.first(ADA.tenant, "event:1", NOW - 27 * 3600)
    await store.drafts.keep(ADA, Shown({"title": "Tap"}), NOW - 3601)
    await store.behind.flush(5)
    assert await expire(store.database, Keeping(days=90), NOW) == 4
    left = sorted((row["tenant"], round((NOW - row["at"]) / DAY)) for row in await rows(store))
    assert left == [("slack:T1", 29), ("slack:T1", 31), ("slack:T1", 89), ("slack:T2", 29)]
    for name in ("conversations", "deliveries", "drafts"):
        assert await rows(store, metadata.tables[name]) == []


async def test_the_job_that_deletes_runs_as_soon_as_the_store_is_open(store):
    store.records.asked(question(at=NOW - 91 * DAY))
    await store.behind.flush(5)

    async def is_empty() -> bool:
        return not await rows(store)

    async with store.open():
        await eventually(is_empty)


async def test_the_job_runs_again_and_again(store, monkeypatch):
    monkeypatch.setattr("adapters.database.expire.EVERY", 0.01)

    async def is_empty() -> bool:
        return not await rows(store)

    async with store.open():
        for _ in range(3):
            store.records.asked(question(at=NOW - 91 * DAY))
            await store.behind.flush(5)
            await eventually(is_empty)


async def test_a_command_that_is_over_soon_deletes_what_is_past_its_time_too(open_one):
    one = open_one()
    one.records.asked(question(at=NOW - 91 * DAY))
    await one.behind.flush(5)
    await one.close(tidy=True)
    assert await rows(open_one()) == []


async def test_sqlite_waits_for_writers_and_keeps_commits_through_a_power_cut(store):
    if not store.database.sqlite:
        pytest.skip("of SQLite alone")
    async with store.database.reading(5) as connection:
        told = {
            name: await connection.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert told == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 1500,
    }
