"""The benchmarks' comparison in small, on generated knowledge: what must hold on any machine."""

from collections.abc import Callable
from random import Random

import pytest
from rapidfuzz import fuzz, process

from adapters.models.static import static_vectors
from benchmarks.banking import Labelled
from benchmarks.generate import SEED, Generated, english, generate, varied, with_typo
from benchmarks.methods import LEAN, TOKEN_SORT, WRATIO, Method
from benchmarks.peers import Run, ask_all
from benchmarks.timing import best, timed
from bot.index import Index, build_index
from bot.match import match

ENTRIES, HELD_OUT = 80, 4
SMALL, LARGE = 1_000, 8_000
RUNS = 4
ASKED = 150
MARGIN = 0.2
"""By which this matcher has to be right more often."""


@pytest.fixture(scope="module")
def base() -> Generated:
    return generate(english(static_vectors()), ENTRIES, held_out=HELD_OUT)


@pytest.fixture(scope="module")
def runs(base: Generated) -> dict[str, list[Run]]:
    """What each method made of questions without and with typos."""
    train = [(said, entry.id) for entry in base.knowledge.entries for said in entry.phrasings]
    clean = [(question.text, question.id) for question in base.held_out]
    random = Random(SEED)
    typos = [(with_typo(text, random), label) for text, label in clean]

    def asked(method: Method, *tests: Labelled) -> list[Run]:
        return ask_all(method, tuple(train), *tests)[1]

    methods = (LEAN, WRATIO, TOKEN_SORT)
    return {method.name: asked(method, tuple(clean), tuple(typos)) for method in methods}


@pytest.mark.parametrize("kind", [0, 1], ids=["clean", "typos"])
@pytest.mark.parametrize("other", [WRATIO, TOKEN_SORT], ids=lambda method: method.name)
def test_more_is_right_than_by_comparing_letters(runs, other, kind):
    assert runs[LEAN.name][kind].right >= runs[other.name][kind].right + MARGIN


def test_typos_cost_little(runs):
    clean, typos = runs[LEAN.name]
    assert typos.right >= clean.right - 0.1


@pytest.mark.parametrize("kind", [0, 1], ids=["clean", "typos"])
def test_confidence_is_near_the_share_that_is_right(runs, kind):
    ece = runs[LEAN.name][kind].ece
    assert ece is not None
    assert ece <= 0.1


def index_of(phrasings: int) -> Index:
    vectors = static_vectors()
    return build_index(generate(english(vectors), phrasings // 10).knowledge, vectors)


def median(call: Callable[[str], object], index: Index) -> float:
    """Milliseconds of half the questions, in the least disturbed of several runs."""
    words = english(static_vectors())
    runs = (
        timed(call, [asked.text for asked in varied(index.knowledge, words, ASKED, seed)])
        for seed in range(RUNS)
    )
    return best(runs, 50)


@pytest.fixture(scope="module")
def large() -> Index:
    return index_of(LARGE)


def test_eight_times_the_phrasings_take_a_question_less_than_four_times_as_long(large):
    small = index_of(SMALL)
    assert median(lambda said: match(said, large), large) <= 4 * median(
        lambda said: match(said, small), small
    )


def test_a_question_takes_half_the_time_of_comparing_it_with_each_phrasing(large):
    phrasings = [phrasing for own in large.phrasings for phrasing in own]

    def scan(said: str) -> object:
        return process.extractOne(said, phrasings, scorer=fuzz.token_sort_ratio)

    assert median(lambda said: match(said, large), large) <= median(scan, large) / 2
