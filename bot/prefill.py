"""A form about something that waits, or is there → the form with what is known of it filled in."""

from collections.abc import Sequence
from dataclasses import replace

from bot.act import Act, Assign, Edit, Reword, Take, handle
from bot.amend import seen
from bot.blank import ANSWER, ENTRY, OWNER, PHRASINGS, QUESTION, REVIEW, TITLE
from bot.decide import NEAR, Answer, decide
from bot.encode import encode
from bot.form import Field, Form, prefilled
from bot.index import Index
from bot.manage import entry_of
from bot.match import match
from bot.normalise import words
from bot.queue import Cluster, alike
from bot.remember import Miss, Suggestion
from bot.teach import MOST, Pieces, own_phrasings
from knowledge.schema import Entry

ANSWERED = "“{title}” may answer this already"
"""A hint, which has little room."""


def about_writing(form: Form, misses: Sequence[Miss], index: Index) -> Form:
    """What is to be saved, with the ways in which it was missed, and a warning of an entry that
    answers it already."""
    question = next(field.value for field in form.fields if field.name == QUESTION)
    if not question:
        return form
    ways = [way for way in alike(question, misses, index) if _is_new(way, index)]
    return _warned(prefilled(form, {QUESTION: _lines([question, *ways])}), question, index)


def about_cluster(form: Form, cluster: Cluster, index: Index) -> Form:
    """What was missed, as phrasings; the entry that is nearest to it."""
    new = [way for way in cluster.ways if _is_new(way, index)] or list(cluster.ways)
    near = _nearest(cluster.said, index)
    said = _lines(new)
    known = {QUESTION: said, PHRASINGS: said, ENTRY: near.title if near else "", TITLE: new[0]}
    filled = prefilled(form, known)
    asks = any(field.name == QUESTION for field in form.fields)
    return _warned(filled, cluster.said, index) if asks else filled


def about_entry(form: Form, act: Act, entry: Entry, there: Pieces) -> Form:
    """The entry as it stands, its form marked with how it was seen."""
    now, name = seen(entry, there), handle(entry.id)
    if isinstance(act, Reword):
        filled = prefilled(form, {PHRASINGS: "\n".join(own_phrasings(entry.id, there))})
        return replace(filled, does=encode(Reword(name, now)))
    if isinstance(act, Assign):
        day = entry.review_after.isoformat() if entry.review_after else ""
        filled = prefilled(form, {OWNER: entry.owner or "", REVIEW: day})
        return replace(filled, does=encode(Assign(name, now)))
    return replace(_as_it_stands(form, entry, entry.answer), does=encode(Edit(name, now)))


def about_suggestion(form: Form, suggestion: Suggestion, index: Index, there: Pieces) -> Form:
    """The entry as it stands, with the answer that was suggested; raises NotThere."""
    entry = entry_of(suggestion.entry, index)
    filled = _as_it_stands(form, entry, suggestion.answer)
    return replace(filled, does=encode(Take(suggestion.id, seen(entry, there))))


def about_suggesting(form: Form, entry: Entry) -> Form:
    """The answer as it stands, to be made better."""
    return prefilled(form, {ANSWER: entry.answer})


def _as_it_stands(form: Form, entry: Entry, answer: str) -> Form:
    return prefilled(form, {TITLE: entry.title, ANSWER: answer})


def _warned(form: Form, question: str, index: Index) -> Form:
    decided = decide(match(question, index))
    if not isinstance(decided, Answer):
        return form
    hint = ANSWERED.format(title=index.items[decided.entry.at].title)

    def told(field: Field) -> Field:
        return replace(field, hint=hint) if field.name == QUESTION else field

    return replace(form, fields=tuple(map(told, form.fields)))


def _nearest(said: str, index: Index) -> Entry | None:
    near = match(said, index).entry
    item = index.items[near.at] if near is not None and near.confidence >= NEAR else None
    return item if isinstance(item, Entry) else None


def _is_new(way: str, index: Index) -> bool:
    said = " ".join(words(way))
    return bool(said) and said not in index.exact


def _lines(ways: Sequence[str]) -> str:
    return "\n".join(" ".join(way.split()) for way in ways[:MOST])
