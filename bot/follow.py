"""What a message means in its conversation: follow-ups lean on what was talked about."""

from bot.conversation import Conversation
from bot.decide import DEFAULT
from bot.index import Index
from bot.match import Match, match
from bot.read import Reading

SHORT = 4
"""Words up to which a message may lean on the one before."""

TOLD = 0.5
"""The share of a follow-up's own weight that the entry has to know."""


def follow(said: str, conversation: Conversation, index: Index) -> Match:
    """The match of a message in its conversation: by itself where that is clear or nothing was
    talked about, else together with what was."""
    alone = match(said, index)
    if not conversation.about or not _leans(alone.reading, index) or _clear(alone):
        return alone
    own = " ".join(alone.reading.plain)
    best = alone
    for before in (*conversation.asked[-1:], _title(conversation, index)):
        together = match(f"{before} {own}", index)
        if _fits(together, alone.reading, index) and _sure(together) > _sure(best):
            best = together
    return best


def _leans(reading: Reading, index: Index) -> bool:
    words = reading.plain
    opens = (
        any(words[: len(opener)] == opener for opener, _ in index.openers.get(words[0], ()))
        if words
        else False
    )
    return opens or len(words) <= SHORT or any(word in index.pointers for word in words)


def _clear(alone: Match) -> bool:
    return alone.entry is not None and alone.entry.confidence >= DEFAULT.answer


def _title(conversation: Conversation, index: Index) -> str:
    at = index.position.get(conversation.about[0])
    return index.items[at].title if at is not None else ""


def _fits(together: Match, own: Reading, index: Index) -> bool:
    """Whether the entry knows enough of what the follow-up itself says."""
    if together.entry is None:
        return False
    return index.weights.known(own, index.own[together.entry.at] | index.pointers) >= TOLD


def _sure(match: Match) -> float:
    return match.candidates[0].confidence if match.candidates else 0.0
