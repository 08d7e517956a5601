"""Questions with their answers, as other programs keep them → entries of our own."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from pydantic import TypeAdapter, ValidationError

from knowledge.exchange.tame import MOST_ANSWER, Unusable, tame_answer, tame_question
from knowledge.parse import Fault
from knowledge.schema import Entry, Id

MOST_DRAFTS = 20_000
MOST_QUESTION = 2_000
LONGEST_TITLE = 60

Comparable = Callable[[str], tuple[str, ...]]
"""A phrasing → its words, equal for phrasings that mean the same to the matcher."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Something asked and its answer, with where it was read; `id` and `title` where given."""

    file: str
    line: int
    questions: tuple[str, ...]
    answer: str
    id: str = ""
    title: str = ""

    def fault(self, what: str, mend: str) -> Fault:
        return Fault(self.file, self.line, what, mend)


@dataclass(slots=True)
class Written:
    """Entries by the place of their first draft, what could not be used, and what was changed."""

    entries: list[tuple[Draft, Entry]] = field(default_factory=list)
    unused: list[Fault] = field(default_factory=list)
    tamed: list[Fault] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    numbers: dict[str, int] = field(default_factory=dict)  # the last one behind each id made up


def entries(
    drafts: Iterable[Draft | Fault], comparable: Comparable, taken: AbstractSet[str]
) -> Written:
    """One entry for each answer; ids that are made up are none of those `taken`."""
    written = Written()
    groups: dict[tuple[str, str], list[Draft]] = {}
    for number, draft in enumerate(drafts):
        if isinstance(draft, Fault):
            written.unused.append(draft)
        elif number >= MOST_DRAFTS:
            what = f"more than {MOST_DRAFTS:,} questions"
            written.unused.append(draft.fault(what, "split the file"))
            break
        elif harmless := _harmless(draft, written):
            key = harmless.id, " ".join(harmless.answer.split())
            groups.setdefault(key, []).append(harmless)
    used = set(taken)
    for group in groups.values():
        if entry := _entry(group, comparable, used, written):
            written.entries.append((group[0], entry))
    return written


def _harmless(draft: Draft, written: Written) -> Draft | None:
    try:
        answer, done = tame_answer(draft.answer)
        title, _ = tame_question(draft.title)
        if not answer:
            raise Unusable("no answer", "write one")
        if len(answer) > MOST_ANSWER:
            raise Unusable(f"the answer is longer than {MOST_ANSWER:,} characters", "shorten it")
    except Unusable as refused:
        written.unused.append(draft.fault(refused.what, refused.mend))
        return None
    questions: list[str] = []
    for question in draft.questions:
        try:
            text, more = tame_question(question)
            if len(text) > MOST_QUESTION:
                raise Unusable(
                    f"a question of more than {MOST_QUESTION:,} characters", "shorten it"
                )
        except Unusable as refused:
            written.unused.append(draft.fault(refused.what, refused.mend))
            continue
        done = (*done, *more)
        questions += [text] if any(sign.isalnum() for sign in text) else []
    written.tamed += [
        draft.fault(what, "see whether it still reads well") for what in dict.fromkeys(done)
    ]
    if not questions:
        written.unused.append(draft.fault("no question", "write how people ask for it"))
        return None
    return replace(draft, answer=answer, title=title, questions=tuple(questions))


def _entry(
    group: Sequence[Draft], comparable: Comparable, used: set[str], written: Written
) -> Entry | None:
    first = group[0]
    told, phrasings = set[tuple[str, ...]](), list[str]()
    for draft in group:
        for question in draft.questions:
            words = comparable(question) or (question,)
            if words not in told:
                told.add(words)
                phrasings.append(question)
    title = _shortened((first.title or phrasings[0]).rstrip(" ?.!:") or first.title or phrasings[0])
    id = first.id if _is_id(first.id) else ""
    if id in written.ids:
        written.unused.append(
            first.fault(f"id {id!r} stands here twice, with another answer", "give it another id")
        )
        return None
    id = id or _name(first.id or title, used, written)
    used.add(id)
    written.ids.add(id)
    return Entry(id=id, title=title, answer=first.answer, phrasings=tuple(phrasings))


def _shortened(title: str) -> str:
    if len(title) <= LONGEST_TITLE:
        return title
    return (title[:LONGEST_TITLE].rsplit(" ", 1)[0] or title[:LONGEST_TITLE]).rstrip(" ,;:") + "…"


_ID: TypeAdapter[str] = TypeAdapter(Id)


def _is_id(text: str) -> bool:
    try:
        return bool(_ID.validate_python(text))
    except ValidationError:
        return False


def _name(title: str, used: AbstractSet[str], written: Written) -> str:
    """An id that tells what it is about: "guest-wifi", then "guest-wifi-2", …"""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    stem = "-".join(re.findall(r"[a-z0-9]+", plain.replace("'", "")))[:48].strip("-") or "entry"
    name, number = stem, written.numbers.get(stem, 1)
    while name in used:
        number += 1
        name = f"{stem}-{number}"
    written.numbers[stem] = number
    return name
