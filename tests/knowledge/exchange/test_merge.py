"""What is imported is laid into a folder without touching what it has nothing to do with."""

from hypothesis import given

from bot.normalise import words
from knowledge.exchange.export import export, held_by
from knowledge.exchange.merge import Merged, merge
from knowledge.exchange.understand import understand
from knowledge.schema import KnowledgeBase
from tests.knowledge.exchange.bases import KNOWLEDGE, sorted_out

TEA = """\
entries:
  # the kitchen's
  - id: tea
    title: Tea
    answer: At four.
    phrasings:
      - when is tea
      - tea time
"""
FILES = {"kitchen.yaml": TEA}


def merged(given: dict[str, str], files=FILES, known: KnowledgeBase | None = None) -> Merged:
    there = known or held_by(files)
    understood = understand(given, words, {item.id for item in there.items()})
    assert understood.unused == []
    return merge(understood.pieces, files, there, words)


def told(merged: Merged) -> list[str]:
    return [str(fault) for fault in merged.collisions]


@given(KNOWLEDGE)
def test_what_was_exported_and_is_imported_changes_nothing(knowledge):
    files = export(knowledge)
    again = merged(files, files, knowledge)
    assert (again.files, again.new, again.changed) == (files, [], [])


@given(KNOWLEDGE)
def test_our_own_yaml_comes_into_an_empty_folder_letter_by_letter(knowledge):
    if len({p for item in knowledge.items() for p in map(words, item.phrasings)}) != sum(
        len(item.phrasings) for item in knowledge.items()
    ) or any(not words(p) for item in knowledge.items() for p in item.phrasings):
        return  # a phrasing that two claim is left out of the second
    files = {name: f"# Ours.\n{text}" for name, text in export(knowledge).items()}
    result = merged(files, {}, KnowledgeBase())
    assert sorted_out(held_by(result.files)) == sorted_out(knowledge)
    assert {name: files[name] for name in result.files} == result.files


def test_our_own_yaml_changes_what_has_its_id_where_it_stands():
    changed = TEA.replace("four", "five").replace("kitchen's", "office's")
    result = merged({"a.yaml": changed})
    assert result.files == {
        "kitchen.yaml": TEA.replace("answer: At four.", "answer: |\n      At five.")
    }
    assert [item.id for item in result.changed] == ["tea"]


def test_what_is_new_goes_into_a_file_of_its_own_name_with_its_comments():
    coffee = "# Black.\n" + TEA.replace("tea", "coffee").replace("Tea", "Coffee")
    result = merged({"drinks/coffee.yaml": coffee})
    assert result.files == {**FILES, "drinks/coffee.yaml": coffee}
    again = merged({"kitchen.yaml": coffee})
    assert list(again.files) == ["kitchen.yaml"]
    assert again.files["kitchen.yaml"].startswith(TEA)


def test_a_boundary_takes_the_place_of_an_entry():
    text = "boundaries: [{id: tea, title: Tea, says: Unknown., phrasings: [when is tea]}]\n"
    result = merged({"b.yaml": text})
    held = held_by(result.files)
    assert [(one.id, one.says) for one in held.boundaries] == [("tea", "Unknown.")]
    assert held.entries == ()


def test_an_entry_with_a_title_or_phrasings_that_are_there_is_left_out():
    table = "question,answer\nTea?,At five.\nWhen is tea?,At six.\nwhen is tea|tea break,At ten.\n"
    result = merged({"faq.csv": table})
    assert told(result) == [
        "faq.csv:2: 'Tea' is the title of 'tea': left out",
        "faq.csv:3: 'When is tea' is answered by 'tea' already: left out",
        "faq.csv:4: 'when is tea' is claimed by 'tea': left out of 'when-is-tea-2'",
    ]
    [new] = result.new
    assert new.phrasings == ("tea break",)


def test_an_id_that_is_taken_is_left_out_and_one_that_is_made_up_makes_way():
    table = "id,title,question,answer\ntea,,kettle,x\n,,tea?!,y\n,Tea (x),pot,z\n,Tea x…,mug,w\n"
    result = merged({"faq.csv": table})
    assert told(result) == [
        "faq.csv:2: id 'tea' is taken by 'Tea': left out",
        "faq.csv:3: 'tea' is the title of 'tea': left out",
        "faq.csv:5: 'Tea x…' is the title of 'tea-x': left out",
    ]
    assert [item.id for item in result.new] == ["tea-x"]


def test_two_new_ones_may_not_claim_one_phrasing():
    result = merged({"faq.csv": "question,answer\ncoffee|black,x\nblack|milk,y\n"})
    assert told(result) == ["faq.csv:3: 'black' is claimed by 'coffee': left out of 'black'"]


def test_a_phrasing_may_move_from_one_entry_to_another_in_our_own_yaml():
    both = TEA + TEA.removeprefix("entries:\n").replace("tea", "pot").replace("Tea", "Pot")
    moved = both.replace("      - tea time\n", "", 1).replace("pot time", "tea time")
    result = merged({"kitchen.yaml": moved}, {"kitchen.yaml": both})
    assert told(result) == []
    assert result.files == {"kitchen.yaml": moved}


def test_what_stands_in_the_base_alone_is_not_copied():
    result = merged(FILES, {}, held_by(FILES))
    assert (result.files, [item.id for item in result.same]) == ({}, ["tea"])
