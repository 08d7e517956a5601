"""The queue's pages: whatever is done or asked between two of them, none of it is skipped."""

import pytest

from adapters.drafts import KEPT_FOR
from bot.act import Ignore, Look, Review, Undo
from bot.plain import plain
from bot.remember import Keeping
from bot.reply import Reply
from tests.curators import ADA, BEN, CLEO, act, acts, press, queue
from tests.test_queue import ODD

MORE = ("gondolas", "violin", "guitar strings", "volcano tours", "sushi")


@pytest.fixture
async def desk(office):
    """A desk that keeps text, where more than two pages wait."""
    desk, store = office
    await store.records.keep(ADA.tenant, Keeping(text=True))
    for one in (*ODD, *MORE):
        await desk.ask(one, BEN)
    return desk


def on(shown: Reply) -> set[str]:
    return {one for one in (*ODD, *MORE) if one in plain(shown)}


async def ignore(desk, shown: Reply, count: int) -> list[Reply]:
    looks = [one for one in acts(shown) if isinstance(one, Look)][:count]
    return [await press(desk, act(Ignore, await press(desk, look))) for look in looks]


async def following(desk, shown: Reply, asker=ADA) -> list[Reply]:
    """The pages behind one."""
    pages = []
    while more := [one for one in acts(shown) if isinstance(one, Review)]:
        shown = await press(desk, more[0], asker)
        pages.append(shown)
    return pages


async def test_what_is_done_with_the_first_page_moves_nothing_past_the_next(desk):
    first = await queue(desk)
    await ignore(desk, first, 3)
    rest = await following(desk, first)
    assert set().union(*map(on, rest)) == {*ODD, *MORE} - on(first)
    assert [len(on(page)) for page in rest] == [5, 2]


async def test_what_is_asked_again_and_moves_up_is_still_shown(desk):
    first = await queue(desk)
    unseen = sorted({*ODD, *MORE} - on(first))
    for _ in range(2):
        await desk.ask(unseen[-1], CLEO)
    rest = await following(desk, first)
    assert unseen[-1] in on(rest[0])
    assert set().union(*map(on, rest)) == set(unseen)


async def test_what_others_ask_meanwhile_is_shown_too(desk):
    first = await queue(desk)
    await desk.ask("opera tickets", CLEO)
    assert any("opera tickets" in plain(page) for page in await following(desk, first))


async def test_what_is_asked_in_another_way_since_is_shown_once_more(desk):
    first = await queue(desk)
    again = min(on(first))
    await desk.ask(f"{again} please", CLEO)
    assert any(again in on(page) for page in await following(desk, first))


async def test_what_comes_back_between_two_pages_is_not_lost(desk):
    first = await queue(desk)
    [told, *_] = await ignore(desk, first, 2)
    second = await press(desk, act(Review, first))
    await press(desk, act(Undo, told))
    shown = on(first) | on(second) | set().union(*map(on, await following(desk, second)))
    assert shown == {*ODD, *MORE}


async def test_each_curator_has_pages_of_their_own(desk):
    await following(desk, await queue(desk))
    bens = await queue(desk, BEN)
    assert len(on(bens)) == 5
    assert on(bens).isdisjoint(set().union(*map(on, await following(desk, bens, BEN))))


async def test_a_page_of_which_nothing_is_known_any_more_is_the_first_one(desk):
    first = await queue(desk)
    now = desk.clock() + KEPT_FOR + 1
    desk.clock = lambda: now
    assert on(await press(desk, act(Review, first))) == on(first)
    assert on(await press(desk, Review(7))) == on(first)


async def test_after_the_last_page_the_first_one_comes_again(desk):
    first = await queue(desk)
    last = (await following(desk, first))[-2:]
    await ignore(desk, last[-1], 2)
    assert on(await press(desk, act(Review, last[0]))) == on(first)
