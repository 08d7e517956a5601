"""What a word does in a question: narrow it, act, be compared, or be what is asked for."""

import re
from collections.abc import Collection, Sequence

from bot.read import ACTING, ASKING, AUXILIARIES, DETERMINERS

NARROWING = frozenset(
    [
        "in",
        "for",
        "at",
        "near",
        "as",
        "from",
        "vs",
        "versus",
        "than",
        "like",
        "within",
        "outside",
        "through",
        "across",
    ]
)

GENERAL = frozenset(
    ["general", "particular", "practice", "theory", "principle", "reality", "fact", "short",
     "brief", "detail", "details", "depth", "total", "full", "sum", "example", "instance", "sure",
     "free", "fun", "good", "real", "person", "advance", "writing", "english", "starters",
     "beginning", "once", "least", "most", "best", "first", "last", "scratch", "life", "home",
     "work", "heart", "turn", "addition", "essence", "terms"]
)  # fmt: skip
"""Words that narrow nothing where they follow at once: "in general", "at home"."""

FRAMING = frozenset(
    ["nutshell", "sentence", "sentences", "word", "words", "line", "lines", "paragraph", "bullet",
     "bullets", "point", "points", "context", "case", "cases", "opinion", "perspective", "view",
     "eyes", "sense", "moment", "end", "dummies", "beginners", "homework", "essay", "thesis",
     "report", "article", "blog", "post", "newsletter", "presentation",
     "slide", "slides", "meeting", "interview", "blink", "hurry", "format", "language"]
)  # fmt: skip
"""The same, whatever determiner stands between: "in my opinion", "for my homework"."""

PLACES = frozenset(
    ["school", "city", "state", "states", "county", "university", "south", "north", "house", "war",
     "music", "film", "family", "league", "game", "season"]
)  # fmt: skip
"""Words that most sentences may have, and that narrow a question all the same."""

KINDS = frozenset(
    ["front", "back", "rear", "left", "upper", "lower", "inner", "outer", "big", "small", "large",
     "little", "whole", "entire", "usual", "normal", "regular", "ordinary", "standard", "typical",
     "main", "same", "next", "first", "second", "third", "last", "final", "new", "old", "current",
     "actual", "own", "daily", "weekly", "monthly", "yearly", "annual", "early", "late"]
)  # fmt: skip
"""Words for one or another of a kind, though it is a certain one: "the back door"."""

COMPARING = frozenset(
    ["between", "vs", "versus", "than", "differ", "differs", "different", "difference",
     "differences", "compare", "compared"]
)  # fmt: skip
DIFFERING = COMPARING - {"between", "than"}
"""Those of them that nothing but a comparison has."""

AGAINST = frozenset(["between", "vs", "versus", "than"])
"""Those of them that what is compared follows at once."""

BESIDE = frozenset(["and", "or", "to", "from", "with"])
"""What the other thing follows that is compared."""

AMOUNTS = frozenset(
    ["six", "hundred", "thousand", "million", "grand", "figures", "average", "half"]
)
"""What may stand after "more than", beside digits, and is no other thing."""

SELF = frozenset(["i", "i'm", "i've", "i'd", "we", "we're", "we've", "my", "our"])
"""Words of whoever tells of themselves before they ask."""

DATING = frozenset(["in", "since", "until", "before", "after", "during"])
_YEAR = re.compile(r"(?:1[89]|20)\d\d")

PAST = frozenset(["was", "were", "did", "got"])

LIGHT = frozenset(
    ["kind", "kinds", "sort", "sorts", "type", "types", "point", "part", "parts", "piece", "set",
     "share", "middle", "end", "start", "top", "rest", "use", "meaning", "purpose", "importance",
     "role", "idea", "description", "overview", "summary", "basics", "list", "example",
     "examples", "number", "amount", "lot", "bit", "couple", "pair", "copy", "way", "ways",
     "happens", "happened", "else", "exactly", "about", "reason", "advantage", "advantages",
     "benefit", "benefits", "steps", "thing", "things", "mean", "means",
     "respect", "regard", "sense"]
)  # fmt: skip
"""Words that ask for nothing in particular of what stands beside them: "what kind of", "the point
of"."""


_ASKED = ASKING | AUXILIARIES


def follows(words: Sequence[str], at: int, what: Collection[str]) -> bool:
    """Whether a word stands after one of these, determiners aside."""
    before = _before(words, at)
    return before >= 0 and words[before] in what


def _before(words: Sequence[str], at: int) -> int:
    """Where the word before that one stands, determiners aside; -1 where there is none."""
    before = at - 1
    while before >= 0 and words[before] in DETERMINERS:
        before -= 1
    return before


def _amount(word: str) -> bool:
    return word[0].isdigit() or word in AMOUNTS


def narrows(words: Sequence[str], at: int) -> bool:
    """As "berlin" in "what is the pay in berlin"."""
    before = _before(words, at)
    if before < 0 or words[before] not in NARROWING or _amount(words[at]):
        return False
    looking = before > 0 and words[before - 1].startswith("look")  # "who looks at plans"
    general = words[at] in FRAMING or (before == at - 1 and words[at] in GENERAL)
    return not looking and not general and not _asker(words, at)


def _asker(words: Sequence[str], at: int) -> bool:
    """As "teacher" in "as a teacher, how do I start": before the question, it says who asks."""
    return words[:1] == ("as",) and at <= 3 and not _ASKED.isdisjoint(words[at + 1 :])


def acts(words: Sequence[str], at: int) -> bool:
    """As "nurses" in "do nurses write code"."""
    return follows(words, at, ACTING)


def dates(words: Sequence[str], at: int) -> bool:
    """As "1999" in "pay in 1999"; but not in what somebody tells before the question: "I have been
    a nurse since 1999, how …"."""
    if _YEAR.fullmatch(words[at]) is None or not follows(words, at, DATING):
        return False
    asked = next((after for after in range(at, len(words)) if words[after] in _ASKED), 0)
    return SELF.isdisjoint(words[:asked])


def compared(words: Sequence[str], at: int) -> bool:
    """As both in "cats vs dogs", and "dogs" in "difference between cats and dogs"; but not
    "tell" in "they look different, would anybody want to tell"."""
    if words[at + 1 : at + 2] in (("vs",), ("versus",)) or follows(words, at, AGAINST):
        return not _amount(words[at])
    if not follows(words, at, BESIDE):
        return False
    since = next((before for before in range(at - 1, -1, -1) if words[before] in COMPARING), at)
    return since < at and AUXILIARIES.isdisjoint(words[since:at])


def wanted(words: Sequence[str], at: int) -> bool:
    """As "version" in "what version is it", and "history" in "what is the history of it"; but not
    "grows" in "what grows here"."""
    if words[at] in LIGHT or words[at] in AUXILIARIES:
        return False
    after = words[at + 1] if at + 1 < len(words) else ""
    if at and (
        words[at - 1] in ("which", "whose") or (words[at - 1] == "what" and after in ACTING)
    ):
        return at <= 2
    before = [word for word in words[:at] if word not in DETERMINERS]
    asked = all(word in ASKING or word in ACTING for word in before)
    return after == "of" and len(before) <= 2 and asked


def done(words: Sequence[str], at: int) -> bool:
    """As "invented" in "who invented it" and in "when was it invented"."""
    if words[:1] == ("who",) and at == 1:
        return words[at] not in LIGHT and words[at] not in AUXILIARIES
    past = not PAST.isdisjoint(words[1:at]) and at == len(words) - 1
    return past and not {"when", "where", "year"}.isdisjoint(words[:2])
