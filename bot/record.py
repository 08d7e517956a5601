"""A reply → what is remembered of its question, and what can be pressed about it."""

from dataclasses import replace

from bot import act
from bot.act import Improve, Rate, Tell
from bot.encode import decode, encode
from bot.index import Index
from bot.mark import handle
from bot.remember import Question
from bot.reply import Action, Actions, Note, Paragraph, Reply, text
from bot.utterance import Utterance
from bot.waiting import Wish

ABOUT_KNOWLEDGE = ("answer", "choices", "unknown")
"""Outcomes of real questions; others are talk with the bot itself."""

THANKS = "Thank you, noted."
SORRY = "Noted: it wasn't helpful. You can change your mind, or say what was missing."
HELPFUL, NOT_HELPFUL = "Helpful", "Not helpful"
BETTER = "Suggest a better answer"
WISH = "Tell me once you know"


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
    """An answer with what it takes to say whether it helped, and how it would be better; a
    boundary's words with what it takes to say that they didn't, to be told once there is an answer,
    and to suggest one; what is not known with what it takes to be told once it is; other replies as
    they are."""
    match reply.outcome:
        case "unknown" if reply.boundary:
            turned_down = (_rate(record_id, False), _wish(record_id), _better(reply.boundary))
            return replace(reply, parts=(*reply.parts, Actions(turned_down)))
        case "unknown":
            return replace(reply, parts=(*reply.parts, Actions((_wish(record_id),))))
        case "answer":
            better = [_better(one.id) for one in reply.entries[:1]]
            actions = (_rate(record_id, True), _rate(record_id, False), *better)
            return replace(reply, parts=(*reply.parts, Actions(actions)))
        case _:
            return reply


def of(reply: Reply) -> str:
    """The question that a reply was remembered as answering; empty where nothing about it tells."""
    shown = [part for part in reply.parts if isinstance(part, Actions)]
    acts = (decode(action.does) for part in shown for action in part.actions)
    return next((one.record for one in acts if isinstance(one, Rate | act.Wish)), "")


def rated(shown: Reply, record_id: str, helpful: bool) -> Reply:
    """The answer once more, or the boundary's words, after that was rated."""
    note = Note(THANKS if helpful else SORRY)
    tell = Action(encode(Tell(record_id)), "Say what was missing")
    other = _rate(record_id, not helpful)
    wish = (_wish(record_id),) if shown.boundary else ()
    actions = Actions((other, *wish) if helpful else (tell, other, *wish))
    return replace(shown, parts=(*shown.parts, note, actions))


def told(shown: Reply) -> Reply:
    """The answer once more, after it was said what was missing in it."""
    return replace(shown, parts=(*shown.parts, Note("Thank you: a curator will see it.")))


def news(wish: Wish, shown: Reply) -> Reply:
    """What somebody is told who wanted to know of an answer."""
    said = f"You asked “{wish.said}”, and I didn't know. Now there is an answer:"
    return replace(shown, parts=(Paragraph(text(said)), *shown.parts))


def _wish(record_id: str) -> Action:
    return Action(encode(act.Wish(record_id)), WISH)


def _better(id: str) -> Action:
    return Action(encode(Improve(handle(id))), BETTER)


def _rate(record_id: str, helpful: bool) -> Action:
    return Action(encode(Rate(record_id, helpful)), HELPFUL if helpful else NOT_HELPFUL)
