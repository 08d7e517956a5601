"""What is asked in place of what the entry tells: who acts, how, and what is measured."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from bot.actor import actor, another
from bot.clause import stem
from bot.demand import demanded
from bot.embed import WordMeaning
from bot.gate import Gates, akin, tells
from bot.normalise import owner, words
from bot.read import ASKING, AUXILIARIES, MEASURING, Reading
from bot.role import AGAINST, BESIDE, DIFFERING, LIGHT, compared
from bot.told import BY_THE_WAY, Told
from bot.undergone import other_aim, other_thing, undergone

MEASURED = MEASURING - {
    "how many", "how much", "how long", "how often", "how old", "how soon", "how late", "how early",
    "how important",
}  # fmt: skip
"""Ways of asking for what an entry has to tell of; the others are asked of nearly anything, and in
other words too ("the notice period")."""

BEFORE = frozenset(["tell", "show", "give", "roughly", "exactly", "approximately", "overall"])
"""What may stand before a number that is asked for."""

COUNTED = (("how", "many"), ("number", "of"))
LASTING = (("how", "long"),)
DURATION = re.compile(r"\b(?:how long|duration|lasts?|until|hours?|days?|weeks?|months?|years?)\b")
COUNTING = re.compile(r"\b(?:how many|count|number|headcount)\b")
WAYS = frozenset(["do", "can", "should", "would", "could"])
DOERS = frozenset(["i", "you", "we", "one"])
"""What follows "how" where it is asked how to do something: what others do is told as it is."""

SAYING = frozenset(
    ["know", "define", "describe", "explain", "summarize", "summarise", "sum", "put", "distinguish",
     "tell", "picture", "remember", "spell", "cite", "think", "call", "understand", "see"]
)  # fmt: skip
"""Verbs that ask for what is told itself: "how would you explain it"."""

_HOW = re.compile(r"how (?:to|do|does|can|could|should|would)\b|ways? (?:to|of|into)\b")

SHARES = frozenset(["percentage", "percent", "proportion", "fraction"])
PARTS = re.compile(rf"\b(?:{'|'.join(sorted(SHARES))})\b|%")
NUMBERS = SHARES | {"how", "number"}
"""Words one of which every question has that asks for a number."""

AGES = re.compile(r"\b(?:how old|age[sd]?|older|younger|born|founded|since when|what year)\b")
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_DIGIT = re.compile(r"\d")
_CLAUSE = re.compile(r"[,;:.!?\n]+")

NUMERALS = frozenset(
    ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
     "twelve", "dozen", "twenty", "thirty", "forty", "fifty", "hundred", "thousand", "million",
     "single", "both", "pair", "several"]
)  # fmt: skip
PARTED = NUMERALS | {"of", "the", "these", "those", "them"}
"""What may stand between "how many" and what is counted: "of the four skills"."""

OFTEN = frozenset(["once", "twice", "thrice"])
"""What numbers anything."""

UNITS = frozenset(
    ["times", "seconds", "dollars", "euros", "pounds", "bucks", "francs", "cents", "usd", "eur",
     "miles", "km", "kilometers", "kilometres", "meters", "metres", "feet", "inches", "kilos", "kg",
     "grams", "liters", "litres", "gallons", "calories", "watts"]
)  # fmt: skip
"""What, beside times, is counted to tell how long, how often, how far or how much."""

ITEM = "\n- "
"""How each thing of a list begins, so that they can be counted."""


ENDING = AGAINST | BESIDE | ASKING | AUXILIARIES | {"comparison"}
"""Words that end a name."""

MORE = frozenset(["more", "less", "worse"])
BEFORE_MORE = frozenset(["is", "are", "was", "a", "an", "the"])
"""What stands before the first of two things in "is it better than that"."""


def instead(
    reading: Reading, nearest: str, told: Told, meaning: WordMeaning, gates: Gates
) -> tuple[str, ...]:
    """The word, as typed, for what is measured ("how expensive"), how it is done ("how do I train
    customers"), what is compared ("agile vs waterfall"), who acts ("do customers train TPMs"), what
    is done ("what should I ask a TPM") or to what ("do they train dogs"), or whom to become ("how
    do I become a nurse"), where the entry tells of something else."""
    measure = _measure(reading, told, meaning) or _number(reading, told, meaning, gates)
    if measure or _way(reading.plain, nearest, told):
        return (measure or "how",)
    return (
        demanded(reading, told)
        or _compared(reading, nearest, told, meaning)
        or another(reading, told, meaning, gates.people)
        or actor(reading, told, meaning, gates.people)
        or undergone(reading, nearest, told, meaning)
        or other_thing(reading, told, meaning, gates.times)
        or other_aim(reading, told, meaning, gates.people)
    )


def _measure(reading: Reading, told: Told, meaning: WordMeaning) -> str:
    """What is asked to be measured, where hardly any phrasing tells of that, and the answer has no
    number that might be it."""
    asking = reading.asking
    if asking[1:] not in MEASURED or asking in told.own or _DIGIT.search(told.answer):
        return ""
    measure = asking.split()[1]
    alike = frozenset(akin(measure, told.own, meaning))
    those = sum(not alike.isdisjoint(words(said)) for said in told.phrasings) if alike else 0
    return measure if told.hardly(those) else ""


def _compared(reading: Reading, nearest: str, told: Told, meaning: WordMeaning) -> tuple[str, ...]:
    """What is compared, as typed, of which the phrasings tell but by the way, and the answer
    doesn't: "agile vs waterfall" where it is all about agile, unless the nearest phrasing compares
    just that. What is "between" two things, or done "rather than" another, compares nothing."""
    said, rank = reading.plain, meaning.vectors.pieces
    more = _more(said)
    if DIFFERING.isdisjoint(said) and not more:
        return ()
    sides = [
        at
        for at, word in enumerate(said)
        if tells(word, rank)
        and (compared(said, at) or (at == more - 1 and said[at - 1] in BEFORE_MORE))
    ]
    same = frozenset(words(nearest))
    known = frozenset() if DIFFERING.isdisjoint(same) else same
    heads = [
        at for at in dict.fromkeys(_head(said, at, rank) for at in sides) if said[at] not in known
    ]
    return tuple(reading.typed[at] for at in heads if told.aside(owner(said[at]) or said[at]))


def _more(said: Sequence[str]) -> int:
    """Where "better" stands in "better than", if it does, else 0; "rather than" and "other than"
    compare nothing."""
    at = said.index("than") - 1 if "than" in said[2:] else 0
    more = said[at] in MORE or (said[at].endswith("er") and said[at] not in ("rather", "other"))
    return at if more else 0


def _head(said: Sequence[str], at: int, rank: Mapping[str, int]) -> int:
    """Where the thing itself stands that a word begins to name: the nurse, in "a young nurse"."""
    after = at + 1
    while after < len(said) and tells(said[after], rank) and said[after] not in ENDING:
        after += 1
    return after - 1


def _number(reading: Reading, told: Told, meaning: WordMeaning, gates: Gates) -> str:
    """A number that is asked for, as typed ("how many"), where hardly any phrasing asks for one,
    and the answer has none."""
    asking, said = reading.asking, reading.plain
    if NUMBERS.isdisjoint(said):  # as with most questions
        return ""
    rank = meaning.vectors.pieces
    at = _begun(said, COUNTED, rank)
    of = next((place for place in range(at, len(said)) if said[place] not in PARTED), at)
    after = said[of : of + 3] if at else ()
    if after[:1] and after[0] in gates.times:
        return "" if _lasts(told, gates.times) else " ".join(said[at - 2 : at + 1])
    if at:
        known = not after or after[0] in UNITS
        return "" if known or _counts(after, told, meaning) else " ".join(said[at - 2 : at])
    if _begun(said, LASTING, rank):
        return "" if _lasts(told, gates.times) else "how long"
    if asking == "?how old":
        return "" if _YEAR.search(told.answer) or _asks(AGES, told) else "how old"
    part = next((word for word in said if word in SHARES), "")
    return "" if not part or PARTS.search(told.answer) or _asks(PARTS, told) else part


def _way(said: Sequence[str], nearest: str, told: Told) -> bool:
    """Whether it is asked how to do something, of an entry with many phrasings of which, or of what
    it is part of, hardly one asks that, nor the nearest."""
    how, way, doer, act, *_ = (*said[:4], "", "", "", "")
    act = doer if way == "to" else act
    asks = how == "how" and (way == "to" or (way in WAYS and doer in DOERS)) and act not in SAYING
    if not asks or len(told.phrasings) * BY_THE_WAY < 1:
        return False
    alike = words(nearest)
    if alike[:1] == ("how",) and stem(act) in map(stem, alike):
        return False
    return not any(
        sum(_HOW.match(one.lower()) is not None for one in of) >= BY_THE_WAY * len(of)
        for of in (told.phrasings, *told.wholes)
    )


def _begun(
    said: Sequence[str], measures: Collection[tuple[str, str]], rank: Mapping[str, int]
) -> int:
    """Where that stands which is measured, after "how many" or "the number of", if the question
    begins with it; else 0: "do they judge how many people it takes" asks for no number."""
    at = next((at for at, pair in enumerate(pairwise(said), 2) if pair in measures), 0)
    before = said[: max(at - 2, 0)]
    begins = all(word in BEFORE or not tells(word, rank) for word in before)
    asks = begins or not AUXILIARIES.isdisjoint(said[at : at + 3])  # "how many months does it"
    return at if asks and AUXILIARIES.isdisjoint(before) else 0


def _lasts(told: Told, times: Collection[str]) -> bool:
    """Whether the phrasings ask how long something takes, or the answer has a number or a time."""
    said = (owner(word) or word for word in words(told.answer))  # "a month's notice"
    return _asks(DURATION, told) or any(word.isdigit() or word in times for word in said)


def _counts(things: Sequence[str], told: Told, meaning: WordMeaning) -> bool:
    """Whether the phrasings ask for a number, the answer has one for what is counted, or it lists
    what the title names."""
    if _asks(COUNTING, told):
        return True
    rank = meaning.vectors.pieces
    stems = {stem(word) for word in things if tells(word, rank)} | {stem(things[0])}
    numbered = set(map(stem, _numbered(told.answer)))
    if not numbered.isdisjoint(stems | OFTEN) or (numbered and things[0] in LIGHT):
        return True
    return ITEM in told.answer and not stems.isdisjoint(map(stem, words(told.phrasings[0])))


def _numbered(answer: str) -> Iterator[str]:
    """The words that follow a number, two of them at most, and words that number anything."""
    for part in map(words, _CLAUSE.split(answer)):
        for at, word in enumerate(part):
            if word.isdigit() or word in NUMERALS:
                yield from part[at + 1 : at + 3]
            elif word in OFTEN:
                yield word


def _asks(kind: re.Pattern[str], told: Told) -> bool:
    """Whether more than a few of the phrasings have one of these words."""
    return not told.hardly(sum(kind.search(said.lower()) is not None for said in told.phrasings))
