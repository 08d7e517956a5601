"""Forms and quotes as values: their limits, and whatever is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.act import Again, KeepFor, Rate, SaveQuote, Tell
from bot.blank import AUTHOR, blank
from bot.encode import decode, encode
from bot.form import (
    FIELDS,
    FILL_IN,
    LONGEST,
    Field,
    Form,
    FormRefused,
    overfull,
    placed,
    prefilled,
    remarked,
    size,
    taken,
    tidy,
)
from bot.quote import Quote, at_fault, bounded, offered, saving
from bot.reply import Actions, Paragraph, Reply, text

DRAFT = "0f" * 16
SAVING = blank(SaveQuote(DRAFT))
TELLING = blank(Tell(DRAFT))
TYPED = st.text(max_size=80) | st.sampled_from(
    ["", " \n ", "\x00", "\ud800", "x" * 3_001, "😀" * 1_501, "a\r\nb\rc", "\u202e", "https://a b"]
)


def fields(number: int) -> tuple[Field, ...]:
    return tuple(Field(f"field-{letter}", "A field") for letter in "abcdefgh"[:number])


@pytest.mark.parametrize("number", [0, FIELDS + 1])
def test_a_form_of_another_number_of_fields_than_one_to_five_is_none(number):
    with pytest.raises(ValueError, match="1 to 5 fields"):
        Form("A form", fields(number))


def test_a_form_has_up_to_five_fields():
    assert len(Form("A form", fields(FIELDS)).fields) == 5


def test_two_fields_of_one_name_are_no_form():
    with pytest.raises(ValueError, match="one name"):
        Form("A form", (Field("a", "A"), Field("a", "B")))


@pytest.mark.parametrize("most", [0, LONGEST + 1])
def test_a_field_holds_no_more_than_every_platform_takes(most):
    with pytest.raises(ValueError, match="1 to 3000"):
        Form("A form", (Field("a", "A", most=most),))


@pytest.mark.parametrize("act", [Tell(DRAFT), SaveQuote(DRAFT)])
def test_the_words_of_our_own_forms_are_seen_whole_everywhere(act):
    form = blank(act)
    assert len(form.title) <= 24
    assert len(form.submit) <= 24
    assert all(len(field.label) <= 45 and len(field.hint) <= 100 for field in form.fields)


@pytest.mark.parametrize("act", [Rate(DRAFT, True), KeepFor(30), Again(DRAFT)])
def test_what_needs_no_words_has_no_form_of_its_own(act):
    assert blank(act) is None


@pytest.mark.parametrize("act", [SaveQuote(DRAFT), Again(DRAFT)])
def test_what_is_done_with_drafts_fits_a_button_and_comes_back(act):
    assert len(encode(act)) <= 64
    assert decode(encode(act)) == act
    assert decode(encode(act)[:-1]) is None
    assert decode(encode(act).upper()) is None


@given(st.dictionaries(st.sampled_from([*(f.name for f in SAVING.fields), "other"]), TYPED))
def test_whatever_is_typed_becomes_every_field_within_its_limit_or_names_one_at_fault(typed):
    found = taken(SAVING, typed)
    if isinstance(found, FormRefused):
        assert not tidy(typed.get(found.field, ""))
        assert found.words == FILL_IN
        return
    assert list(found) == [field.name for field in SAVING.fields]
    for field in SAVING.fields:
        words = found[field.name]
        assert size(words) <= field.most
        assert words == words.strip()
        assert field.optional or words
        assert field.lines == "many" or "\n" not in words
        words.encode()
        assert "\x00" not in words
        assert "\r" not in words


@given(st.dictionaries(st.sampled_from([field.name for field in SAVING.fields]), TYPED))
def test_what_was_taken_is_taken_again_unchanged(typed):
    found = taken(SAVING, typed)
    if not isinstance(found, FormRefused):
        assert taken(SAVING, {f.name: f.value for f in prefilled(SAVING, found).fields}) == found


@pytest.mark.parametrize(("length", "kept"), [(1_000, 1_000), (1_001, 1_000)])
def test_what_is_typed_is_cut_at_its_fields_limit(length, kept):
    assert taken(TELLING, {"missing": "x" * length}) == {"missing": "x" * kept}


@pytest.mark.parametrize(("length", "kept"), [(500, 500), (501, 500)])
def test_characters_beyond_the_basic_plane_count_twice_and_stay_whole(length, kept):
    assert taken(TELLING, {"missing": "😀" * length}) == {"missing": "😀" * kept}


def test_the_first_empty_field_that_must_not_be_is_at_fault():
    assert taken(SAVING, {"question": "what", "link": "x"}) == FormRefused("answer", FILL_IN)
    assert taken(SAVING, {"answer": "that"}) == FormRefused("question", FILL_IN)


@pytest.mark.parametrize(("length", "over"), [(LONGEST, None), (LONGEST + 1, "answer")])
def test_a_value_that_a_form_would_cut_is_found(length, over):
    form = prefilled(SAVING, {"answer": "x" * length})
    found = overfull(form)
    assert (found.name if found else None) == over


def test_what_was_wrong_stands_beside_its_field_alone():
    hints = {f.name: f.hint for f in remarked(SAVING, FormRefused("link", "No.")).fields}
    before = {f.name: f.hint for f in SAVING.fields}
    assert hints == before | {"link": "No."}


@pytest.mark.parametrize(("field", "at"), [("link", "link"), ("other", "question")])
def test_what_is_wrong_is_said_somewhere_in_the_form(field, at):
    assert placed(FormRefused(field, "No."), SAVING) == FormRefused(at, "No.")


def values(form: Form) -> dict[str, str]:
    return {field.name: field.value for field in form.fields}


def test_a_quotes_first_line_is_the_question_and_all_of_it_the_answer():
    link = "https://green-lane.slack.com/archives/C1/p12"
    quote = bounded(Quote("Where is the tap?\r\n\r\nBy the gate.", link, "Ben"))
    assert values(saving(SAVING, quote)) == {
        "question": "Where is the tap?",
        "answer": "Where is the tap?\n\nBy the gate.",
        "link": link,
        "author": "",
    }


def test_an_author_is_named_in_the_hint_and_in_no_field():
    form = saving(SAVING, bounded(Quote("x", "", "Ben\nB")))
    [author] = [field for field in form.fields if field.name == AUTHOR]
    assert (author.value, author.hint) == ("", "Only if they agree to be named: Ben B")


@pytest.mark.parametrize(("length", "ending"), [(LONGEST, "x"), (LONGEST + 1, "…")])
def test_a_quote_that_no_form_holds_is_cut_where_it_can_be_seen(length, ending):
    quote = bounded(Quote("x" * length))
    assert len(quote.text) == LONGEST
    assert quote.text[-1] == ending
    form = saving(SAVING, quote)
    [answer] = [field for field in form.fields if field.name == "answer"]
    assert ("cut off" in answer.hint) is (ending == "…")
    assert overfull(form) is None


@given(st.builds(Quote, TYPED, TYPED, TYPED))
def test_any_quote_makes_a_form_that_can_be_shown(quote):
    kept = bounded(quote)
    form = saving(SAVING, kept)
    assert overfull(form) is None
    assert bounded(kept) == kept


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "https://", "example.org", "https://a b", "https://a<b>"]
)
def test_only_web_addresses_are_links(link):
    refused = at_fault({"link": link})
    assert refused is not None
    assert refused.field == "link"
    assert bounded(Quote("x", link)).link == ""


@pytest.mark.parametrize("link", ["", "https://example.org/a?b=c#d", "HTTP://EXAMPLE.ORG"])
def test_a_link_may_be_left_out(link):
    assert at_fault({"link": link}) is None


def test_a_reply_about_a_quote_ends_with_the_offer_to_save_it():
    reply = Reply("unknown", (Paragraph(text("I don't know.")),))
    [*before, last] = offered(reply, DRAFT).parts
    assert tuple(before) == reply.parts
    assert isinstance(last, Actions)
    assert [decode(action.does) for action in last.actions] == [SaveQuote(DRAFT)]
