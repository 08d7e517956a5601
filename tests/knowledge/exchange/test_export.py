"""What is exported reads back as it was, and only those lines change that must."""

import difflib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.exchange.change import (
    AddPhrasings,
    AddSynonyms,
    Change,
    ChangeRefused,
    Put,
    PutSource,
    PutTopic,
    Retire,
    changed,
)
from knowledge.exchange.export import apply, export, held_by
from knowledge.exchange.spell import KEYS
from knowledge.loader import BUILT_IN, load
from knowledge.schema import Boundary, Entry, Form, KnowledgeBase, Source, Topic
from tests.knowledge.exchange.bases import BOUNDARIES, ENTRIES, IDS, KNOWLEDGE, LINES, sorted_out

OFFICE = """\
# Kept by the people team.
about:
  subject: our office  # ours alone

topics:
  - {id: time, title: Time off}
  - id: money   # what it costs
    title: Money

sources:
  # Ask Facilities for the newest.
  - id: handbook
    title: Staff handbook

synonyms:
  - [leave, vacation,
     holiday]
  - - hotel
    - accommodation

# What everybody asks.
entries:
  - id: leave
    title: "Days of leave"
    topic: time
    answer: |
      Everyone has **28 days**.

      Ask in the calendar.
    sources: [handbook]  # page 7
    phrasings:
      # newcomers
      - how many days off do I get
      # managers
      - leave allowance  # short

  - title: Wi-Fi
    id: wifi
    answer: On the board.
    related: [leave]
    phrasings: [guest wifi password, wireless]

boundaries:
  - id: parking
    title: Parking
    says: >-
      Nobody wrote down
      where to park.
    phrasings:
      - where do I park
# The end.
"""
FILES = {"office.yaml": OFFICE}


def difference(changes: list[Change], text: str = OFFICE) -> list[str]:
    """The lines taken out and put in by these changes."""
    after = apply({"office.yaml": text}, changes)["office.yaml"]
    lines = difflib.unified_diff(text.splitlines(), after.splitlines(), n=0, lineterm="")
    return [line for line in list(lines)[2:] if line[0] in "+-"]


def entry(id: str) -> Entry:
    return next(one for one in held_by(FILES).entries if one.id == id)


@given(KNOWLEDGE)
def test_what_is_exported_reads_back_as_it_was(knowledge):
    files = export(knowledge)
    assert held_by(files) == knowledge
    assert export(held_by(files), files) == files


@given(KNOWLEDGE, KNOWLEDGE)
def test_any_files_can_be_made_to_say_anything(before, after):
    files = export(after, export(before))
    assert sorted_out(held_by(files)) == sorted_out(after)
    assert export(after, files) == files


CHANGES = st.one_of(
    st.builds(AddPhrasings, IDS | st.just("leave"), st.lists(LINES, max_size=2).map(tuple)),
    st.builds(Put, ENTRIES | BOUNDARIES),
    st.builds(Retire, IDS | st.sampled_from(["wifi", "parking"])),
    st.builds(AddSynonyms, st.lists(LINES.filter(lambda x: len(x) < 60), min_size=2).map(tuple)),
)


@given(st.lists(CHANGES, max_size=6))
def test_changes_in_files_are_changes_of_what_they_say_and_keep_comments(changes):
    held = held_by(FILES)
    made: list[Change] = []
    for change in changes:
        try:
            held = changed(held, [change])
        except ChangeRefused:
            continue
        made.append(change)
    after = apply(FILES, made)
    assert sorted_out(held_by(after)) == sorted_out(held)
    for comment in (
        "# Kept by the",
        "# ours alone",
        "# what it costs",
        "# newcomers",
        "# The end.",
    ):
        assert comment in after["office.yaml"]


def test_nothing_changes_where_nothing_has_to():
    assert export(held_by(FILES), FILES) == FILES
    crlf = {"a.yaml": "\ufeff" + OFFICE.replace("\n", "\r\n")}
    assert export(held_by(crlf), crlf) == crlf


def test_the_built_in_files_are_exported_letter_by_letter():
    files = {str(p.relative_to(BUILT_IN)): p.read_text() for p in BUILT_IN.rglob("*.yaml")}
    assert export(load(), files) == files


@pytest.mark.parametrize(
    ("change", "lines"),
    [
        (
            AddPhrasings("leave", ("money: what do I get", "leave allowance")),
            ['+      - "money: what do I get"'],
        ),
        (
            AddPhrasings("wifi", ("lan",)),
            [
                "-    phrasings: [guest wifi password, wireless]",
                "+    phrasings:",
                "+      - guest wifi password",
                "+      - wireless",
                "+      - lan",
            ],
        ),
        (AddSynonyms(("desk", "table")), ["+  - [desk, table]"]),
        (PutTopic(Topic(id="desks", title="Desks")), ["+  - id: desks", "+    title: Desks"]),
        (
            PutTopic(Topic(id="money", title="Cash")),
            ["-    title: Money", "+    title: Cash"],
        ),
        (
            PutSource(Source(id="handbook", title="Handbook", author="People team")),
            [
                "-    title: Staff handbook",
                "+    title: Handbook",
                "+    author: People team",
            ],
        ),
        (
            Put(Boundary(id="dogs", title="Dogs", says="Not written.", phrasings=("a dog",))),
            [
                "+",
                "+  - id: dogs",
                "+    title: Dogs",
                "+    says: Not written.",
                "+    phrasings:",
                "+      - a dog",
            ],
        ),
        (
            Put(entry("leave").model_copy(update={"answer": "Yes.\n\n28.", "topic": None})),
            [
                "-    topic: time",
                "-      Everyone has **28 days**.",
                "+      Yes.",
                "-      Ask in the calendar.",
                "+      28.",
            ],
        ),
        (
            Put(entry("leave").model_copy(update={"sources": (), "title": "Leave: days"})),
            [
                '-    title: "Days of leave"',
                '+    title: "Leave: days"',
                "-    sources: [handbook]  # page 7",
            ],
        ),
        (
            Put(entry("wifi").model_copy(update={"answer": "On the board.\nOr ask."})),
            [
                "-    answer: On the board.",
                "+    answer: |",
                "+      On the board.",
                "+      Or ask.",
            ],
        ),
        (
            Retire("leave"),
            [
                "-  - id: leave",
                '-    title: "Days of leave"',
                "-    topic: time",
                "-    answer: |",
                "-      Everyone has **28 days**.",
                "-",
                "-      Ask in the calendar.",
                "-    sources: [handbook]  # page 7",
                "-    phrasings:",
                "-      # newcomers",
                "-      - how many days off do I get",
                "-      # managers",
                "-      - leave allowance  # short",
                "-    related: [leave]",
            ],
        ),
        (
            Retire("parking"),
            [
                "-boundaries:",
                "-  - id: parking",
                "-    title: Parking",
                "-    says: >-",
                "-      Nobody wrote down",
                "-      where to park.",
                "-    phrasings:",
                "-      - where do I park",
            ],
        ),
    ],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_a_change_touches_its_own_lines_alone(change, lines):
    assert difference([change]) == lines


def test_several_changes_at_one_place_stand_in_their_order():
    new = Boundary(id="dogs", title="Dogs", says="Not written.", phrasings=("a dog",))
    after = apply(FILES, [AddPhrasings("parking", ("car",)), Put(new)])["office.yaml"]
    assert "- car\n\n  - id: dogs" in after
    assert after.endswith("- a dog\n# The end.\n")


def test_a_file_keeps_its_line_ends():
    after = apply({"a.yaml": OFFICE.replace("\n", "\r\n")}, [AddPhrasings("leave", ("pto",))])
    assert after["a.yaml"].count("\n") == after["a.yaml"].count("\r\n")
    assert "      - pto\r\n" in after["a.yaml"]


def test_a_file_that_is_written_in_brackets_is_written_anew_below_its_first_comments():
    text = "# Ours.\n{entries: [{id: a, title: A, answer: x, phrasings: [a]}]}\n"
    after = apply({"a.yaml": text}, [AddPhrasings("a", ("b",))])["a.yaml"]
    assert after == (
        "# Ours.\nentries:\n  - id: a\n    title: A\n    answer: |\n      x\n"
        "    phrasings:\n      - a\n      - b\n"
    )


def test_what_is_new_stands_with_its_topic():
    files = {
        name: f"entries: [{{id: {name}, title: T, answer: A, topic: {name}, phrasings: [x]}}]\n"
        for name in ("cats", "dogs", "fish")
    }
    new = Entry(id="new", title="New", answer="A", topic="dogs", phrasings=("new",))
    after = apply(files, [Put(new)])
    assert [name for name in files if after[name] != files[name]] == ["dogs"]


def test_a_phrasing_for_an_entry_of_the_base_makes_it_an_own_one():
    base = held_by(FILES)
    after = apply({}, [AddPhrasings("wifi", ("lan",))], base)
    assert list(after) == ["entries.yaml"]
    [own] = held_by(after).entries
    assert own == entry("wifi").model_copy(
        update={"phrasings": ("guest wifi password", "wireless", "lan")}
    )


def test_what_is_not_there_can_t_be_changed():
    with pytest.raises(ChangeRefused, match="no entry or boundary 'nothing'"):
        apply(FILES, [Retire("nothing")])


@pytest.mark.parametrize("form", KEYS, ids=lambda form: form.__name__)
def test_every_key_of_the_schema_is_written(form):
    assert sorted(KEYS[form]) == sorted(form.model_fields)


def test_every_form_of_the_schema_is_written():
    forms = {each for each in Form.__subclasses__() if each.__module__ == "knowledge.schema"}
    assert forms - {KnowledgeBase} == KEYS.keys()
