"""What is handed to somebody stands first for them, behind for others, and they are told once."""

import pytest

from adapters.database.told import AGAIN_AFTER
from adapters.telling import Unreachable, tell
from bot.act import Hand, Ignore, Look, Undo
from bot.plain import plain
from bot.remember import Keeping
from bot.reply import Items, Reply, Text
from tests.curators import ADA, BEN, CLEO, act, acts, curates, press, queue
from tests.test_telling import Posts


@pytest.fixture
async def desk(office):
    """A desk where one thing was missed twice, another once."""
    desk, store = office
    await store.records.keep(ADA.tenant, Keeping(text=True))
    for asked, by in (("wifi password", BEN), ("wifi password", CLEO), ("is there a toilet", CLEO)):
        await desk.ask(asked, by)
    return desk


def lines(reply: Reply) -> list[Text]:
    [items] = [part for part in reply.parts if isinstance(part, Items)]
    return list(items.items)


def words(line: Text) -> str:
    return "".join(span.text for span in line)


async def card(desk, about: str) -> Reply:
    shown = await queue(desk)
    looks = [one for one in acts(shown) if isinstance(one, Look)]
    [at] = [at for at, line in enumerate(lines(shown)) if about in words(line)]
    return await press(desk, looks[at])


async def handed(desk, to: str, about: str = "wifi", asker=ADA) -> Reply:
    return await press(desk, act(Hand, await card(desk, about)), asker, who=to)


def later(desk, seconds: float) -> None:
    now = desk.clock() + seconds
    desk.clock = lambda: now


async def test_it_stands_first_for_them_and_behind_for_everybody_else(desk):
    told = await handed(desk, BEN.who)
    assert plain(told).startswith("“wifi password” stands first in the queue of ")
    assert "I tell them." in plain(told)
    theirs, others = await queue(desk, BEN), await queue(desk)
    assert [("wifi" in words(line), "For you." in words(line)) for line in lines(theirs)] == [
        (True, True), (False, False),
    ]  # fmt: skip
    assert ["wifi" in words(line) for line in lines(others)] == [False, True]
    assert lines(others)[1][-2].person == BEN.who
    assert "Handed to you." in plain(await press(desk, act(Look, theirs), BEN))


async def test_they_need_no_name_to_be_known(desk):
    await handed(desk, BEN.who, "toilet")
    nameless = type(BEN)(BEN.tenant, BEN.who, BEN.where)
    assert "toilet" in words(lines(await queue(desk, nameless))[0])


async def test_they_are_told_once_what_waits_and_by_whom(desk):
    await handed(desk, BEN.who)
    posts, shown = Posts(), []

    async def post(who: str, reply: Reply) -> None:
        shown.append(reply)
        await posts(who, reply)

    await tell(desk, "slack", post)
    await tell(desk, "slack", post)
    [(who, said)] = posts
    assert who == BEN.who
    assert "handed you a question that I couldn't answer: “wifi password”." in said
    assert "/tpm review" in said
    assert shown[0].parts[0].text[0].person == ADA.who
    await handed(desk, BEN.who)  # they have it already
    await tell(desk, "slack", post)
    assert len(posts) == 1


async def test_nobody_is_told_of_what_waits_no_longer_or_for_somebody_else(desk):
    await handed(desk, BEN.who)
    await handed(desk, BEN.who, "toilet")
    await handed(desk, CLEO.who)
    await press(desk, act(Ignore, await card(desk, "toilet")))
    posts = Posts()
    await tell(desk, "slack", posts)
    assert [who for who, _ in posts] == [CLEO.who]


async def test_who_can_not_be_reached_is_told_of_to_whoever_handed_it_over(desk):
    await handed(desk, BEN.who)
    posts = Posts(Unreachable())
    await tell(desk, "slack", posts)
    [(who, said)] = posts
    assert who == ADA.who
    assert said.startswith("You handed “wifi password” to ")
    assert "no message of mine reaches them" in said


async def test_who_can_not_be_reached_now_is_tried_again_but_not_for_ever(desk):
    await handed(desk, BEN.who)
    posts = Posts(OSError(), OSError(), OSError())
    for _ in range(3):
        await tell(desk, "slack", posts)
        await tell(desk, "slack", posts)  # not at once
        later(desk, AGAIN_AFTER + 1)
    assert [who for who, _ in posts] == [ADA.who]
    await tell(desk, "slack", posts)
    assert len(posts) == 1


async def test_what_somebody_hands_to_themselves_is_told_to_nobody(desk):
    assert "stands first in your queue now." in plain(await handed(desk, ADA.who))
    posts = Posts()
    await tell(desk, "slack", posts)
    assert posts == []


async def test_a_name_alone_is_nobody_who_can_be_told(desk):
    assert "I know them by name alone: tell them yourself." in plain(await handed(desk, "@ben"))
    posts = Posts()
    await tell(desk, "slack", posts)
    assert posts == []
    assert "For you." in words(lines(await queue(desk, BEN))[0])


async def test_somebody_of_another_platform_is_only_a_name(desk):
    await handed(desk, "discord:42")
    assert "For discord:42." in words(lines(await queue(desk))[1])


async def test_whoever_is_forgotten_is_handed_nothing_and_told_of_nothing(desk):
    await handed(desk, BEN.who)
    await desk.ask("forget me", BEN)
    posts = Posts()
    await tell(desk, "slack", posts)
    assert posts == []
    assert "wifi" in plain(await queue(desk))
    assert "For " not in plain(await queue(desk))


async def test_whoever_handed_it_over_and_is_forgotten_is_told_nothing(desk):
    await handed(desk, BEN.who)
    await desk.ask("forget me", ADA)
    posts = Posts(Unreachable())
    await tell(desk, "slack", posts)
    assert posts == []


async def test_what_was_handed_over_is_in_the_data_of_both(desk, office):
    _, store = office
    await handed(desk, BEN.who)
    for asker in (ADA, BEN):
        assert BEN.who in await store.records.about(asker)


async def test_what_was_ignored_and_comes_back_waits_for_everybody(desk):
    await handed(desk, BEN.who)
    told = await press(desk, act(Ignore, await card(desk, "wifi")))
    await press(desk, act(Undo, told))
    assert "For " not in plain(await desk.ask("review", ADA, curates))
