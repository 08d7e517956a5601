"""A team's own synonyms are seen, changed and taken back in the chat, for that team alone."""

import asyncio

import pytest

from bot import disclose, equate, history
from bot.act import Again, Equate, Insist, Past, Synonyms, Undo
from bot.encode import decode
from bot.form import FormRefused
from bot.plain import plain
from bot.reply import Reply
from knowledge.overlay import pieces
from tests.curators import ADA, BEN, CLEO, ELSEWHERE, act, acts, curates, press, until

SPIGOT = "where is the spigot"
TAP = "The tap is by the gate"
GROUP = "tap, spigot, faucet"


@pytest.fixture
async def desk(office):
    return office[0]


async def shown(desk, asker=ADA) -> Reply:
    return await desk.ask("synonyms", asker, curates)


async def add(desk, words: str = GROUP) -> Reply | FormRefused:
    new = [one for one in acts(await shown(desk)) if isinstance(one, Equate)][-1]
    assert new == Equate()
    return await press(desk, new, synonyms=words)


async def test_words_that_mean_the_same_are_read_as_one_from_then_on(desk):
    assert TAP not in plain(await desk.ask(SPIGOT, CLEO))
    assert equate.NONE in plain(await shown(desk))
    told = await add(desk)
    assert plain(told).startswith("Made “tap”, “spigot”, “faucet” synonyms.")
    await until(desk, SPIGOT, TAP)
    assert "1. tap: spigot, faucet" in plain(await shown(desk))


async def test_a_shared_group_is_added_to_by_its_first_word(desk):
    assert "plot: plots, patch" in plain(await shown(desk))
    await add(desk, "plot\nallotment")
    await until(desk, "how much is an allotment", "$40")
    read = (await desk.index_of(ADA.tenant)).lexicon.read
    assert read("allotment").concepts == read("patch").concepts == ("plot",)


async def test_another_team_reads_them_as_before(desk):
    await add(desk)
    await until(desk, SPIGOT, TAP)
    assert TAP not in plain(await desk.ask(SPIGOT, ELSEWHERE))
    assert "spigot" not in plain(await shown(desk, ELSEWHERE))


async def test_they_are_in_the_history_and_taken_back(desk):
    told = await add(desk)
    await until(desk, SPIGOT, TAP)
    changes = await desk.ask("history", BEN, curates)
    assert "Ada: Made “tap”, “spigot”, “faucet” synonyms" in plain(changes)
    past = plain(await press(desk, act(Past, changes)))
    assert "The synonyms, before:" in past
    assert "spigot" in past
    await press(desk, act(Undo, told), BEN)
    for _ in range(300):
        reply = await desk.ask(SPIGOT, BEN)  # Cleo's words go on from the tap
        if TAP not in plain(reply):
            break
        await asyncio.sleep(0.01)
    assert TAP not in plain(reply)
    assert equate.NONE in plain(await shown(desk))


async def test_a_group_is_changed_called_otherwise_and_taken_away(desk, office):
    _, store = office
    await add(desk)
    change = act(Equate, await shown(desk))
    form = await desk.form(change, ADA, curates)
    assert form.fields[0].value == GROUP
    told = await press(desk, change, synonyms="faucet\ntap")
    assert plain(told).startswith("Changed the synonyms of “faucet”.")
    assert list(pieces(await store.overlays.overlay(ADA.tenant))) == ["synonyms/faucet"]
    await press(desk, act(Undo, told))
    assert list(pieces(await store.overlays.overlay(ADA.tenant))) == ["synonyms/tap"]
    told = await press(desk, change, synonyms="")
    assert plain(told).startswith("Made “tap”, “spigot”, “faucet” synonyms no longer.")
    assert pieces(await store.overlays.overlay(ADA.tenant)) == {}
    assert plain(await press(desk, change)) == disclose.GONE["synonyms"]


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("tap", equate.ALONE),
        ("", equate.ALONE),
        ("hose\n!?", "has no words"),
        ("hose\nSpigot", equate.ELSEWHERE.format(said="Spigot", first="tap")),
        ("hose\n" + "x" * 61, "can't be kept"),
    ],
)
async def test_what_can_be_no_synonyms_is_said_at_the_field(desk, words, fault):
    await add(desk)
    refused = await add(desk, words)
    assert isinstance(refused, FormRefused)
    assert refused.field == "synonyms"
    assert fault in refused.words


async def test_what_takes_right_answers_away_is_refused_and_done_with_a_reason(desk):
    refused = await add(
        desk, "plot, water, watering, tools, fair, rakes, waiting list, borrow, sell"
    )
    assert plain(refused).startswith("I didn't do this, since ")
    told = await press(desk, act(Insist, refused), reason="We say so.")
    assert "synonyms" in plain(told)


async def test_of_two_curators_the_second_sees_both_and_opens_the_form_again(desk):
    await add(desk)
    change = act(Equate, await shown(desk))
    form = await desk.form(change, BEN, curates)
    await press(desk, change, synonyms="tap\nspigot")
    typed = {"synonyms": "tap, valve"}
    told = await desk.act(decode(form.does), BEN, curates, typed)
    assert plain(told).startswith(history.CONFLICT)
    assert "spigot" in plain(told)
    assert "valve" in plain(told)
    opened = await desk.form(act(Again, told), BEN, curates)
    assert opened.fields[0].value == "tap, valve"
    saved = await desk.act(decode(opened.does), BEN, curates, typed)
    assert plain(saved).startswith("Changed the synonyms of “tap”.")


async def test_nobody_else_sees_or_changes_them(desk):
    await add(desk)
    change = act(Equate, await shown(desk))
    assert plain(await desk.ask("synonyms", CLEO)) == disclose.NOT_ALLOWED
    assert plain(await desk.form(change, CLEO)) == disclose.NOT_ALLOWED
    for pressed in (change, Equate(), Synonyms()):
        assert plain(await desk.act(pressed, CLEO, typed={"synonyms": GROUP})) == (
            disclose.NOT_ALLOWED
        )


async def test_more_than_a_page_of_them_is_turned(desk, monkeypatch):
    monkeypatch.setattr(equate, "SHOWN", 1)
    await add(desk)
    await add(desk, "hose\nsprinkler pipe")
    first = await shown(desk)
    assert "1. hose: sprinkler pipe" in plain(first)
    assert "1 more stands behind these." in plain(first)
    second = await press(desk, act(Synonyms, first))
    assert "tap: spigot, faucet" in plain(second)
    assert not [one for one in acts(second) if isinstance(one, Synonyms)]
