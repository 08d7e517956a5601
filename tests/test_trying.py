"""A change is tried before it is made: what it would take away is told, and needs a reason."""

from dataclasses import replace

import pytest

from bot import disclose, history
from bot.act import Improve, Insist, Past, Reword, Undo, Verify, Write
from bot.plain import plain
from tests.curators import ADA, BEN, act, acts, curates, press, until

STOLEN = "\n".join(
    (
        "How much is a plot of ours?",
        "what does a plot cost you",
        "plot rent and fees",
        "price of a patch of land",
        "what do i pay each year for it",
        "how expensive is it to rent a patch",
        "rent for a season",
        "do i have to pay for a plot",
    )
)


@pytest.fixture
async def teaching(office):
    desk, _ = office
    return desk, act(Write, await desk.ask("teach", ADA, curates))


async def test_a_change_that_takes_right_answers_away_is_refused_and_said_which(teaching):
    desk, write = teaching
    told = await press(desk, write, question=STOLEN, answer="Ask the treasurer.")
    assert plain(told).startswith("I didn't do this, since ")
    assert "from “Rent for a plot” to “How much is a plot of ours”: “" in plain(told)
    assert plain(await desk.ask("history", ADA, curates)) == history.NO_CHANGES
    assert "treasurer" not in plain(await desk.ask("what does a plot cost you", BEN))


async def test_with_a_reason_it_is_done_all_the_same_and_the_history_says_why(teaching):
    desk, write = teaching
    refused = await press(desk, write, question=STOLEN, answer="Ask the treasurer.")
    insist = act(Insist, refused)
    assert plain(await desk.act(insist, BEN, curates, {"reason": "x"})) == history.DRAFT_GONE
    assert plain(await desk.act(insist, ADA, typed={"reason": "x"})) == disclose.NOT_ALLOWED
    told = await press(desk, insist, reason="The treasurer knows best.")
    assert plain(told).startswith("Saved “How much is a plot of ours”")
    await until(desk, "what does a plot cost you", "treasurer")
    changes = await desk.ask("history", ADA, curates)
    past = plain(await press(desk, act(Past, changes)))
    assert "because: The treasurer knows best." in past
    assert plain(await press(desk, act(Undo, told))).startswith("Took back: Saved")


async def test_who_insists_on_more_losses_than_were_told_is_told_those_first(teaching):
    desk, write = teaching
    lines = STOLEN.splitlines()
    refused = await press(desk, write, question=STOLEN, answer="Ask the treasurer.")
    held = await desk.rooms.drafts.find(ADA, act(Insist, refused).draft, desk.clock())
    assert held.lost
    fewer = replace(held, lost=frozenset(sorted(held.lost)[1:]))
    draft = await desk.rooms.drafts.keep(ADA, fewer, desk.clock())
    told = await press(desk, Insist(draft), reason="The treasurer knows best.")
    assert plain(told).startswith("I still didn't do this: by now ")
    assert "more than I told you before:" in plain(told)
    assert sorted(held.lost)[0] in plain(told)
    assert "treasurer" not in plain(await desk.ask(lines[1], BEN))
    form = await desk.form(act(Insist, told), ADA, curates)
    assert [one.value for one in form.fields] == ["The treasurer knows best."]
    assert plain(await press(desk, act(Insist, told))).startswith("Saved “How much")


async def test_a_change_that_takes_nothing_away_is_made_at_once(teaching):
    desk, write = teaching
    told = await press(desk, write, question="Who has the key to the loo?", answer="Ben.")
    assert plain(told).startswith("Saved “Who has the key to the loo”")
    assert not [one for one in acts(told) if isinstance(one, Insist)]


async def test_whoever_waits_longer_is_told_that_it_is_being_tried(teaching, monkeypatch):
    desk, write = teaching
    monkeypatch.setattr("adapters.make.AT_ONCE", 0.0)
    told: list[str] = []

    async def meanwhile(reply) -> None:
        told.append(plain(reply))

    typed = {"question": "Who has the key?", "answer": "Ben.", "link": "", "author": ""}
    reply = await desk.act(write, ADA, curates, typed, meanwhile)
    assert told == [history.TRYING]
    assert plain(reply).startswith("Saved “Who has the key”")


async def test_what_curators_answered_before_goes_on_being_answered(office):
    desk, store = office
    keeping = await store.records.keeping(ADA.tenant)
    await store.records.keep(ADA.tenant, type(keeping)(text=True))
    await desk.ask("wifi password please", BEN)
    look = acts(await desk.ask("review", ADA, curates))[0]
    await press(desk, act(Write, await press(desk, look)), answer="On the board.")
    await until(desk, "wifi password please", "board")
    write = act(Write, await desk.ask("teach", ADA, curates))
    stealing = "wifi password\nthe wifi password\nplease the wifi password\nwhich wifi password"
    told = await press(desk, write, question=stealing, answer="There is no wifi.")
    # it is asked in just these words, so that nothing takes it away
    assert "wifi password please" not in plain(told)
    assert "board" in plain(await until(desk, "wifi password please", "board"))


async def test_a_reason_for_what_somebody_changed_meanwhile_shows_both(teaching):
    desk, _ = teaching
    improve = act(Improve, await desk.ask("where is the tap", ADA))
    card = await desk.form(improve, ADA, curates)
    ways = "what does a plot cost me\nhow much is a plot a year\nthe rent of a plot\nyearly fees"
    stealing = f"{ways}\nprice of a bed\ndo i have to pay for a bed\nhow expensive is a bed"
    refused = await press(desk, act(Reword, card), phrasings=stealing)
    assert plain(refused).startswith("I didn't do this, since ")
    await press(desk, act(Reword, card), BEN, phrasings="spigot")
    told = await press(desk, act(Insist, refused), reason="I want it.")
    assert plain(told).startswith(history.CONFLICT)
    assert "spigot" in plain(told)
    assert "price of a bed" in plain(told)


DOGS = "can i bring my cat along\nmay i take a dog\nare animals fine"


async def test_what_has_no_answer_and_would_get_one_is_told_as_that(teaching):
    desk, write = teaching
    refused = await press(desk, write, question=DOGS, answer="Look at the board.")
    told = plain(refused)
    assert told.startswith("I didn't do this, since ")
    assert "would be answered that ha" in told.split(":")[0]
    assert "right answer" not in told.split(":")[0]
    assert "from “Pets” to “can i bring my cat along”" in told
    assert history.OPEN in told
    form = await desk.form(act(Insist, refused), ADA, curates)
    assert [one.value for one in form.fields] == [history.OPEN_REASON]
    assert plain(await press(desk, act(Insist, refused))).startswith("Saved “can i bring")
    past = await press(desk, act(Past, await desk.ask("history", ADA, curates)))
    assert f"because: {history.OPEN_REASON}" in plain(past)


async def test_of_both_kinds_of_losses_each_is_counted(teaching):
    desk, write = teaching
    refused = await press(desk, write, question=f"{STOLEN}\n{DOGS}", answer="Ask the treasurer.")
    first = plain(refused).split(":")[0]
    assert " would be lost, and " in first
    assert " answered that ha" in first
    assert history.OPEN not in plain(refused)
    form = await desk.form(act(Insist, refused), ADA, curates)
    assert [one.value for one in form.fields] == [""]


async def test_what_could_not_be_tried_since_its_text_is_not_kept_is_told(office):
    desk, _ = office
    write = act(Write, await desk.ask("teach", ADA, curates))
    first = await press(desk, write, question="Who has the key to the loo?", answer="Ben.")
    assert "could not be tried" not in plain(first)
    await desk.ask("train to lisbon", BEN)  # of which one word is kept
    card = await press(desk, acts(await desk.ask("review", ADA, curates))[0])
    made = await press(desk, act(Write, card), question="trains to Lisbon", answer="At nine.")
    assert plain(made).startswith("Saved “trains to Lisbon”.")
    told = plain(await press(desk, write, question="Who sweeps the paths?", answer="Cleo."))
    assert "1 question answered here before could not be tried with it: no text of it is" in told
    refused = plain(await press(desk, write, question=STOLEN, answer="Ask the treasurer."))
    assert refused.startswith("I didn't do this, since ")
    assert "could not be tried with it" in refused
    checked = act(Improve, await desk.ask("where is the tap", ADA))
    verify = act(Verify, await desk.form(checked, ADA, curates))
    assert "could not be tried" not in plain(await press(desk, verify))
