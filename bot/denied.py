"""Whether a question asks what is not so, or sets aside what the nearest phrasing asks for."""

from collections.abc import Sequence

from bot.normalise import words
from bot.read import ACTING, ASKING, AUXILIARIES, DETERMINERS, Reading

NEGATIONS = frozenset(
    ["not", "never", "cannot", "don't", "doesn't", "didn't", "isn't", "aren't", "wasn't", "weren't",
     "can't", "couldn't", "won't", "wouldn't", "shouldn't", "needn't", "mustn't", "dont",
     "except", "excluding"]
)  # fmt: skip
NEEDLESS = frozenset(["unnecessary", "unneeded", "irrelevant", "useless", "pointless"])
"""Words that turn a question around however it begins: "is sql unnecessary"."""

LACKING = frozenset(["lack", "lacks", "avoid", "avoids", "skip", "omit"])
"""Verbs that, like "without", deny what is asked for where they end the question: "what skills does
she lack". With something after them they tell of it: "how do I avoid a fee"."""

NAMED = frozenset(["what", "which", "who", "whom"])
"""What asks for things by name, so that one that is lacking can be the answer."""

BESIDES = (("besides",), ("other", "than"), ("apart", "from"), ("aside", "from"))
"""What sets something aside, so that it is not asked for."""

TELLTALE = NEGATIONS | NEEDLESS | LACKING | {"without", *(parts[0] for parts in BESIDES)}

ASIDE = frozenset(["if", "when", "because", "since", "but", "although", "though", "while"])
"""Words that begin a clause beside the question: what isn't so there is told and not asked."""

OURS = frozenset(["i", "my", "me", "we", "our", "us"])
"""Words that tell of whoever asks: "why can't I …" reports what is amiss, and denies nothing."""

ANYTHING = frozenset(["things", "thing", "stuff", "anything", "something", "everything", "all"])
NAMING = frozenset(["list", "name", "tell", "show", "give"])


def negated(reading: Reading, phrasing: str) -> bool:
    """Whether it is asked what is not so ("what don't they do", "skills not needed", "skills but
    not coding") though the nearest phrasing asks what is, or for what is set aside ("skills other
    than sql"). A negation that begins a question ("don't they …?") asks the same as without it, and
    one beside the question ("if I don't …") is told and not asked."""
    said = reading.plain
    if TELLTALE.isdisjoint(said):  # as nearly always
        return False
    nearest = words(phrasing)
    return _set_aside(said, nearest) or (_denied(said) and not _denies(nearest))


def _denied(said: tuple[str, ...]) -> bool:
    at = next((at for at in range(len(said)) if _turns(said, at)), None)
    if at is None:
        return False
    excepts = said[at - 1 : at] == ("but",)  # "but not sql" is no clause of its own
    if not ASIDE.isdisjoint(said[said[0] == "when" : at - excepts]):  # which asks, where it begins
        return False
    if said[:1] == ("why",) and not OURS.isdisjoint(said):
        return False
    asks = said[at] in NEEDLESS or any(word in ASKING or word in NAMING for word in said[:2])
    return asks or _names(said, at)


def _turns(said: Sequence[str], at: int) -> bool:
    """Whether this word denies what is asked."""
    word, last = said[at], at == len(said) - 1
    if word in NEGATIONS or word in NEEDLESS:
        return True
    if word == "without" and not last:
        return said[at + 1] in NAMED  # "without which skills …"
    return last and word in LACKING | {"without"} and not NAMED.isdisjoint(said[:2])


def _denies(phrasing: Sequence[str]) -> bool:
    return not (NEGATIONS | NEEDLESS | LACKING).isdisjoint(phrasing)


def _set_aside(said: tuple[str, ...], nearest: Sequence[str]) -> bool:
    """Whether the nearest phrasing is about what the question sets aside."""
    for parts in BESIDES:
        for at in range(len(said) - len(parts)):
            if said[at : at + len(parts)] == parts and parts[0] not in nearest:
                after = (word for word in said[at + len(parts) :] if word not in DETERMINERS)
                return next(after, "") in nearest
    return False


def _names(said: tuple[str, ...], negation: int) -> bool:
    """Whether it only names what is not so: "skills not needed", "things they never do"."""
    asked = said[:-1] if said[-1] == "do" else said
    if not (ASKING | AUXILIARIES).isdisjoint(asked) or said[0] in DETERMINERS:
        return False
    before = said[:negation]
    many = 0 < negation < 4 and before[-1].isalpha() and before[-1].endswith("s")
    return (many and ACTING.isdisjoint(before)) or not ANYTHING.isdisjoint(said[:2])
