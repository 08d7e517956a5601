"""A message that asks several things → its questions, in the order asked."""

import re

_SENTENCE = re.compile(r"(?<=[?!])\s+|(?<=[.;])\s+|\s*\n+\s*")
_ASKING = (
    r"(?:what|whats|what's|which|who|whom|whose|where|when|why|how|do|does|did|is|are|am|can|could"
    r"|should|would|will|was|were|has|have|tell|show|list|explain)"
)
_JOINED = re.compile(
    rf"[,;]?\s+(?:and|plus|&|\+|as well as|also|then)\s+(?:also\s+)?(?={_ASKING}\b)"
    rf"|,\s*(?={_ASKING}\b)",
    re.IGNORECASE,
)
_LISTED = re.compile(r"\s*(?:,|;|/|&|\+|\band\b|\bplus\b|\bas well as\b)\s*", re.IGNORECASE)
_QUESTION = re.compile(rf"^\W*(?:and\s+|also\s+|so\s+)?{_ASKING}\b|\?\s*$", re.IGNORECASE)

MOST = 5
"""Questions read in one message."""


def sentences(text: str) -> tuple[str, ...]:
    """The message's sentences that ask something, joined questions taken apart.

    >>> sentences("I'm new. What do they earn, and which skills do I need?")
    ('What do they earn', 'which skills do I need?')
    """
    parts = [
        part.strip(" ,;") for sentence in _SENTENCE.split(text) for part in _JOINED.split(sentence)
    ]
    return tuple(part for part in parts if part and _QUESTION.search(part))[:MOST]


def listed(text: str) -> tuple[str, ...]:
    """The members of a short list.

    >>> listed("salary and skills")
    ('salary', 'skills')
    """
    parts = tuple(part.strip(" .?!") for part in _LISTED.split(text))
    kept = tuple(part for part in parts if part)
    return kept if 2 <= len(kept) <= MOST else ()
