"""What people have already becomes entries; what can't is told with its place and reason."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.normalise import words
from knowledge.exchange.tame import tame_answer, tame_question
from knowledge.exchange.understand import understand
from knowledge.schema import Entry


def entries(**files: str) -> list[Entry]:
    """The entries of files, named `name_ending`."""
    understood = understand(named(files), words)
    return [one for piece in understood.pieces.values() for one in piece.knowledge.entries]


def unused(**files: str) -> list[str]:
    return [str(fault) for fault in understand(named(files), words).unused]


def tamed(**files: str) -> list[str]:
    return [str(fault) for fault in understand(named(files), words).tamed]


def named(files: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "."): text for name, text in files.items()}


def only(**files: str) -> Entry:
    [entry] = entries(**files)
    return entry


# Tables


@pytest.mark.parametrize(
    "head",
    ["Question,Answer", "questions,answers", "Q,A", "User question,Bot response", "Query,Reply",
     "utterance,answer_text", "FAQ Question,FAQ Answer", "Phrasings,Answer", "prompt,response"],
)  # fmt: skip
def test_columns_are_known_by_their_usual_names(head):
    entry = only(faq_csv=f"{head}\nwhere is tea,In the kitchen.\n")
    assert (entry.phrasings, entry.answer) == (("where is tea",), "In the kitchen.")


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_a_table_may_be_split_by_any_usual_sign(sign):
    text = f"id{sign}answer{sign}title{sign}question\ntea{sign}At four.{sign}Tea{sign}when is tea\n"
    entry = only(faq_csv=text)
    assert (entry.id, entry.title, entry.phrasings) == ("tea", "Tea", ("when is tea",))


def test_a_cell_may_hold_several_questions_and_an_answer_may_be_repeated():
    text = (
        'question,alternative question,answer\n"when is tea\ntea time",teatime|a cuppa,At four.\n'
        "is there tea,,At  four.\nwhere is coffee,,Nowhere.\n"
    )
    tea, coffee = entries(faq_csv=text)
    assert tea.phrasings == ("when is tea", "tea time", "teatime", "a cuppa", "is there tea")
    assert coffee.id == "where-is-coffee"


def test_rows_that_can_t_be_used_are_told_with_their_line():
    text = (
        "question,answer\n\"two\nlines\",=cmd|' /C calc'!A0\n,no question\nno answer,\n"
        "nul\x00,x\n+SUM(1),x\n@when is tea,At four.\n"
    )
    told = unused(faq_csv=text)
    assert "faq.csv:2: a formula and no text: write what it shows" in told
    assert "faq.csv:4: no question: write how people ask for it" in told
    assert "faq.csv:5: no answer: write one" in told
    assert "faq.csv:6: a control character (U+0000): take it out" in told
    assert "faq.csv:7: a formula and no text: write what it shows" in told
    assert only(faq_csv=text).phrasings == ("@when is tea",)


def test_a_table_without_the_columns_is_told():
    assert unused(faq_csv="name,phone\nSam,12\n") == [
        "faq.csv:1: no columns for questions and answers: "
        "name them in the first row: question, answer"
    ]
    assert len(unused(faq_csv="")) == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("faq_csv", "question,answer\nwhere is tea,In the kitchen.\n"),
        ("faq_md", "# where is tea\nIn the kitchen.\n"),
        ("faq_json", '{"qna": [{"qid": "tea", "q": ["where is tea"], "a": "In the kitchen."}]}'),
    ],
)
def test_the_mark_that_spreadsheets_put_first_is_no_text(name, text):
    entry = only(**{name: "\ufeff" + text})
    assert (entry.phrasings, entry.answer) == (("where is tea",), "In the kitchen.")


@pytest.mark.parametrize(
    ("name", "text"),
    [("faq_csv", "question,answer\n"), ("faq_json", '{"qna": []}'), ("nlu_yml", "nlu: []\n")],
)
def test_a_file_without_any_question_is_told(name, text):
    [fault] = unused(**{name: text})
    assert "no question with an answer in it" in fault


def test_quotes_that_never_end_and_huge_cells_are_told():
    assert "no row of a table" in unused(faq_csv='question,answer\nx,"y\n')[0]
    assert "no row of a table" in unused(faq_csv=f"question,answer\nx,{'y' * 200_000}\n")[0]
    assert "longer than" in unused(faq_csv=f"question,answer\nx,{'y' * 9_000}\n")[0]
    assert "longer than" in unused(faq_csv=f"question,answer\nx,{'y' * 70_000}\n")[0]
    assert "more than 2,000" in unused(faq_csv=f"question,answer\n{'y' * 3_000},x\n")[0]


# Pages


PAGE = """\
---
title: Help
---
# Our FAQ

## Tea

### Q1: When is **tea**?
**A:** At four.

- in the [kitchen](https://example.org/kitchen)

---

### Where is coffee?
```
## no heading
```
When is lunch?
--------------
At noon.

### Where is cake
"""


def test_headings_ask_and_the_text_below_answers():
    tea, coffee, lunch = entries(faq_md=PAGE)
    assert tea.phrasings == ("When is tea?",)
    assert tea.answer == "At four.\n\n- in the [kitchen](https://example.org/kitchen)"
    assert coffee.answer == "```\n## no heading\n```"
    assert (lunch.title, lunch.answer) == ("When is lunch", "At noon.")
    assert unused(faq_md=PAGE) == ["faq.md:23: no answer below 'Where is cake': write one"]


def test_a_page_without_headings_is_told():
    [told] = unused(faq_md="only text")
    assert told.startswith("faq.md:1: no headings: ")


def test_html_is_taken_out_and_code_stays():
    text = (
        "# How\nUse `List<String>` <b>now</b>.<br>Or <a href='https://x.org'>this</a>.\n"
        "<script>alert(1)</script>\n```\n<b>kept</b>\n```\n"
    )
    assert only(a_md=text).answer == (
        "Use `List<String>` now.\nOr [this](https://x.org).\n\n```\n<b>kept</b>\n```"
    )
    assert tamed(a_md=text) == ["a.md:1: HTML was taken out: see whether it still reads well"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("[x](javascript:alert(1))", "x"),
        ("[x](JaVaScRiPt:alert(1))", "x"),
        ("[x]( <javascript:alert(1)> )", "x"),
        ("[x](data:text/html;base64,AA)", "x"),
        ("![x](file:///etc/passwd)", "x"),
        ("<javascript:alert(1)>", "javascript:alert(1)"),
        ("[x](/relative)", "x"),
        ("go [x][1]\n\n[1]: vbscript:x", "go [x][1]"),
        ("[x](mailto:a@example.org)", "x"),
        ("<a href='javascript:x'>y</a>", "y"),
        ("<scr<b>ipt>alert(1)</scr</b>ipt>", "alert(1)"),
        ("a\u202eb", "ab"),
    ],
)
def test_a_link_that_leads_elsewhere_than_the_web_is_made_text(text, kept):
    answer, done = tame_answer(text)
    assert answer == kept
    assert done


def test_what_is_harmless_stays_as_it_is():
    text = (
        "**Yes**: see [a](https://example.org/x_(y)) and <https://example.org>, 1 < 2 > 0.\n\n- x"
    )
    assert tame_answer(text) == (text, ())
    assert tame_question("is 1 < 2, or is a_b > c?") == ("is 1 < 2, or is a_b > c?", ())


# Rasa

NLU = """\
version: "3.1"
nlu:
  - intent: ask_tea
    examples: |
      - when is [tea](drink)
      - [tea]{"entity": "drink"} time?
  - intent: faq/coffee
    examples: |
      - where is coffee
  - intent: greet
    examples: |
      - hello
  - intent: name
    examples: |
      - who am I
  - synonym: cuppa
    examples: |
      - tea
"""
DOMAIN = """\
intents: [ask_tea, greet]
responses:
  utter_tea_time:
    - text: At four.
    - text: At 4 pm.
  utter_faq/coffee:
    - text: Nowhere.
  utter_name:
    - text: You are {name}.
  utter_bye:
    - text: Bye.
"""
RULES = """\
rules:
  - rule: Tea
    steps:
      - intent: ask_tea
      - action: utter_tea_time
"""


def test_rasa_s_intents_are_joined_with_their_responses():
    tea, coffee = entries(nlu_yml=NLU, domain_yml=DOMAIN, rules_yml=RULES)
    assert (tea.id, tea.title, tea.answer) == ("tea", "Tea", "At four.")
    assert tea.phrasings == ("when is tea", "tea time?")
    assert (coffee.id, coffee.answer) == ("coffee", "Nowhere.")


def test_what_of_rasa_s_can_t_be_used_is_told():
    assert unused(nlu_yml=NLU, domain_yml=DOMAIN, rules_yml=RULES) == [
        "domain.yml:3: more than one text for one answer: the first is taken",
        "nlu.yml:10: no response for the intent 'greet': give the file with its responses too",
        "domain.yml:8: a response that a program fills in: write it out",
        "nlu.yml:16: 'synonym' is no intent: write what it is for as phrasings or synonyms",
        "domain.yml:10: no intent leads to the response 'utter_bye': "
        "give the file with its examples too",
    ]


def test_of_several_responses_the_first_that_no_program_fills_in_is_taken():
    domain = DOMAIN.replace("    - text: At four.\n", '    - text: "{name}, at four."\n')
    tea, _ = entries(nlu_yml=NLU, domain_yml=domain, rules_yml=RULES)
    assert tea.answer == "At 4 pm."


def test_an_alias_bomb_is_refused():
    bomb = "a: &a [x, x]\nb: &b [*a, *a]\nnlu: [*b, *b]\n"
    [told] = unused(nlu_yml=bomb)
    assert told == "nlu.yml:2: an alias (*): write the value out where it is used"


# QnABot

QNA = {
    "qna": [
        {"qid": "Tea.001", "q": ["when is tea", "tea time"], "a": "At four.", "t": "drinks"},
        {"qid": "has space", "q": ["coffee"], "a": "x", "alt": {"markdown": "**Nowhere**"}},
        {"qid": "Tea.002", "q": ["who am I"], "a": "You are {{name}}"},
        {"qid": "Tea.003", "q": [], "a": "x"},
        {"qid": "Tea.004", "q": ["y"], "a": 7},
        ["no"],
    ]
}


def test_an_export_of_qnabot_is_read_with_its_lines():
    text = json.dumps(QNA, indent=1)
    tea, coffee = entries(qna_json=text)
    assert (tea.id, tea.phrasings, tea.answer) == (
        "Tea.001",
        ("when is tea", "tea time"),
        "At four.",
    )
    assert (coffee.id, coffee.title, coffee.answer) == ("has-space", "coffee", "**Nowhere**")
    lines = {line.split(":")[1]: line for line in unused(qna_json=text)}
    for qid, reason in (
        ("Tea.002", "fills in"),
        ("Tea.003", "no question"),
        ("Tea.004", "no quest"),
    ):
        row = next(n for n, line in enumerate(text.splitlines(), 1) if qid in line)
        assert reason in lines[str(row - 1)]


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "{}", '{"qna": 1}', "[" * 100_000, '{"qna": [' + "9" * 10_000 + "]}",
     '{"qna": [{"qid": "a", "q": ["\\ud800"], "a": "x"}]}', '{"qna": [null, 1, "x"]}'],
)  # fmt: skip
def test_json_of_another_shape_is_told(text):
    assert entries(qna_json=text) == []
    assert unused(qna_json=text)


# Our own, and all of them


def test_our_own_yaml_is_read_as_it_is_and_what_stands_beside_it_told():
    text = "entries:\n  - id: tea\n    title: Tea\n    answer: At four.\n    phrasings: [tea]\n"
    assert only(a_yaml=text).id == "tea"
    assert unused(a_yaml=text, README_md="# x\ny") == [
        "README.md:1: stands beside YAML: import it by itself"
    ]
    [told] = unused(a_yaml=text + "    titel: x\n")
    assert told == "a.yaml:6: unknown key 'titel': did you mean 'title'?"


def test_two_of_one_id_are_told():
    text = "id,question,answer\ntea,when,At four.\ntea,where,In the kitchen.\n"
    assert only(a_csv=text).answer == "At four."
    assert unused(a_csv=text) == [
        "a.csv:3: id 'tea' stands here twice, with another answer: give it another id"
    ]


NAMES = st.sampled_from(["a_csv", "a_md", "a_json", "a_yaml", "nlu_yml", "a_txt"])
PIECES = st.sampled_from(
    ["question,answer\n", "# x\n", "\n", '"', "a", ",", "nlu:", "- intent: x\n", "=1", "<b>", "](",
     '{"qna": [', "{}", "]}", "[", "responses:\n", "  utter_x:\n", "\x00", "`", "entries:\n",
     "javascript:"]
)  # fmt: skip


@given(st.dictionaries(NAMES, st.lists(PIECES | st.text(max_size=6)).map("".join), max_size=3))
def test_no_file_whatsoever_raises_anything(files):
    understood = understand(named(files), words)
    for piece in understood.pieces.values():
        for entry in piece.knowledge.entries:
            assert Entry.model_validate(entry.model_dump()) == entry
    assert all(fault.line >= 1 and fault.mend for fault in understood.unused)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a_md", "# x\n" + "<b" * 20_000 + ">" * 20_000),
        ("a_md", "# x\n[a](" + "x" * 60_000),
        ("a_md", "# x\n" + "[" * 60_000),
        ("a_md", "# x\n<a " + "href=x " * 9_000),
        ("a_md", "# x\n" + "\n" * 1_000_000 + "x"),
        ("a_md", "# x\n" * 200_000),
        ("a_csv", "question,answer\n" + "-" + "|" * 100_000 + ",x\n"),
        ("a_csv", "question,answer\n" + "same,{}\n" * 15_000),
        ("a_csv", "question,answer\n" + "".join(f"same,{n}\n" for n in range(15_000))),
        ("a_json", '{"qna": [' + "{}," * 100_000 + "{}]}"),
    ],
    ids=range(10),
)
def test_a_hostile_file_costs_no_more_than_its_size(name, text):
    began = time.process_time()
    entries(**{name: text})
    assert time.process_time() - began < 15
