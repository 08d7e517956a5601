"""Everything that is wrong in a knowledge base is told at once, with its place and its mend."""

import time

import pytest

from knowledge.loader import BUILT_IN, KnowledgeFaults, load
from tests.knowledge.texts import LILIES, MOLES, ROSES


def test_every_fault_of_every_file_is_told_at_once_in_their_order(faults):
    assert faults(
        {
            "a.yaml": ROSES + "    phrasing: [x]\n    title: Again\n",
            "b.yaml": "entries:\n  - id: tulips\n    titel: Tulips\nenties: []\n",
            "c.yaml": "a: [\n",
            "d.yaml": LILIES + "    related: [rose]\n",
        }
    ) == [
        "a.yaml:7: 'title' stands here twice: keep one",
        "b.yaml:2: entries.0.answer is missing: add 'answer'",
        "b.yaml:2: entries.0.phrasings is missing: add 'phrasings'",
        "b.yaml:2: entries.0.title is missing: add 'title'",
        "b.yaml:3: unknown key 'titel': did you mean 'title'?",
        "b.yaml:4: unknown key 'enties': did you mean 'entries'?",
        "c.yaml:2: not YAML (did not find expected node content): "
        "check indentation, quotes and colons",
        "d.yaml:6: related names 'rose', which is not there: add it or take the name out",
    ]


@pytest.mark.parametrize("broken", ["    [", "    title: Twice\n", "    oops: 1\n", "    # é\n"])
def test_whoever_names_what_stands_in_a_file_with_faults_is_not_blamed(faults, broken):
    raw = (ROSES + broken).encode("latin-1")
    [fault] = faults({"a.yaml": raw, "b.yaml": LILIES + "    related: [roses]\n"})
    assert fault.startswith("a.yaml:")


def test_a_file_with_faults_without_end_is_told_in_short(faults):
    began = time.process_time()
    told = faults("".join(f"key{n}: 1\n" for n in range(50_000)))
    assert time.process_time() - began < 5
    assert told[0] == "all.yaml:1: 50,000 faults, of which 1,000 are told: mend these first"
    assert len(told) == 1_001


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (ROSES + "    answers: x\n", "all.yaml:6: unknown key 'answers': did you mean 'answer'?"),
        (ROSES + "    qwxz: x\n", "all.yaml:6: unknown key 'qwxz': add it or take the name out"),
        (
            ROSES + "sources:\n  - {id: s, title: S, urll: x}\n",
            "all.yaml:7: unknown key 'urll': did you mean 'url'?",
        ),
        (
            ROSES + "    facts:\n      - {label: Cut, text: March, regoin: x}\n",
            "all.yaml:7: unknown key 'regoin': did you mean 'region'?",
        ),
        (
            ROSES + "    facts:\n      - {label: Cost, money: {low: 1, high: 2, curency: USD}}\n",
            "all.yaml:7: unknown key 'curency': did you mean 'currency'?",
        ),
        (
            ROSES + "about: {subjekt: roses}\n",
            "all.yaml:6: unknown key 'subjekt': did you mean 'subject'?",
        ),
    ],
)
def test_an_unknown_key_is_told_with_the_nearest_known_one(faults, text, told):
    assert told in faults(text)


def test_a_misspelt_key_at_the_top_does_not_hide_what_stands_below(faults):
    assert faults("entrys:\n  - id: roses\n") == [
        "all.yaml:1: unknown key 'entrys': did you mean 'entries'?"
    ]


@pytest.mark.parametrize("key", ["id", "title", "answer", "phrasings"])
def test_a_missing_field_is_told(faults, key):
    kept = [line for line in ROSES.splitlines() if f"{key}:" not in line]
    text = "\n".join(kept) if key != "id" else ROSES.replace("- id: roses\n    ", "- ")
    assert faults(text) == [f"all.yaml:2: entries.0.{key} is missing: add {key!r}"]


@pytest.mark.parametrize("key", ["title", "answer", "phrasings"])
def test_a_field_left_empty_is_told_on_its_line(faults, key):
    lines = [f"    {key}:" if f" {key}:" in line else line for line in ROSES.splitlines()]
    [fault] = faults("\n".join(lines))
    assert fault.startswith(f"all.yaml:{lines.index(f'    {key}:') + 1}: entries.0.{key}: ")


def test_an_optional_field_may_be_left_empty(folder):
    [entry] = load([folder(ROSES + "    topic:\n    review_after: ~\n")]).entries
    assert entry.topic is None
    assert entry.review_after is None


@pytest.mark.parametrize(
    "bad", ["two words", "a,b", "a|b", "'a\"b'", "<b>", "a&b", "x" * 65, '"it\'s"']
)
def test_an_id_that_a_button_could_not_carry_is_told(faults, bad):
    [fault] = faults(ROSES.replace("id: roses", f"id: {bad}"))
    assert fault.startswith("all.yaml:2: entries.0.id: ")


@pytest.mark.parametrize(
    ("fact", "told"),
    [
        ("{label: x, money: {low: 5, high: 3}}", "money: high is below low: swap them"),
        ("{label: x}", "give exactly one of money, region, date, text"),
        ("{label: x, text: a, region: b}", "give exactly one of money, region, date, text"),
        ("{label: x, money: {low: ten, high: 20}}", "money.low: "),
        ("{label: x, money: {low: -1, high: 20}}", "money.low: "),
        ("{label: x, money: {low: 1, high: 2, currency: dollars}}", "money.currency: "),
        ("{label: x, money: {low: 1, high: 2, per: decade}}", "money.per: "),
        ("{label: x, date: 2024-02-30}", "date: "),
        ("{label: x, date: 1e999}", "date: "),
    ],
)
def test_a_fact_that_makes_no_sense_is_told_on_its_line(faults, fact, told):
    [fault] = faults(ROSES + f"    facts:\n      - {{label: ok, text: ok}}\n      - {fact}\n")
    assert fault.startswith("all.yaml:8: entries.0.facts.1")
    assert told in fault


def test_an_id_claimed_twice_is_told_with_both_places(faults, tmp_path):
    where = tmp_path / "ours"
    told = faults({"a.yaml": "\n" + ROSES, "b.yaml": MOLES.replace("id: moles", "id: roses")})
    assert told == ["b.yaml:2: id 'roses' is taken by a.yaml:3: choose another"]
    assert str(where) not in told[0]


@pytest.mark.parametrize("kind", ["sources", "topics"])
def test_sources_and_topics_have_ids_of_their_own(faults, folder, kind):
    one = f"{kind}:\n  - {{id: roses, title: R}}\n"
    assert len(load([folder(ROSES + one, "fine")]).entries) == 1
    assert faults({"a.yaml": ROSES + one, "b.yaml": one}) == [
        "b.yaml:2: id 'roses' is taken by a.yaml:7: choose another"
    ]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (6, ROSES + "    {}: [rosess]\n"),
        (6, ROSES + "    {}:\n      - rosess\n"),
    ],
)
@pytest.mark.parametrize("key", ["related", "part_of", "sources", "reading"])
def test_a_name_that_nothing_bears_is_told(faults, key, line, text):
    mend = "add it or take the name out"
    if key in ("related", "part_of"):
        mend = "did you mean 'roses'?"
    assert faults(text.format(key)) == [
        f"all.yaml:{line}: {key} names 'rosess', which is not there: {mend}"
    ]


def test_a_topic_or_a_nearest_entry_that_is_not_there_is_told(faults):
    assert faults(ROSES + "    topic: flowers\n" + MOLES + "    nearest: birds\n") == [
        "all.yaml:6: topic names 'flowers', which is not there: add it or take the name out",
        "all.yaml:12: nearest names 'birds', which is not there: add it or take the name out",
    ]


def test_an_entry_may_not_be_a_part_of_itself(faults):
    three = "".join(
        f"  - {{id: {one}, title: T, answer: A, phrasings: [p], part_of: [{whole}]}}\n"
        for one, whole in [("a", "b"), ("b", "c"), ("c", "a"), ("below", "a")]
    )
    assert faults(ROSES + "    part_of: [roses]\n" + three) == [
        "all.yaml:6: 'roses' is a part of itself: break the circle",
        "all.yaml:7: 'a' is a part of itself: break the circle",
        "all.yaml:8: 'b' is a part of itself: break the circle",
        "all.yaml:9: 'c' is a part of itself: break the circle",
    ]


@pytest.mark.parametrize("content", ["", "# nothing\n", MOLES])
def test_a_folder_without_entries_is_told(faults, content):
    assert faults(content) == [":1: no entries: add a .yaml file with entries"]


@pytest.mark.parametrize(
    "content", ["just words", "- a\n- b\n", "entries: roses", "entries: {a: 1}"]
)
def test_a_file_of_another_shape_is_told(faults, content):
    [fault] = faults(content)
    assert fault.startswith("all.yaml:1: ")


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(KnowledgeFaults) as raised:
        load([tmp_path / "nowhere", BUILT_IN])
    assert str(raised.value) == (
        f"{tmp_path}/nowhere:1: no such folder: name a folder of .yaml files"
    )


def test_no_folder_at_all_is_told():
    with pytest.raises(KnowledgeFaults, match="no entries"):
        load([])


def test_more_files_than_are_read_is_told_and_not_passed_over(folder, monkeypatch):
    monkeypatch.setattr("knowledge.loader.MAX_FILES", 2)
    where = folder({"a.yaml": ROSES, "b.yaml": LILIES})
    assert len(load([where]).entries) == 2
    (where / "c.yaml").write_text(MOLES)
    with pytest.raises(KnowledgeFaults) as raised:
        load([where])
    assert str(raised.value) == f"{where}:1: more than 2 files: join some of them"
