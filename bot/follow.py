"""What a message means in its conversation: follow-ups lean on what was talked about."""

from collections.abc import Sequence
from dataclasses import replace

from bot.conversation import Conversation
from bot.decide import DEFAULT
from bot.index import Index
from bot.match import EXACT, LISTED, Match, match
from bot.normalise import words
from bot.read import Reading

SHORT = 4
"""Words up to which a message may lean on the one before."""

BRIEF = 6
"""Words up to which a message that says "it" asks about what was shown, and names nothing else."""

THINGS = frozenset(["it", "its", "that", "this", "those", "these"])
"""Words for what was shown; "they" are mostly people, whom all of the knowledge is about."""

CLEAR = 0.8
"""The confidence from which it doesn't lean on anything."""

TOLD = 0.5
"""The share of a follow-up's own weight that the entry has to know."""


def follow(said: str, conversation: Conversation, index: Index) -> Match:
    """The match of a message in its conversation: by itself where that is clear or nothing was
    talked about, else together with what was. Where the two mean different entries, and it is
    either nearly clear by itself or only means again what was just shown, each counts half; so
    does what was shown where a message that points to it ("how much is it?") seems clear."""
    alone = match(said, index)
    if not conversation.about or not _leans(alone.reading, index):
        return alone
    if _sure(alone) >= CLEAR:
        points = _points(alone.reading) and _sure(alone) < EXACT
        shown = _together(alone.reading, conversation, index, True) if points else None
        return _between(alone, shown) if shown and not _same(alone, shown) else alone
    together = _together(alone.reading, conversation, index, False)
    again = index.position.get(conversation.about[0], -1)
    if together is None and _means(alone, again):
        return _halved(alone)
    if together is None or together.entry is None or _same(alone, together):
        return max(alone, together or alone, key=_sure)
    if _means(together, again) or _answered(alone):
        return _between(alone, together)
    return max(alone, together, key=_sure)


def followed(asked: Sequence[str], index: Index) -> tuple[Match, ...]:
    """What was decided on, of the questions that are remembered of a message: each one's match, or
    that of both readings of one (`Match.both`), of which the second ends with the first."""
    matches = tuple(match(one, index) for one in asked)
    if len(matches) != 2:
        return matches
    one, other = matches
    if one.text == other.text:
        return (_halved(one),)
    last = words(other.text)[-len(one.reading.plain) :]
    return (_between(one, other),) if last == one.reading.plain else matches


def _together(own: Reading, conversation: Conversation, index: Index, points: bool) -> Match | None:
    """The surest match of the message with the question before it or the title of what that got,
    which has to know what the message says, unless it only points there."""
    befores = (*conversation.asked[-1:], _title(conversation, index))
    said = " ".join(own.plain)
    matches = [match(f"{before} {said}", index) for before in befores]
    fitting = [one for one in matches if points or _fits(one, own, index)]
    return max(fitting, key=_sure, default=None)


def _between(one: Match, other: Match) -> Match:
    """What is as likely as by either match on average."""
    shares: dict[int, float] = {}
    for candidate in (*one.candidates, *other.candidates):
        shares[candidate.at] = shares.get(candidate.at, 0.0) + candidate.confidence / 2
    named = {candidate.at: candidate for candidate in (*one.candidates, *other.candidates)}
    order = sorted(named, key=lambda at: -shares[at])[:LISTED]
    mixed = tuple(replace(named[at], confidence=round(shares[at], 4)) for at in order)
    entry = next((candidate for candidate in mixed if candidate.kind == "entry"), None)
    stronger = next((each for each in (one, other) if entry and _means(each, entry.at)), one)
    return replace(stronger, candidates=mixed, entry=entry, both=(one.text, other.text))


def _halved(match: Match) -> Match:
    """What is half as likely, as the other reading means nothing."""
    return _between(match, replace(match, candidates=()))


def _same(one: Match, other: Match) -> bool:
    return one.entry is not None and _means(other, one.entry.at)


def _means(match: Match, at: int) -> bool:
    return match.entry is not None and match.entry.at == at


def _answered(match: Match) -> bool:
    return match.entry is not None and match.entry.confidence >= DEFAULT.answer


def _leans(reading: Reading, index: Index) -> bool:
    said = reading.plain
    opens = (
        any(said[: len(opener)] == opener for opener, _ in index.openers.get(said[0], ()))
        if said
        else False
    )
    return opens or len(said) <= SHORT or any(word in index.pointers for word in said)


def _points(reading: Reading) -> bool:
    return len(reading.plain) <= BRIEF and not THINGS.isdisjoint(reading.plain)


def _title(conversation: Conversation, index: Index) -> str:
    at = index.position.get(conversation.about[0])
    return index.items[at].title if at is not None else ""


def _fits(together: Match, own: Reading, index: Index) -> bool:
    """Whether the entry knows enough of what the follow-up itself says."""
    if together.entry is None:
        return False
    return index.words.weights.known(own, index.own[together.entry.at] | index.pointers) >= TOLD


def _sure(match: Match) -> float:
    return match.candidates[0].confidence if match.candidates else 0.0
