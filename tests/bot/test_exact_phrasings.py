"""Every phrasing, typed as it stands, gets its own answer and nothing else."""

import pytest

from bot.conversation import NEW
from bot.respond import respond
from bot.utterance import Utterance
from knowledge.loader import load

KNOWLEDGE = load()


@pytest.mark.parametrize("item", list(KNOWLEDGE.items()), ids=lambda item: item.id)
def test_a_phrasing_typed_as_it_stands_gets_what_it_belongs_to_and_nothing_else(tpm, item):
    wanted = [item.id] if hasattr(item, "answer") else [item.nearest] if item.nearest else []
    missed = []
    for phrasing in item.phrasings:
        reply, _ = respond(Utterance(phrasing), NEW, tpm)
        if [one.id for one in reply.entries] != wanted:
            missed.append(phrasing)
    assert missed == []
