"""A team may take out of use all that is there: then nothing is known, and all else goes on."""

import asyncio

import pytest

from adapters.models.static import static_vectors
from bot.act import History, Improve, Retire, Review, Undo
from bot.compose import NO_ENTRIES
from bot.conversation import NEW
from bot.extend import extend
from bot.index import build_index
from bot.plain import plain
from bot.respond import respond
from bot.utterance import Utterance
from knowledge.overlay import Overlay
from knowledge.schema import Entry, KnowledgeBase
from tests.curators import ADA, BEN, CLEO, act, curates, gone, press, until
from tests.offices import staffed

WIFI = Entry(
    id="guest-wifi",
    title="Wi-Fi for guests",
    answer="The network is **Lobby**.",
    phrasings=("how do visitors get online", "guest wifi password"),
)
PARKING = Entry(
    id="parking", title="Parking", answer="In the yard.", phrasings=("where do I leave my car",)
)
NOT_KNOWN = "I don't have an answer"


async def retiring(desk, question, asker):
    card = await press(desk, act(Improve, await desk.ask(question, asker)), asker)
    return await press(desk, act(Retire, card), asker)


@pytest.mark.parametrize("held", [(WIFI,), (WIFI, PARKING)])
async def test_the_last_entries_can_be_retired_and_come_back(sqlite_url, held):
    index = build_index(KnowledgeBase(entries=held), static_vectors())
    async with staffed(index, sqlite_url) as (desk, _):
        pairs = zip(("guest wifi password", "where do I leave my car"), (ADA, BEN), strict=True)
        some = [retiring(desk, *pair) for pair in list(pairs)[: len(held)]]
        first, *_ = await asyncio.gather(*some)
        await gone(desk, "guest wifi password", "Lobby")
        assert NOT_KNOWN in plain(await until(desk, "where do I leave my car", NOT_KNOWN))
        assert plain(await desk.ask("topics", CLEO)) == NO_ENTRIES
        assert "Ask me about" in plain(await desk.ask("help", CLEO))
        assert "What waits for you" in plain(await desk.ask("review", ADA, curates))
        assert "Retired" in plain(await press(desk, History()))
        assert plain(await press(desk, act(Undo, first))).startswith("Took back: Retired")
        assert "Lobby" in plain(await until(desk, "guest wifi password", "Lobby"))


async def test_a_base_that_shrinks_to_what_a_team_retired_answers_that_it_knows_nothing(
    sqlite_url,
):
    both = build_index(KnowledgeBase(entries=(WIFI, PARKING)), static_vectors())
    async with staffed(both, sqlite_url) as (desk, _):
        await retiring(desk, "guest wifi password", ADA)
    alone = build_index(KnowledgeBase(entries=(WIFI,)), static_vectors())
    async with staffed(alone, sqlite_url) as (desk, _):
        assert NOT_KNOWN in plain(await until(desk, "guest wifi password", NOT_KNOWN))
        assert plain(await press(desk, Review()))


def test_boundaries_alone_say_what_is_not_known(garden):
    ids = tuple(entry.id for entry in garden.knowledge.entries)
    index = extend(garden, Overlay(retired=ids))
    said = [
        plain(respond(Utterance(one), NEW, index)[0])
        for one in ("can i bring my dog", "Are pets allowed?", "how much is a plot", "why")
    ]
    assert said[0] == said[1] == "The handbook says nothing about dogs or other pets."
    assert said[2].startswith(NOT_KNOWN)
