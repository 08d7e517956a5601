"""A message that asks several things → its questions, in the order asked."""

import re

from bot.normalise import MAX_CHARACTERS

_SENTENCE = re.compile(r"(?<=[?!.;:]) ")
_ASKING = (
    r"(?:(?:(?:in|for|at|to|with|from|on|by|of|under|about)\s+)?(?:what|which|whom|whose)"
    r"|what's|whats|wat|wut|who|where|when|why|how|do|does|did|is|are|am|can|could"
    r"|should|would|will|was|were|has|have|tell|show|list|explain)"
)
_MORE = rf"(?={_ASKING}\b(?!\W*$))"  # "with whom, and why?" asks one thing
_JOINED = re.compile(
    rf"[,;]?\s+(?:and|n|plus|&|\+|as well as|also|then)\s+(?:also\s+)?{_MORE}|,\s*{_MORE}",
    re.IGNORECASE,
)
_PARTING = re.compile(r"[^\S ]|[?!.;:] |[,&+]|\b(?:and|n|plus|as|also|then)\b", re.IGNORECASE)
_LISTED = re.compile(
    r"\s*(?:,|;|(?<=\w)/(?=\w)|\s/\s|&|\+|\band\b|\bplus\b|\bas well as\b)\s*", re.IGNORECASE
)
_BETWEEN = re.compile(r"[,;/&+]|and|plus|as\s+well\s+as", re.IGNORECASE)
_UNDONE = re.compile(
    r"\b(?:an?|the|my|our|your|their)$|^(?:only|just|even|mainly|especially)\b", re.I
)
_TELLING = re.compile(rf"^(?!{_ASKING}\b).*\b(?:i|i'm|i've|i'd|my|we|we're|our)\b", re.IGNORECASE)
_QUESTION = re.compile(rf"^\W*(?:and\s+|also\s+|so\s+)?{_ASKING}\b|\?\s*$", re.IGNORECASE)

MOST = 5
"""Questions read in one message."""

MOST_WORDS = 7
"""Words that a member of a list has at most."""


def sentences(text: str) -> tuple[str, ...]:
    """The message's sentences that ask something, joined questions taken apart.

    >>> sentences("I'm new. What do they earn, and which skills do I need?")
    ('What do they earn', 'which skills do I need?')
    """
    if _PARTING.search(text) is None:  # most messages hold nothing that parts questions
        found = [_one_line(text)]
    else:
        found = [
            part
            for line in text.splitlines()
            for sentence in _SENTENCE.split(_one_line(line))
            for part in _JOINED.split(sentence)
        ]
    parts = [part.strip(" ,;") for part in found]
    return tuple(part for part in parts if part and _QUESTION.search(part))[:MOST]


def listed(text: str) -> tuple[str, ...]:
    """The members of a short list; what someone tells of themselves is no list, nor is what is no
    question by itself.

    >>> listed("salary and skills"), listed("is sql a plus for me"), listed("who codes, only you?")
    (('salary', 'skills'), (), ())
    """
    if _BETWEEN.search(text) is None:  # most messages hold nothing that could join members
        return ()
    parts = tuple(part.strip(" .?!") for part in _LISTED.split(_one_line(text)))
    kept = tuple(part for part in parts if part)
    short = all(len(part.split()) <= MOST_WORDS for part in kept)
    if not short or not 2 <= len(kept) <= MOST or _TELLING.search(kept[0]):
        return ()
    return () if any(map(_UNDONE.search, kept)) else kept


def _one_line(text: str) -> str:
    return " ".join(text.split())[:MAX_CHARACTERS]
