"""A real word is no typo, though the knowledge base lacks it and has another one like it."""

from pathlib import Path

import pytest

from adapters.models.static import static_vectors
from bot.index import Index, build_index
from knowledge.loader import load

TEAM = Path(__file__).parents[2] / "examples" / "team"


@pytest.fixture(scope="module")
def team() -> Index:
    return build_index(load([TEAM]), static_vectors())


@pytest.mark.parametrize(
    "word",
    [
        "wifi",
        "invoice",
        "vegan",
        "croissant",
        "login",
        "docker",
        "aws",
        "cfo",
        "kpi",
        "figma",
        "togo",
        "pcs",
    ],
)
def test_a_word_of_offices_is_read_as_it_stands(team, word):
    assert team.lexicon.read(f"who pays for the {word}").plain[-1] == word


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("watring", "watering"), ("plto", "plot"), ("becuase", "because")],
)
def test_what_is_no_word_is_still_read_as_the_one_that_was_meant(garden, typed, meant):
    assert garden.lexicon.read(f"what about the {typed}").plain[-1] == meant


def test_a_rare_word_is_still_a_slip_where_the_knowledge_base_has_the_common_one(tpm):
    assert tpm.lexicon.read("what does a technical product manger do").meant[-2:] == ("tpm", "do")
