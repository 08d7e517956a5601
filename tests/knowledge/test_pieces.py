"""An overlay is its pieces: nothing is lost on the way there and back."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as some

from knowledge.overlay import EMPTY, Amendment, Overlay, pieces, together
from knowledge.schema import Boundary, Entry, Fact, Money, Source

ids = some.from_regex(r"[a-zäß0-9._/-]{1,12}", fullmatch=True)
lines = some.text(min_size=1, max_size=30).map(str.strip).filter(bool)
several_ids = some.lists(ids, max_size=3).map(tuple)
phrasings = some.lists(lines, min_size=1, max_size=4).map(tuple)
dates = some.none() | some.dates()
money = some.tuples(some.integers(0, 10**7), some.integers(0, 10**7)).map(
    lambda pair: Money(low=min(pair), high=max(pair))
)
facts = some.builds(Fact, label=lines, money=money, review_after=dates) | some.builds(
    Fact, label=lines, date=some.dates()
)
entries = some.builds(
    Entry,
    id=ids,
    title=lines,
    answer=lines,
    phrasings=phrasings,
    topic=some.none() | ids,
    sources=several_ids,
    facts=some.lists(facts, max_size=2).map(tuple),
    part_of=several_ids,
    related=several_ids,
    reading=several_ids,
    owner=some.none() | lines,
    checked=dates,
    review_after=dates,
)
boundaries = some.builds(
    Boundary,
    id=ids,
    title=lines,
    says=lines,
    phrasings=phrasings,
    nearest=some.none() | ids,
    owner=some.none() | lines,
    checked=dates,
    review_after=dates,
)
sources = some.builds(
    Source, id=ids, title=lines, author=some.none() | lines, published=dates, review_after=dates
)
amendments = some.builds(
    Amendment,
    title=lines,
    words=some.none() | lines,
    sources=some.none() | several_ids,
    facts=some.none() | some.lists(facts, max_size=2).map(tuple),
    nearest=some.none() | ids,
    without=some.lists(lines, max_size=3).map(tuple),
    owner=some.none() | lines,
    checked=dates,
    review_after=dates,
)


def all_of(forms):
    """Some of them, no two with the same id."""
    return some.lists(forms, max_size=4, unique_by=lambda one: one.id).map(tuple)


overlays = some.builds(
    Overlay,
    entries=all_of(entries),
    boundaries=all_of(boundaries),
    sources=all_of(sources),
    amended=some.dictionaries(ids, amendments, max_size=3),
    phrasings=some.dictionaries(ids, phrasings, max_size=3),
    synonyms=some.lists(
        some.lists(lines, min_size=2, max_size=4).map(tuple),
        max_size=3,
        unique_by=lambda group: group[0],
    ).map(tuple),
    retired=some.lists(ids, max_size=3, unique=True).map(tuple),
)


@given(overlays)
def test_any_overlay_is_the_same_after_it_was_in_pieces(overlay):
    there = pieces(overlay)
    assert together(there) == overlay
    assert pieces(together(there)) == there


@given(overlays)
def test_what_is_the_same_has_the_same_pieces_in_whatever_order(overlay):
    there = pieces(overlay)
    backwards = together(dict(reversed(there.items())))
    assert pieces(backwards) == there


@given(overlays)
def test_a_piece_stands_for_itself(overlay):
    for key, piece in pieces(overlay).items():
        assert pieces(together({key: piece})) == {key: piece}
        assert json.loads(piece)


def test_nothing_has_no_pieces():
    assert pieces(EMPTY) == {}
    assert together({}) == EMPTY


@pytest.mark.parametrize("piece", ["{}", '{"id": "a"}', "[]", "no JSON"])
def test_what_is_no_piece_is_refused(piece):
    with pytest.raises(ValueError, match=r"."):
        together({"entry/a": piece})


def test_a_piece_of_no_known_kind_is_refused():
    with pytest.raises(ValueError, match="no piece of an overlay"):
        together({"answer/a": "{}"})
