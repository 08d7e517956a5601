"""Whether a question asks what is not so, or sets aside what the nearest phrasing asks for."""

from collections.abc import Iterator, Sequence

from bot.normalise import CONTRACTED, OWNS, words
from bot.read import ACTING, ASKING, AUXILIARIES, DETERMINERS, Reading

NEGATIONS = frozenset(
    ["not", "never", "cannot", "don't", "doesn't", "didn't", "isn't", "aren't", "wasn't", "weren't",
     "can't", "couldn't", "won't", "wouldn't", "shouldn't", "needn't", "mustn't", "dont",
     "except", "excluding"]
)  # fmt: skip
HARDLY = frozenset(["hardly", "seldom", "rarely", "barely", "scarcely"])
"""Words that all but deny; but "how rarely" asks how often, and "with hardly any" tells of it."""

NEEDLESS = frozenset(["unnecessary", "unneeded", "irrelevant", "useless", "pointless"])
"""Words that turn a question around however it begins: "is sql unnecessary"."""

LACKING = frozenset(["lack", "lacks", "avoid", "avoids", "skip", "omit"])
"""Verbs that, like "without", deny what is asked for where they end the question: "what skills does
she lack". With something after them they tell of it: "how do I avoid a fee"."""

SPARING = frozenset(["do", "live", "manage", "cope"])
"""What makes of "without" what is not needed, however it begins: "skills she can do without"."""

BEYOND = frozenset(["outside", "beyond"])
LYING = frozenset(["is", "are", "lies", "lie", "falls", "fall", "goes"])
"""Verbs after which "outside" and "beyond" ask for what isn't part of something: "what is outside
the job"."""

STOPPING = frozenset(["stop", "quit", "cease"])
ONWARD = frozenset(["and", "then", "to"])
"""What tells of something else that is done where one thing is stopped."""

SHOULD = frozenset(["would", "should", "might", "wouldn't", "shouldn't"])
"""What makes of "why … not" a question for what speaks against it, whoever asks."""

TAGS = frozenset(["right", "correct", "true", "yeah", "huh", "eh"])
"""What ends a statement that is to be confirmed, which asks the same with "not" or without."""

NAMED = frozenset(["what", "which", "who", "whom"])
"""What asks for things by name, so that one that is lacking can be the answer."""

MISSING = frozenset(["miss", "forget", "ignore", "neglect", "overlook", "optional", "omit", "skip"])
"""Words that a negation turns into what is needed, as "without": "what must I not forget"."""

THINKING = frozenset(["think", "believe", "say", "feel", "reckon"])
"""Verbs whose object is what is asked: "what do you think they don't need"."""

SENSES = frozenset(["sense", "way", "respect"])
"""What makes of "in what … not" a question for a difference."""

BESIDES = (("besides",), ("other", "than"), ("apart", "from"), ("aside", "from"), ("but",))
"""What sets something aside, so that it is not asked for."""

ALL = frozenset(["all", "every", "each", "any", "anything", "everything", "anybody", "everybody",
                 "anyone", "everyone"])  # fmt: skip
"""What "but" sets something aside of."""

NOBODY = frozenset(["no", "nobody"])
HAVING = frozenset(["has", "have", "needs", "need", "does", "do", "uses", "wants"])
"""Verbs that end what "no" and "nobody" deny: "skills nobody needs", "what no nurse has"."""

DENYING = NEGATIONS | HARDLY | NEEDLESS | LACKING | BEYOND | STOPPING
TELLTALE = DENYING | NOBODY | {"without", *(parts[0] for parts in BESIDES)}

ASIDE = frozenset(["if", "when", "because", "since", "but", "although", "though", "while"])
"""Words that begin a clause beside the question: what isn't so there is told and not asked."""

OURS = frozenset(["i", "my", "me", "we", "our", "us"])
"""Words that tell of whoever asks: "why can't I …" reports what is amiss, and denies nothing."""

ANYTHING = frozenset(["things", "thing", "stuff", "anything", "something", "everything", "all"])
NAMING = frozenset(["list", "name", "tell", "show", "give"])


def negated(reading: Reading, phrasing: str, title: str, answer: str) -> bool:
    """Whether it is asked what is not so ("what don't they do", "skills not needed", "skills but
    not coding") though the nearest phrasing asks what is, or denies nothing that the title names;
    or for what is set aside ("skills other than sql"). A negation that begins a question ("don't
    they …?") asks the same as without it, one beside the question ("if I don't …") is told and not
    asked, and why something is not so is asked of an answer that denies it."""
    said = tuple(_opened(reading.plain))
    if TELLTALE.isdisjoint(said):  # as nearly always
        return False
    nearest = words(phrasing)
    if said[0] not in ASKING and not TAGS.isdisjoint((said[-1], *reading.filler)):
        return False
    if _set_aside(said, nearest):
        return True
    at = next((at for at in range(len(said)) if _turns(said, at)), None)
    if at is None or not _denied(said, at):
        return False
    why = said[0] == "why" or said[:2] == ("how", "come")
    why = why and SHOULD.isdisjoint(said[: at + 1])
    if why and not (NEGATIONS | NOBODY).isdisjoint(words(answer)):
        return False
    named = frozenset(said[at + 1 :]).intersection(words(title))
    return not _denies(nearest) or not named.issubset(nearest)


def _opened(said: Sequence[str]) -> Iterator[str]:
    """The words, contractions with "is" taken apart: "what's not"."""
    for word in said:
        if word in CONTRACTED:
            yield from (word.removesuffix(OWNS), "is")
        else:
            yield word


def _denied(said: tuple[str, ...], at: int) -> bool:
    """Whether what is denied at this place is what is asked."""
    excepts = said[at - 1 : at] == ("but",)  # "but not sql" is no clause of its own
    if not ASIDE.isdisjoint(said[said[0] == "when" : at - excepts]):  # which asks, where it begins
        return False
    if said[:1] == ("why",) and not OURS.isdisjoint(said) and SHOULD.isdisjoint(said[: at + 1]):
        return False
    if _how_to(said) and at > 4:
        return False  # "how do I keep them, so that it doesn't take hours"
    if _undone(said, at) or _subordinate(said, at) or _harmless(said, at):
        return False
    if said[:2] in (("in", "what"), ("in", "which")) and said[2] in SENSES:
        return False
    if _spared(said, at):
        return said[0] not in ACTING and "or" not in said
    asks = said[at] in NEEDLESS or any(word in ASKING or word in NAMING for word in said[:2])
    return asks or _names(said, at)


def _harmless(said: Sequence[str], at: int) -> bool:
    """As "not" in "how is it not just that", "in order not to fail" and "why not ask them"."""
    if said[at] != "not":
        return False
    only = said[at + 1 : at + 2] in (("just",), ("only",), ("merely",), ("simply",))
    return only or said[at - 1] in ("order", "as") or (said[:2] == ("why", "not") and at == 1)


def _undone(said: Sequence[str], at: int) -> bool:
    """Whether another word takes the negation back: "what can't she do without"."""
    after = said[at + 1 :]
    return said[at] in NEGATIONS and not (MISSING | {"without"}).isdisjoint(after)


def _subordinate(said: Sequence[str], at: int) -> bool:
    """Whether a clause of its own denies, after the one that asks: "what do I need that they don't
    have", "what do I learn so I don't fail"."""
    before = said[: at - 1]
    shortened = said[at] in NEGATIONS and "'" in said[at]
    return shortened and not AUXILIARIES.isdisjoint(before) and THINKING.isdisjoint(before)


def _how_to(said: Sequence[str]) -> bool:
    """Whether somebody asks how to do something, as "how do I"."""
    how, way, doer, *_ = (*said, "", "")
    return how == "how" and way in AUXILIARIES and (doer in OURS or doer in ("you", "one"))


def _turns(said: Sequence[str], at: int) -> bool:
    """Whether this word denies what is asked."""
    word, last = said[at], at == len(said) - 1
    if word in NEGATIONS or word in NEEDLESS:
        return True
    if word in NOBODY:
        lacks = said[at - 1 : at] in (("has",), ("have",)) and said[at + 1 : at + 2] == ("need",)
        named = at > 0 and (said[at - 1] in NAMED or said[at - 1].endswith("s"))
        return lacks or (named and said[-1] in HAVING)
    if word in HARDLY:
        return said[at - 1 : at] not in (("how",), ("with",))
    if word in BEYOND:
        return not last and said[0] in NAMED and said[at - 1] in LYING
    if word in STOPPING:
        after = said[at + 1 :]
        return said[0] == "how" and at < 4 and ONWARD.isdisjoint(after) and _ing(after)
    if word == "without" and not last:
        return said[at + 1] in NAMED  # "without which skills …"
    named = not NAMED.isdisjoint(said[:2])
    return last and (_spared(said, at) or (named and word in LACKING | {"without"}))


def _spared(said: Sequence[str], at: int) -> bool:
    """As "without" in "skills one can do without"."""
    return said[at] == "without" and at == len(said) - 1 and said[at - 1] in SPARING


def _ing(said: Sequence[str]) -> bool:
    return bool(said) and said[0].endswith("ing")


def _denies(phrasing: Sequence[str]) -> bool:
    return not DENYING.isdisjoint(phrasing)


def _set_aside(said: tuple[str, ...], nearest: Sequence[str]) -> bool:
    """Whether the nearest phrasing is about what the question sets aside."""
    for parts in BESIDES:
        for at in range(len(said) - len(parts)):
            if said[at : at + len(parts)] == parts and parts[0] not in nearest:
                if parts == ("but",) and not _but(said, at):
                    continue
                after = (word for word in said[at + len(parts) :] if word not in DETERMINERS)
                named = next(after, "")
                return named in nearest and named not in ASKING
    return False


def _but(said: Sequence[str], at: int) -> bool:
    """As "but" in "all skills but sql"; where more is asked after it ("all but sql, do I need it"),
    it is told and not asked."""
    more = (ASKING | AUXILIARIES).isdisjoint(said[at:])
    return more and not ALL.isdisjoint(said[max(at - 3, 0) : at])


def _names(said: tuple[str, ...], negation: int) -> bool:
    """Whether it only names what is not so: "skills not needed", "things they never do"."""
    asked = said[:-1] if said[-1] == "do" else said
    if not (ASKING | AUXILIARIES).isdisjoint(asked) or said[0] in DETERMINERS:
        return False
    before = said[:negation]
    if "that" in before:  # "tasks that are not theirs"
        before = before[: before.index("that")]
    many = 0 < len(before) < 4 and any(
        word.isalpha() and word.endswith("s") for word in (before[0], before[-1])
    )
    return (many and ACTING.isdisjoint(before)) or not ANYTHING.isdisjoint(said[:2])
