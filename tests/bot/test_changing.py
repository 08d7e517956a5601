"""Whatever is typed into a curator's form becomes a change that can be kept, or is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.act import Assign, Attach, Bound, Edit, Reword, SaveQuote, Verify, Write
from bot.amend import seen
from bot.blank import blank
from bot.change import change
from bot.form import FormRefused, taken
from bot.manage import item_of
from bot.mark import handle
from bot.queue import Cluster
from bot.remember import Change, applied
from bot.reviews import Miss
from knowledge.overlay import lay, together
from tests.examples import examples

NEW = "a" * 32
HOSTILE = [
    "", " ", "\x00", "\ud800", "<!channel>", "@everyone", "{}", "!!python/object", "a: b\n- c",
    "x" * 2_500, "y " * 1_400, "https://example.org", "https:// x", "http://[", "2027-01-31",
    "2027-13-99", "Watering", "rent", "how much is a plot", "\N{RIGHT-TO-LEFT OVERRIDE}abc",
    "😀" * 400, "]](x)", "**", "# h", "entry/rent", "|" * 50,
]  # fmt: skip
words = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(max_size=60),
    st.lists(st.sampled_from(HOSTILE), max_size=3).map("\n".join),
)


def about(act, garden):
    """What such an act is about, and how it looks with that."""
    watering = item_of("watering", garden)
    name, now = handle("watering"), seen(watering, {})
    match act:
        case "attach" | "write" | "bound":
            miss = Miss("b" * 32, "is there a toilet", 0.0)
            made = {"attach": Attach, "write": Write, "bound": Bound}[act](miss.id)
            return made, Cluster((miss,))
        case "take":
            return Edit(name, now, handle("c" * 32)), watering
        case "save":
            return SaveQuote("d" * 32), None
        case "edit" | "reword" | "assign":
            made = {"edit": Edit, "reword": Reword, "assign": Assign}[act](name, now)
            return made, watering
    raise AssertionError(act)


@examples(40)
@given(st.data())
@pytest.mark.parametrize(
    "kind", ["attach", "write", "bound", "take", "save", "edit", "reword", "assign"]
)
def test_it_is_kept_or_refused_at_one_of_its_fields(garden, kind, data):
    act, what = about(kind, garden)
    form = blank(act)
    typed = taken(form, {field.name: data.draw(words) for field in form.fields})
    if isinstance(typed, FormRefused):
        return
    made = change(act, what, typed, {}, garden, NEW, 1_800_000_000.0)
    if isinstance(made, FormRefused):
        assert made.words
        return
    assert isinstance(made, Change)
    own = together(applied({}, made.edits))
    after = lay(garden.knowledge, own)
    assert {item.id for item in garden.knowledge.items()} <= {item.id for item in after.items()}


def test_a_phrasing_that_is_too_long_is_refused_where_it_stands(garden):
    typed = {"question": "x" * 2_500, "answer": "y", "link": "", "author": ""}
    refused = change(Write(), None, typed, {}, garden, NEW, 0.0)
    assert isinstance(refused, FormRefused)
    assert refused.field == "question"
    assert "too long for a way of asking (2,000 characters)" in refused.words


def test_what_was_checked_twice_is_checked_once_more(garden):
    watering = item_of("watering", garden)
    once = change(Verify("x"), watering, {}, {}, garden, NEW, 1_800_000_000.0)
    there = applied({}, once.edits)
    again = change(Verify("x"), watering, {}, there, garden, "b" * 32, 1_800_100_000.0)
    assert together(applied(there, again.edits)).amended["watering"].checked.day == 16
