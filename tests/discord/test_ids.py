from hypothesis import given
from hypothesis import strategies as st

from adapters.discord import ids
from adapters.discord.limits import CUSTOM_ID, width

ENTRIES = st.from_regex(r"[^\s,|:\"'<>&]{1,64}", fullmatch=True).filter(ids.carries)
OWNERS = st.none() | st.integers(0, 2**64 - 1)


@given(ENTRIES, OWNERS)
def test_a_button_brings_back_what_it_carries(entry: str, owner: int | None) -> None:
    for press in (ids.Pick(entry, owner), ids.Decline(owner)):
        assert ids.decode(ids.encode(press)) == press


def test_the_longest_entry_and_owner_fit_a_custom_id() -> None:
    longest = ids.Pick("e" * 64, 2**64 - 1)
    assert ids.carries(longest.entry)
    assert len(ids.encode(longest)) <= CUSTOM_ID


@given(st.from_regex(r"[𐀀-𐀿]{1,64}", fullmatch=True))
def test_an_entry_whose_letters_count_twice_is_carried_where_it_fits(entry: str) -> None:
    fits = width(ids.encode(ids.Pick(entry, 2**64 - 1))) <= CUSTOM_ID
    assert ids.carries(entry) == fits


@given(st.lists(ENTRIES, min_size=1, unique=True))
def test_a_sharing_button_carries_as_many_of_the_first_as_fit(entries: list[str]) -> None:
    custom_id, held = ids.encode_share(tuple(entries))
    assert 1 <= held <= len(entries)
    assert width(custom_id) <= CUSTOM_ID
    assert ids.decode(custom_id) == ids.Share(tuple(entries[:held]))


def test_a_sharing_button_is_full_at_a_hundred_characters() -> None:
    both = ("a" * 64, "b" * (CUSTOM_ID - len("tpm:share:") - 64 - len(",")))
    assert ids.encode_share(both)[1] == 2
    assert ids.encode_share((both[0], both[1] + "b"))[1] == 1


@given(st.text())
def test_ids_of_others_mean_nothing(custom_id: str) -> None:
    assert ids.decode(custom_id) is None
    assert ids.decode(f"tpm:pick:{custom_id}, no id") is None


@given(ENTRIES)
def test_a_suggestion_is_recognised_and_words_are_not(entry: str) -> None:
    assert ids.suggested(ids.suggestion(entry)) == entry
    assert ids.suggested(f"what about {entry}") is None
