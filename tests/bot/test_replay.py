"""A change is replayed before it is made: which questions would be answered otherwise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.models.static import static_vectors
from benchmarks.generate import english, generate
from bot.index import Index, build_index
from bot.loss import NOTICED
from bot.normalise import words
from bot.replay import Golden, Replayed, replay
from bot.stand import CHOICES, Fold, Outcome, Question, Stand, fine, outcome, right, stand
from knowledge.overlay import EMPTY, Amendment, Overlay
from knowledge.schema import Boundary, Entry
from tests.examples import examples

GOLDEN = (
    Golden("what does a patch cost me", frozenset(["rent"])),
    Golden("when may i use the hose", frozenset(["watering"])),
    Golden("who won the world cup", frozenset()),
)

MUSIC = Entry(
    id="music",
    title="Harpsichords",
    answer="x",
    phrasings=("tuning a harpsichord", "harpsichord strings", "who tunes harpsichords"),
)


@pytest.fixture(scope="module")
def standing(garden: Index) -> Stand:
    return stand(garden, GOLDEN)


def asked(stand: Stand) -> list[Question]:
    return [one for fold in stand.folds for one in fold.asked]


def fold_of(said: str, stand: Stand) -> Fold:
    (fold,) = (one for one in stand.folds[:-1] if said in [asked.text for asked in one.asked])
    return fold


def lost(replayed: Replayed) -> set[str]:
    return {move.text for move in replayed.moves if move.lost}


def outcomes(stand: Stand) -> list[object]:
    return [fold.outcomes for fold in stand.folds]


def assert_as_asked(stand: Stand) -> None:
    """Nothing that wasn't asked again would be answered otherwise, but for questions that stand on
    the edge."""
    for fold in stand.folds:
        for one, made in zip(fold.asked, fold.outcomes, strict=True):
            anew = outcome(one, fold.index)
            assert made.given == anew.given or abs(made.sure - anew.sure) < NOTICED


def test_every_phrasing_and_golden_question_is_asked_once(garden, standing):
    said = [one.text for one in asked(standing)]
    phrasings = [text for item in garden.knowledge.items() for text in item.phrasings]
    assert sorted(said) == sorted([*phrasings, *(one.text for one in GOLDEN)])


def test_no_phrasing_is_matched_by_itself(standing):
    for fold in standing.folds[:-1]:
        there = {said for own in fold.index.phrasings for said in own[1:]}
        assert there.isdisjoint(one.text for one in fold.asked)


def test_an_entry_knows_no_word_of_a_phrasing_that_is_left_out_alone(garden, standing):
    fold = fold_of("sprinkler rules", standing)
    at = garden.position["watering"]
    assert "sprinkler" in garden.own[at]
    assert "sprinkler" not in fold.index.own[at]


def test_nothing_changed_moves_nothing(standing):
    same = replay(standing, EMPTY)
    assert (same.moves, same.again) == ((), 0)
    assert outcomes(same.stand) == outcomes(standing)


def test_an_unrelated_entry_takes_no_right_answer_away(standing):
    assert lost(replay(standing, Overlay(entries=(MUSIC,)))) == set()


def test_a_retired_entry_loses_golden_questions_and_none_of_its_phrasings(standing):
    retired = replay(standing, Overlay(retired=("rent",)))
    assert lost(retired) == {"what does a patch cost me"}
    moved = {move.text: move for move in retired.moves}
    assert moved["what does a patch cost me"].before == "rent"
    assert moved["what does a patch cost me"].kind == "golden"
    assert not moved["plot rent"].lost


def test_what_an_entry_that_is_retired_was_attached_to_is_no_loss(standing):
    attached = [Golden("tell me the price of one of these beds", frozenset(["rent"]), "rent")]
    retired = replay(standing, Overlay(retired=("rent",)), attached)
    assert lost(retired) == {"what does a patch cost me"}
    (move,) = (one for one in retired.moves if one.kind == "attached")
    assert (move.before, move.lost) == ("rent", False)


def test_a_retired_boundary_loses_nothing(standing):
    assert lost(replay(standing, Overlay(retired=("pets",)))) == set()


THIEF = Entry(
    id="thief",
    title="Prices",
    answer="x",
    phrasings=("what does a patch cost", "how much is a patch", "what a bed costs", "plot costs"),
)


def test_stolen_phrasings_are_lost(standing):
    stolen = replay(standing, Overlay(entries=(THIEF,)))
    assert any(move.lost and move.before == "rent" for move in stolen.moves)
    again = replay(stolen.stand, Overlay(entries=(THIEF,), retired=("rent",)))
    assert lost(again).isdisjoint(lost(stolen))


def test_a_phrasing_that_is_taken_word_by_word_is_lost(standing):
    taken = Overlay(phrasings={"tools": ("How much is a plot?",)})
    assert "how much is a plot" in lost(replay(standing, taken))


def test_a_miss_that_was_attached_is_asked_as_it_was_put(standing):
    said = "nightly shutdown of the pipes"
    attached = [Golden(said, frozenset(["watering"]), "watering")]
    more = Overlay(phrasings={"watering": (said,)})
    learnt = replay(standing, more, attached)
    (move,) = (one for one in learnt.moves if one.kind == "attached")
    assert (move.after, move.lost) == ("watering", False)
    assert lost(replay(learnt.stand, EMPTY, attached)) == {said}
    assert "attached" not in {one.kind for one in asked(replay(learnt.stand, more).stand)}


def test_a_teams_own_phrasings_are_left_out_of_the_index_that_is_asked_for_them(standing):
    after = replay(
        standing, Overlay(entries=(MUSIC,), phrasings={"rent": ("any discounts",)})
    ).stand
    for said in (*MUSIC.phrasings, "any discounts"):
        held = [
            said in [text for own in fold.index.phrasings for text in own] for fold in after.folds
        ]
        assert held == [fold is not fold_of(said, after) for fold in after.folds]
    titles = [fold.index.phrasings[fold.index.position["music"]][0] for fold in after.folds]
    assert titles == ["Harpsichords"] * 4
    assert len({id(fold_of(said, after)) for said in MUSIC.phrasings}) == 3


def test_later_changes_are_replayed_against_a_teams_own_phrasings(standing):
    own = replay(standing, Overlay(entries=(MUSIC,))).stand
    ways = (
        "harpsichord tuning", "tuning the harpsichord", "tune a harpsichord", "harpsichord string",
        "the strings of a harpsichord", "who tunes a harpsichord", "who is tuning harpsichords",
    )  # fmt: skip
    stealing = Boundary(id="no-music", title="No music", says="x", phrasings=ways)
    both = replay(own, Overlay(entries=(MUSIC,), boundaries=(stealing,)))
    assert not lost(both).isdisjoint(MUSIC.phrasings)
    gone = replay(own, EMPTY)
    assert lost(gone) == set()
    assert not {*MUSIC.phrasings} & {one.text for one in asked(gone.stand)}


def test_a_phrasing_whose_entry_is_still_offered_has_moved_and_is_not_lost(standing):
    own = replay(standing, Overlay(entries=(MUSIC,))).stand
    copied = MUSIC.model_copy(update={"id": "copy"})
    both = replay(own, Overlay(entries=(MUSIC, copied)))
    asked_back = {move.text for move in both.moves if move.after == CHOICES}
    assert not asked_back.isdisjoint(MUSIC.phrasings)
    assert lost(both).isdisjoint(asked_back)


def test_what_a_removed_phrasing_asked_is_not_asked_any_more(garden, standing):
    rent = garden.items[garden.position["rent"]]
    fewer = rent.model_copy(update={"phrasings": rent.phrasings[2:]})
    after = replay(standing, Overlay(entries=(fewer,)))
    assert not {*rent.phrasings[:2]} & {one.text for one in asked(after.stand)}
    assert {*rent.phrasings[2:]} <= {one.text for one in asked(after.stand)}
    assert lost(after).isdisjoint(rent.phrasings[:2])


def test_a_boundary_that_takes_what_is_answered_is_told(standing):
    never = Boundary(id="never", title="Hoses", says="No.", phrasings=("when may i use the hose",))
    assert "when may i use the hose" in lost(replay(standing, Overlay(boundaries=(never,))))


def test_synonyms_come_and_go(standing):
    with_them = replay(standing, Overlay(synonyms=(("water", "hose"),))).stand
    assert_as_asked(with_them)
    gone = replay(with_them, EMPTY)
    assert outcomes(gone.stand) == outcomes(standing)


def test_what_a_change_can_not_reach_is_not_asked_again():
    vectors = static_vectors()
    index = build_index(generate(english(vectors), 80).knowledge, vectors)
    standing = stand(index, ())
    first, *_ = index.knowledge.entries
    more = tuple(f"{said} please" for said in first.phrasings[:3])
    for overlay in (Overlay(retired=(first.id,)), Overlay(phrasings={first.id: more})):
        changed = replay(standing, overlay)
        assert changed.asked == 800 + 3 * len(overlay.phrasings)
        assert changed.again < 0.2 * changed.asked
        assert replay(changed.stand, EMPTY).again < 0.2 * changed.asked


IDS = ("rent", "waiting-list", "watering", "tools", "rakes", "spring-fair", "pets", "weather")
SAID = st.lists(
    st.sampled_from(
        ["patch", "water", "harpsichord", "fair", "who", "sells", "dogs", "rake", "cost", "the",
         "september", "tomatos", "shed", "gate", "what", "zumba"]
    ), min_size=1, max_size=5,
).map(" ".join)  # fmt: skip
ENTRIES = st.builds(
    Entry,
    id=st.sampled_from(["own", "other", "rakes", "weather"]),
    title=SAID,
    answer=st.just("x"),
    phrasings=st.lists(SAID, min_size=1, max_size=4).map(tuple),
    part_of=st.sampled_from([(), ("tools",)]),
)
OVERLAYS = st.builds(
    Overlay,
    entries=st.lists(ENTRIES, max_size=2, unique_by=lambda one: one.id).map(tuple),
    phrasings=st.dictionaries(
        st.sampled_from(IDS), st.lists(SAID, min_size=1, max_size=3).map(tuple), max_size=2
    ),
    synonyms=st.sampled_from([(), (("tomatoes", "zumba"),), (("fair", "market"),)]),
    retired=st.lists(st.sampled_from(IDS), max_size=2, unique=True).map(tuple),
)


@given(st.lists(OVERLAYS, min_size=1, max_size=3))
@examples(10)
def test_whatever_changes_and_is_undone_stands_as_before(standing, overlays):
    stands = [standing]
    for overlay in overlays:
        stands.append(replay(stands[-1], overlay).stand)
        assert_as_asked(stands[-1])
    back = replay(stands[-1], EMPTY)
    for fold, first in zip(back.stand.folds, standing.folds, strict=True):
        for made, was in zip(fold.outcomes, first.outcomes, strict=True):
            tipped = was.given in made.offered or made.given in was.offered  # where two are alike
            assert made.given == was.given or tipped or abs(made.sure - was.sure) < NOTICED
    assert [fold.asked for fold in back.stand.folds] == [fold.asked for fold in standing.folds]


@given(st.text(max_size=60), st.text(max_size=60))
@examples(10)
def test_any_text_can_be_replayed(standing, said, title):
    entry = Entry.model_construct(**{**MUSIC.__dict__, "title": title or "x", "phrasings": (said,)})
    attached = [Golden(said, frozenset(["music"]), "music"), Golden(title, frozenset())]
    after = replay(standing, Overlay.model_construct(entries=(entry,)), attached)
    assert after.asked == len(asked(after.stand))
    own = [one for one in asked(after.stand) if (one.kind, one.of) == ("phrasing", "music")]
    assert [words(one.text) for one in own] in ([words(said)], [])


def test_where_the_last_boundary_goes_all_is_asked_again(standing):
    without = replay(standing, Overlay(retired=("pets", "weather")))
    assert without.again == without.asked
    assert_as_asked(without.stand)


def test_a_golden_question_that_another_entry_takes_is_lost_however_sure_that_is(garden):
    golden = Golden("do you lend tools", frozenset(["tools"]))
    thief = Entry(id="thief", title="Lending", answer="x", phrasings=("do you lend tools",))
    taken = replay(stand(garden, [golden]), Overlay(entries=(thief,)))
    assert "do you lend tools" in lost(taken)


SNOW = Entry(id="snow", title="Snow", answer="x", phrasings=("is it going to snow",))


def taking(entry: Entry, boundary: str, *said: str) -> Overlay:
    return Overlay(entries=(entry,), amended={boundary: Amendment(without=said)})


def test_what_a_boundary_was_asked_and_an_entry_is_taught_is_no_loss(garden):
    golden = Golden("Is it going to snow?", frozenset())
    attached = [Golden("is it going to snow", frozenset(), "weather")]
    taught = replay(stand(garden, [golden]), taking(SNOW, "weather", *SNOW.phrasings), attached)
    moved = {move.kind: move for move in taught.moves if move.after == "snow"}
    assert {"golden", "attached"} <= moved.keys()
    assert lost(taught) == set()
    assert "is it going to snow" not in {
        one.text for one in asked(taught.stand) if one.of == "weather" and one.kind == "phrasing"
    }


def test_what_a_boundary_is_asked_otherwise_is_lost_where_the_entry_draws_it(garden):
    golden = Golden("will it be going to snow", frozenset())
    taught = replay(stand(garden, [golden]), taking(SNOW, "weather", *SNOW.phrasings))
    [move] = [move for move in taught.moves if move.kind == "golden"]
    assert (move.after, move.lost) == ("snow", True)


def test_what_a_boundary_was_made_for_is_no_loss_where_that_is_retired(standing):
    said = "do you know when it will hail"
    attached = [Golden(said, frozenset(), "weather")]
    hail = Entry(id="hail", title="Hail", answer="x", phrasings=("when will it hail", "hail"))
    assert said in lost(replay(standing, Overlay(entries=(hail,)), attached))
    instead = Overlay(entries=(hail,), retired=("weather",))
    assert said not in lost(replay(standing, instead, attached))


def test_what_a_replaced_boundary_turned_down_is_no_loss_however_it_is_asked(garden):
    golden = Golden("will it be going to snow", frozenset())
    weather = garden.items[garden.position["weather"]]
    snow = SNOW.model_copy(update={"phrasings": (weather.title, *weather.phrasings)})
    instead = replay(stand(garden, [golden]), Overlay(entries=(snow,), retired=("weather",)))
    [move] = [move for move in instead.moves if move.kind == "golden"]
    assert (move.before, move.after, move.lost, move.open) == ("weather", "snow", False, True)


def test_what_a_retired_boundary_turned_down_is_lost_where_something_else_answers_it(garden):
    golden = Golden("will it be going to snow", frozenset())
    other = SNOW.model_copy(update={"phrasings": ("when will it be going to snow",)})
    retired = replay(stand(garden, [golden]), Overlay(entries=(other,), retired=("weather",)))
    [move] = [move for move in retired.moves if move.kind == "golden"]
    assert (move.after, move.lost, move.open) == ("snow", True, True)


def test_what_another_boundary_turns_down_is_lost_where_an_answer_draws_it(standing):
    pets = standing.folds[-1].index
    dogs = pets.items[pets.position["pets"]]
    drawing = SNOW.model_copy(
        update={"phrasings": ("can i bring my cat along", "may i take a dog", "are animals fine")}
    )
    drawn = replay(standing, Overlay(entries=(drawing,)))
    moves = [move for move in drawn.moves if move.lost and move.text in dogs.phrasings]
    assert moves
    assert all(move.open and move.after == "snow" for move in moves)


def test_where_nothing_is_right_a_choice_that_becomes_an_answer_is_no_loss(garden):
    assert not right(Outcome(CHOICES, 0.5, False), NOWHERE, garden)
    assert fine(Outcome(CHOICES, 0.5, False), NOWHERE, garden)
    assert right(Outcome("pets", 0.5, False), NOWHERE, garden)
    assert not fine(Outcome("rent", 0.5, False), NOWHERE, garden)


NOWHERE = Question("golden", "may i bring my dog", ("may", "i"), frozenset())
