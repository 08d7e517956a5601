"""A table (CSV, TSV) with a column for questions and one for answers → drafts."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.exchange.draft import Draft
from knowledge.exchange.tame import Unusable, no_formula
from knowledge.parse import Fault

DELIMITERS = ",;\t|"
QUESTION = re.compile(
    r"(?:user |faq |alternate |alternative |other |example |sample )*"
    r"(?:q|questions?|quer(?:y|ies)|phrasings?|utterances?|prompts?|asked|variations?|variants?)"
    r"(?: ?\(?s\)?)?(?: text)?(?: ?\d+)?"
)
ANSWER = re.compile(r"(?:bot |faq )?(?:a|answers?|responses?|repl(?:y|ies)|solution)(?: text)?")
TITLE = re.compile(r"title|name|heading|subject")
ID = re.compile(r"id|qid|key|slug")
MEND = "name them in the first row: question, answer"


@dataclass(frozen=True, slots=True)
class _Columns:
    questions: tuple[int, ...]
    answer: int
    title: int | None
    id: int | None


def drafts(text: str, file: str) -> Iterator[Draft | Fault]:
    """A draft a row; a cell may hold several questions, on lines of their own or between | or ;."""
    found = _read_head(text)
    if found is None:
        yield Fault(file, 1, "no columns for questions and answers", MEND)
        return
    delimiter, columns = found
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for number, row in enumerate(rows):
            if number and any(cell.strip() for cell in row):
                yield _draft(row, columns, file, line)
            line = rows.line_num + 1
    except csv.Error as error:
        yield Fault(file, line, f"no row of a table ({error})", "see to its quotes")


def _read_head(text: str) -> tuple[str, _Columns] | None:
    head = next(io.StringIO(text), "")[:10_000]
    for delimiter in DELIMITERS:
        try:
            names = next(csv.reader([head], delimiter=delimiter), [])
        except csv.Error:
            continue
        if columns := _columns(
            [re.sub(r"[\s_-]+", " ", name).strip().casefold() for name in names]
        ):
            return delimiter, columns
    return None


def _columns(names: Sequence[str]) -> _Columns | None:
    questions = tuple(at for at, name in enumerate(names) if QUESTION.fullmatch(name))
    answers = [at for at, name in enumerate(names) if ANSWER.fullmatch(name)]
    if not questions or not answers:
        return None
    title, id = (
        next((at for at, name in enumerate(names) if form.fullmatch(name)), None)
        for form in (TITLE, ID)
    )
    return _Columns(questions, answers[0], title, id)


def _draft(row: Sequence[str], columns: _Columns, file: str, line: int) -> Draft | Fault:
    def cell(at: int | None) -> str:
        return no_formula(row[at]) if at is not None and at < len(row) else ""

    try:
        asked = [cell(at) for at in columns.questions]
        questions = tuple(
            one.strip() for all_ in asked for one in re.split(r"[\n\r|;]+", all_) if one.strip()
        )
        answer, title, id = cell(columns.answer), cell(columns.title), cell(columns.id)
    except Unusable as refused:
        return Fault(file, line, refused.what, refused.mend)
    return Draft(file, line, questions, answer, id.strip(), title)
