"""A form about something that waits, or is there → the form with what is known of it filled in."""

from collections.abc import Sequence
from dataclasses import replace

from bot import equate
from bot.act import Act, Assign, Bound, Edit, Equate, Replace, Reword, Take
from bot.amend import seen
from bot.blank import (
    A_SENTENCE,
    ANSWER,
    ENTRY,
    FACTS,
    OWNER,
    PHRASINGS,
    QUESTION,
    REVIEW,
    SAYING,
    SOURCES,
    SYNONYMS,
    TITLE,
)
from bot.cite import cite
from bot.decide import NEAR, Answer, decide
from bot.encode import encode
from bot.equate import group
from bot.figures import figures
from bot.form import LONGEST, Form, prefilled, size
from bot.index import Index
from bot.manage import item_of, said_by
from bot.mark import handle
from bot.match import match
from bot.normalise import words
from bot.own import Pieces, own_phrasings
from bot.queue import Cluster, alike
from bot.reviews import Miss, Suggestion
from bot.teach import MOST, called
from knowledge.schema import Boundary, Entry

ANSWERED = "“{title}” may answer this already"
COME_ALONG = "All ways in which the boundary is asked for come along; the first is its title"
"""Hints, which have little room."""

WAY_MOST, TITLE_MOST = 500, 200
"""Characters of what is filled in as a way of asking, and as a title."""


def about_writing(form: Form, misses: Sequence[Miss], index: Index) -> Form:
    """What is to be saved, with the ways in which it was missed, and a warning of an entry that
    answers it already."""
    question = next(field.value for field in form.fields if field.name == QUESTION)
    if not question:
        return form
    ways = [way for way in alike(question, misses, index) if _is_new(way, index)]
    return _warned(prefilled(form, {QUESTION: _lines([question, *ways])}), question, index)


def about_cluster(form: Form, act: Act, cluster: Cluster, index: Index) -> Form:
    """What was missed, as phrasings; the entry that is nearest to it."""
    may = not isinstance(act, Bound)
    new = [way for way in cluster.ways if _is_new(way, index, may)] or list(cluster.ways)
    near = _nearest(cluster.said, index)
    said, beside = _lines(new), called(near, index.knowledge) if near else ""
    title = new[0] if size(new[0]) <= TITLE_MOST else ""
    known = {QUESTION: said, PHRASINGS: said, ENTRY: beside, TITLE: title}
    filled = prefilled(form, known)
    asks = any(field.name == QUESTION for field in form.fields)
    return _warned(filled, cluster.said, index) if asks else filled


def about_group(form: Form, act: Equate, there: Pieces) -> Form:
    """The group of synonyms as it stands, the form marked with how it was seen; raises NotThere."""
    found = group(act, there)
    does = Equate(act.group, equate.seen(found))
    return replace(prefilled(form, {SYNONYMS: ", ".join(found)}), does=encode(does))


def about_item(form: Form, act: Act, item: Entry | Boundary, index: Index, there: Pieces) -> Form:
    """The entry or boundary as it stands, its form marked with how it was seen."""
    now, name = seen(item, there), handle(item.id)
    match act:
        case Replace():
            filled = _hinted(prefilled(form, {QUESTION: item.title}), QUESTION, COME_ALONG)
            return replace(filled, does=encode(act))
        case Reword():
            filled = prefilled(form, {PHRASINGS: "\n".join(own_phrasings(item, there))})
            return replace(filled, does=encode(Reword(name, now)))
        case Assign():
            day = item.review_after.isoformat() if item.review_after else ""
            filled = prefilled(form, {OWNER: item.owner or "", REVIEW: day})
            return replace(filled, does=encode(Assign(name, now)))
        case _:
            of = act.of if isinstance(act, Edit) else ""
            return replace(_as_it_stands(form, item, index), does=encode(Edit(name, now, of)))


def about_suggestion(
    form: Form, act: Act, suggestion: Suggestion, index: Index, there: Pieces
) -> Form:
    """The entry or boundary as it stands, or what takes a boundary's place; raises NotThere."""
    item = item_of(suggestion.entry, index)
    if isinstance(act, Take):
        act = Edit(handle(item.id), of=handle(suggestion.id))
    return about_item(form, act, item, index, there)


def as_suggested(form: Form, suggestion: Suggestion) -> Form:
    """The same with the words that were suggested."""
    return prefilled(form, {ANSWER: suggestion.answer})


def about_advice(
    form: Form, act: Act, suggestion: Suggestion, cluster: Cluster | None, index: Index
) -> Form:
    """What was missed, as far as it still waits, with the answer that was suggested."""
    filled = about_cluster(form, act, cluster, index) if cluster else form
    return as_suggested(filled, suggestion)


def about_suggesting(form: Form, item: Entry | Boundary) -> Form:
    """What is said as it stands, to be made better."""
    return prefilled(form, {ANSWER: said_by(item)})


def _as_it_stands(form: Form, item: Entry | Boundary, index: Index) -> Form:
    """The form without the fields that an entry, or a boundary, has not."""
    known = {TITLE: item.title, ANSWER: said_by(item)}
    if isinstance(item, Entry):
        known |= {SOURCES: cite(item, index.knowledge), FACTS: figures(item.facts)}
        return prefilled(_without(form, ENTRY), known)
    near = item_of(item.nearest, index) if item.nearest else None
    beside = called(near, index.knowledge) if isinstance(near, Entry) else ""
    fields = (
        replace(one, label=SAYING, hint=A_SENTENCE) if one.name == ANSWER else one
        for one in _without(form, SOURCES, FACTS).fields
    )
    return prefilled(replace(form, fields=tuple(fields)), {**known, ENTRY: beside})


def _without(form: Form, *names: str) -> Form:
    return replace(form, fields=tuple(one for one in form.fields if one.name not in names))


def _warned(form: Form, question: str, index: Index) -> Form:
    decided = decide(match(question, index))
    if not isinstance(decided, Answer):
        return form
    return _hinted(form, QUESTION, ANSWERED.format(title=index.items[decided.entry.at].title))


def _hinted(form: Form, name: str, hint: str) -> Form:
    told = (replace(one, hint=hint) if one.name == name else one for one in form.fields)
    return replace(form, fields=tuple(told))


def _nearest(said: str, index: Index) -> Entry | None:
    near = match(said, index).entry
    item = index.items[near.at] if near is not None and near.confidence >= NEAR else None
    return item if isinstance(item, Entry) else None


def _is_new(way: str, index: Index, may: bool = True) -> bool:
    """Whether nothing is asked for in just these words; an entry `may` have those of boundaries."""
    said = " ".join(words(way))
    holders = index.exact.get(said, ())
    return bool(said) and not any(index.kinship.entry[at] or not may for at in holders)


def _lines(ways: Sequence[str]) -> str:
    """As many as a form holds, without those that nobody would ask once more."""
    lines = ""
    for way in (" ".join(one.split()) for one in ways[:MOST]):
        longer = f"{lines}\n{way}".strip()
        if size(way) <= WAY_MOST and size(longer) <= LONGEST:
            lines = longer
    return lines
