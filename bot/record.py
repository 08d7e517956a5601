"""A reply → what is remembered of its question, and what can be pressed about it."""

from dataclasses import replace

from bot.act import Rate, Tell, encode
from bot.index import Index
from bot.remember import Question
from bot.reply import Action, Actions, Note, Reply
from bot.utterance import Utterance

ABOUT_KNOWLEDGE = ("answer", "choices", "unknown")
"""Outcomes of real questions; others are talk with the bot itself."""

THANKS = "Thank you, noted."
SORRY = "Noted: it wasn't helpful. You can change your mind, or say what was missing."
HELPFUL, NOT_HELPFUL = "Helpful", "Not helpful"


def record(
    said: Utterance, reply: Reply, index: Index, record_id: str, took: float, picked: bool = False
) -> Question:
    """The question as it is to be remembered; `took`: seconds that matching it took."""
    return Question(
        id=record_id,
        asker=said.asker,
        at=said.at,
        outcome=reply.outcome,
        entries=tuple(entry.id for entry in reply.entries),
        boundary=reply.boundary,
        candidates=tuple((one.id, one.confidence) for one in reply.candidates),
        knowledge=index.version,
        words=tuple(index.lexicon.known(said.text).split()),
        text=said.text,
        took=took,
        picked=picked,
    )


def ratable(reply: Reply, record_id: str) -> Reply:
    """An answer with what it takes to say whether it helped; other replies as they are."""
    if reply.outcome != "answer":
        return reply
    return replace(reply, parts=(*reply.parts, _rating(record_id)))


def rated(shown: Reply, record_id: str, helpful: bool) -> Reply:
    """The answer once more, after it was rated."""
    note = Note(THANKS if helpful else SORRY)
    tell = Action(encode(Tell(record_id)), "Say what was missing")
    other = _rate(record_id, not helpful)
    actions = Actions((other,) if helpful else (tell, other))
    return replace(shown, parts=(*shown.parts, note, actions))


def told(shown: Reply) -> Reply:
    """The answer once more, after it was said what was missing in it."""
    return replace(shown, parts=(*shown.parts, Note("Thank you: a curator will see it.")))


def _rating(record_id: str) -> Actions:
    return Actions((_rate(record_id, True), _rate(record_id, False)))


def _rate(record_id: str, helpful: bool) -> Action:
    return Action(encode(Rate(record_id, helpful)), HELPFUL if helpful else NOT_HELPFUL)
