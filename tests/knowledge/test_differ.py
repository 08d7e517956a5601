"""The difference of two knowledge bases is an overlay, and the smallest one."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from knowledge.differ import difference, onto, sayable, unordered, unsayable
from knowledge.exchange.export import export, held_by
from knowledge.loader import BUILT_IN, load
from knowledge.overlay import EMPTY, Amendment, Overlay, lay, pieces, stack, together
from knowledge.schema import About, Boundary, Entry, KnowledgeBase, Topic
from tests.examples import examples
from tests.knowledge.exchange.bases import KNOWLEDGE
from tests.knowledge.test_pieces import overlays


def same(knowledge: KnowledgeBase) -> dict[str, object]:
    """What it says, whatever the order."""
    return {
        "about": knowledge.about,
        "topics": knowledge.topics,
        "sources": {source.id: source for source in knowledge.sources},
        "synonyms": sorted(knowledge.synonyms),
        "items": {item.id: unordered(item) for item in knowledge.items()},
    }


@st.composite
def near(draw: st.DrawFn, base: KnowledgeBase) -> KnowledgeBase:
    """A knowledge base that has much in common with this one."""
    other = draw(KNOWLEDGE)
    kept = [item for item in base.items() if draw(st.booleans())]
    theirs = {item.id: item for item in other.items()}
    for item in kept:
        if draw(st.booleans()):
            words = "answer" if isinstance(item, Entry) else "says"
            new = {"title": draw(st.sampled_from(["New", item.title])), words: "New words."}
            kept_ways = item.phrasings[draw(st.integers(0, len(item.phrasings) - 1)) :]
            more = (*kept_ways, *draw(st.sampled_from([(), ("one more", "two")])))
            item = item.model_copy(update={**new, "phrasings": more})
        theirs[item.id] = item
    return other.model_copy(
        update={
            "entries": tuple(one for one in theirs.values() if isinstance(one, Entry)),
            "boundaries": tuple(one for one in theirs.values() if isinstance(one, Boundary)),
            "sources": draw(st.sampled_from([base.sources, other.sources])),
            "synonyms": draw(st.sampled_from([base.synonyms, other.synonyms])),
        }
    )


PAIRS = KNOWLEDGE.flatmap(lambda base: st.tuples(st.just(base), near(base)))


@examples(20)
@given(PAIRS)
def test_the_difference_laid_over_the_base_says_what_was_wanted(pair):
    base, wanted = pair
    laid = lay(base, difference(base, wanted))
    assert same(laid) == same(sayable(base, wanted))
    assert same(lay(base, together(pieces(difference(base, wanted))))) == same(laid)


@examples(10)
@given(KNOWLEDGE)
def test_what_is_the_same_has_no_difference(base):
    assert difference(base, base) == EMPTY


@examples(20)
@given(PAIRS, overlays)
def test_what_a_team_has_is_brought_to_say_what_was_wanted(pair, overlay):
    base, wanted = pair
    after = onto(base, pieces(overlay), wanted)
    assert same(lay(base, together(after))) == same(sayable(base, wanted))
    assert onto(base, after, wanted) == after


@examples(20)
@given(KNOWLEDGE, overlays)
def test_what_a_team_says_already_leaves_its_pieces_as_they_are(base, overlay):
    there = pieces(overlay)
    assert onto(base, there, lay(base, overlay)) == there
    assert onto(base, there, stack(base, overlay)) == there


@examples(20)
@given(KNOWLEDGE, overlays)
def test_what_is_exported_over_the_base_reads_back_as_what_the_team_has(base, overlay):
    ids = [item.id for item in overlay.items()]
    assume(len(ids) == len(set(ids)))
    wanted, there = lay(base, overlay), pieces(overlay)
    files = export(wanted, export(base), base)
    assert onto(base, there, held_by(files)) == there
    assert export(wanted, files, base) == files


# How small it is


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return load([BUILT_IN])


def changed(base: KnowledgeBase, id: str, **update: object) -> Overlay:
    items = tuple(one.model_copy(update=update) if one.id == id else one for one in base.entries)
    return difference(base, base.model_copy(update={"entries": items}))


def test_of_an_entry_that_reads_otherwise_the_words_alone_are_its_own(base):
    other = {"owner": "Ops", "sources": (), "facts": ()}
    assert changed(base, "salary", answer="Ask us.", **other) == Overlay(
        amended={"salary": Amendment(words="Ask us.", **other)}
    )


def test_of_an_entry_with_more_phrasings_those_alone_are_its_own(base):
    salary = next(one for one in base.entries if one.id == "salary")
    more = ("what do i get", *salary.phrasings, "dosh")
    assert changed(base, "salary", phrasings=more) == Overlay(
        phrasings={"salary": ("what do i get", "dosh")}
    )
    both = changed(base, "salary", phrasings=more, title="Pay")
    assert both == Overlay(
        phrasings={"salary": ("what do i get", "dosh")}, amended={"salary": Amendment(title="Pay")}
    )


def test_of_an_item_that_is_asked_for_no_longer_in_some_way_that_alone_is_told(base):
    bound = base.boundaries[0]
    left = base.model_copy(
        update={
            "boundaries": (
                bound.model_copy(update={"phrasings": bound.phrasings[2:]}), *base.boundaries[1:],
            )
        }
    )  # fmt: skip
    assert difference(base, left) == Overlay(
        amended={bound.id: Amendment(without=bound.phrasings[:2])}
    )


@pytest.mark.parametrize("update", [{"phrasings": ("pay",)}, {"topic": None}, {"related": ()}])
def test_an_entry_that_is_changed_further_is_a_whole_one(base, update):
    [entry] = changed(base, "salary", **update).entries
    assert entry.id == "salary"
    assert {key: getattr(entry, key) for key in update} == update


def test_a_day_or_owner_that_is_taken_away_makes_a_whole_entry(base):
    kept = changed(base, "salary", owner="Ops")
    laid = lay(base, kept)
    [entry] = difference(laid, base).entries
    assert (entry.id, entry.owner) == ("salary", None)


def test_what_is_missing_is_out_of_use_and_what_named_it_is_not_changed_for_that(base):
    entries = tuple(one for one in base.entries if one.id != "salary")
    wanted = base.model_copy(update={"entries": entries})
    assert any("salary" in one.related for one in entries)
    assert difference(base, wanted) == Overlay(retired=("salary",))


def test_an_entry_that_comes_back_into_use_is_named_again(base):
    out = pieces(Overlay(retired=("salary",)))
    assert onto(base, out, stack(base, EMPTY)) == {}


def test_an_entry_that_comes_back_is_named_by_those_alone_that_are_to_name_it(base):
    out = pieces(Overlay(retired=("salary",)))
    named = next(one for one in base.entries if "salary" in one.related)
    others = tuple(id for id in named.related if id != "salary")
    forgets = named.model_copy(update={"related": others})
    entries = tuple(forgets if one.id == forgets.id else one for one in base.entries)
    after = onto(base, out, base.model_copy(update={"entries": entries}))
    assert list(after) == [f"entry/{forgets.id}"]


def test_what_is_a_teams_own_and_missing_is_not_kept_as_out_of_use(base):
    own = Entry(id="own", title="Own", answer="Own.", phrasings=("own",))
    assert onto(base, pieces(Overlay(entries=(own,))), base) == {}


def test_groups_of_synonyms_that_begin_alike_are_one(base):
    wanted = base.model_copy(update={"synonyms": (*base.synonyms, ("a", "b"), ("a", "c"))})
    assert difference(base, wanted).synonyms == (("a", "b", "c"),)


def test_what_no_overlay_can_say_is_told(base):
    about, new = About(subject="tea"), Topic(id="tea", title="Tea")
    said = KnowledgeBase(about=about, topics=(new,))
    assert list(unsayable(base, said, whole=False)) == [
        "another subject ('about')",
        "the topic 'tea'",
    ]
    assert list(unsayable(base, KnowledgeBase(), whole=False)) == []
    told = list(unsayable(base, said, whole=True))
    assert f"that there is no source {base.sources[0].id!r}" in told
    assert f"that {', '.join(base.synonyms[0])} are no synonyms" in told
    assert list(unsayable(base, base, whole=True)) == []
