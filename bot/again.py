"""Whether somebody asked the same again in other words, since another answer was taken."""

from collections.abc import Sequence

from bot.remember import Question

AGAIN_WITHIN = 120.0
"""Seconds within which a person who asks again was not helped by the answer before."""

POSSIBLE = 0.005
"""The confidence from which another entry was a possible answer to a question."""

_WORDS = """
about also been could does from have into just like more much need should some than that
them then there these they they're this what what's when where which will with work would
your
"""

_PLAIN = frozenset(_WORDS.split())
"""Longer words that any two questions may share."""


def asked_before(after: Question, earlier: Sequence[Question]) -> Question | None:
    """Which of a person's earlier questions, newest first, this answered one asked once more; None
    where it did not. A choice that was taken stands for the question that offered it."""
    asked, rest = _typed(after, earlier)
    if after.outcome != "answer" or asked is None or not rest:
        return None
    before = rest[0]
    said, _ = _typed(before, rest[1:])
    if said is None or not 0 < asked.at - before.at <= AGAIN_WITHIN:
        return None
    taken = set(after.entries)
    was_possible = not taken.isdisjoint(_possible(said))
    is_other = taken.isdisjoint(before.entries)
    return before if is_other and was_possible and _alike(said, asked) else None


def _typed(
    one: Question, earlier: Sequence[Question]
) -> tuple[Question | None, Sequence[Question]]:
    """The question in words that led there, and those before it; None where none did, as with what
    was related."""
    if not one.picked:
        return one, earlier
    if earlier and earlier[0].outcome == "choices" and set(one.entries) <= set(earlier[0].entries):
        return earlier[0], earlier[1:]
    return None, earlier


def _alike(one: Question, other: Question) -> bool:
    """Whether two questions are about the same: by a word that tells, or, where the first was
    understood, each by what the other was taken for."""
    if _telling(one) & _telling(other):
        return True
    if one.outcome == "unknown" or not (one.candidates and other.candidates):
        return False
    return one.candidates[0][0] in _possible(other) and other.candidates[0][0] in _possible(one)


def _telling(question: Question) -> set[str]:
    return {word for word in question.words if len(word) > 3} - _PLAIN


def _possible(question: Question) -> set[str]:
    return {one for one, confidence in question.candidates if confidence >= POSSIBLE}
