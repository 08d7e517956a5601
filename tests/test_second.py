"""Two curators at one miss: the second sees what the first made of it, and loses nothing."""

import pytest

from adapters.desk import Desk
from bot import history
from bot.act import Again, Attach, Bound, Write
from bot.change import ignoring
from bot.encode import decode
from bot.plain import plain
from bot.queue import Cluster
from bot.remember import NotThere
from tests.curators import ADA, BEN, act, curates, missed, misses, press, until
from tests.database.test_store import NOW

SECOND = {
    Write: {"answer": "Tulips."},
    Attach: {"entry": "Borrowing tools"},
    Bound: {"title": "Wifi", "says": "The wifi is not ours."},
}
"""What the second curator wants."""


@pytest.fixture
async def desk(office) -> Desk:
    return await misses(*office)


@pytest.mark.parametrize("kind", SECOND)
async def test_whoever_is_second_to_answer_a_miss_sees_both_texts_and_opens_theirs_again(
    desk, kind
):
    card = await missed(desk)
    wanted = {ADA.who: Write, BEN.who: kind}
    forms = {
        one.who: await desk.form(act(wanted[one.who], card), one, curates) for one in (ADA, BEN)
    }
    typed = {who: {one.name: one.value for one in form.fields} for who, form in forms.items()}
    first, second = decode(forms[ADA.who].does), decode(forms[BEN.who].does)
    await desk.act(first, ADA, curates, typed[ADA.who] | {"answer": "Roses."})
    await until(desk, "wifi password please", "Roses")

    filled = typed[BEN.who] | SECOND[kind]
    told = await desk.act(second, BEN, curates, filled)
    assert plain(told).startswith(history.CONFLICT)
    now, instead = plain(told).split("You wanted:")
    assert "Roses." in now
    assert "wifi password please" in instead
    again = await desk.form(act(Again, told), BEN, curates)
    assert {one.name: one.value for one in again.fields} == filled

    told = await desk.act(decode(again.does), BEN, curates, filled)
    assert "in place of what was done before" in plain(told)


async def test_what_is_answered_by_now_is_neither_ignored_nor_handed_on(desk, office):
    _, store = office
    waiting = await store.reviews.misses(ADA.tenant)
    await press(desk, act(Write, await missed(desk)), answer="Roses.")
    answered = await store.reviews.answered(ADA.tenant)
    with pytest.raises(NotThere):
        await store.overlays.change(BEN, ignoring(Cluster(waiting), desk.index, "a" * 32, NOW))
    await store.reviews.hand(BEN, [miss.id for miss in waiting], "Cleo", NOW)
    assert await store.reviews.answered(ADA.tenant) == answered
