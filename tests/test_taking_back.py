"""What is taken back leaves what somebody else, or the shared knowledge, answers."""

from bot.act import Attach, Look, Undo
from bot.amend import imported
from bot.plain import plain
from bot.remember import Keeping
from knowledge.overlay import Overlay, pieces
from tests.curators import ADA, BEN, act, press, queue, until


async def test_an_import_that_is_taken_back_leaves_what_the_shared_entry_answers(office):
    """It had put an entry in the place of a shared one, which answers again."""
    desk, store = office
    await store.records.keep(ADA.tenant, Keeping(text=True))
    await desk.ask("gondolas", BEN)
    card = await press(desk, act(Look, await queue(desk)))
    await press(desk, act(Attach, card), entry="Watering")
    await until(desk, "gondolas", "gate")
    there = pieces(await store.overlays.overlay(ADA.tenant))
    watering = desk.index.items[desk.index.position["watering"]]
    ours = Overlay(entries=(watering.model_copy(update={"answer": "By the pond."}),))
    done = imported(there, there | pieces(ours), "Imported ours.yaml", "d" * 32, desk.clock())
    await store.overlays.change(ADA, done)
    await until(desk, "gondolas", "pond")
    assert plain(await press(desk, Undo(done.id))).startswith("Took back: Imported ours.yaml")
    await until(desk, "gondolas", "gate")
    assert await store.reviews.misses(ADA.tenant) == ()
    assert await store.reviews.answered(ADA.tenant) == (("gondolas", "watering"),)
