"""An entry's facts → lines of text, and lines that a curator typed → facts.

A line reads as readers see it beneath the answer. What stands as it stood is the same fact, and
what keeps its label keeps its kind; a new one is an amount or a day where it reads so, else a text.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from bot.blank import FACTS
from bot.form import FormRefused
from bot.upkeep import written
from knowledge.schema import Entry, Fact, Money

SIGNS: Mapping[str, str] = {"USD": "$", "EUR": "€", "GBP": "£"}
"""Currencies that are not written by their code."""

MOST = 300
"""Characters of a label, and of what it tells."""

NO_FACT = "“{line}” is no figure that I can read: write what it is, a colon, and the figure."
NO_DAY = "“{line}” tells no day: write it as 2027-01-31."
NO_AMOUNT = "“{line}” tells no amount: write it as $92,000 to $175,000 a year."
BACKWARDS = "“{line}” begins with the higher amount: write the lower one first."

_AMOUNT = r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,15}"
_CURRENCY = r"[$€£]|[A-Z]{3}"
_MONEY = re.compile(
    rf"(?P<before>{_CURRENCY})? ?(?P<low>{_AMOUNT})"
    rf"(?: ?(?:to|-|–) ?(?P<between>{_CURRENCY})? ?(?P<high>{_AMOUNT}))?"
    rf"(?: ?(?P<after>{_CURRENCY}))?(?: ?(?:an?|per|/) ?(?P<per>hour|day|month|year))?"
)
_DAY = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")


def value(fact: Fact) -> str:
    """What a fact tells, as readers see it."""
    if fact.money is not None:
        return _money(fact.money)
    if fact.date is not None:
        return written(fact.date)
    return fact.region or fact.text or ""


def figures(facts: Iterable[Fact]) -> str:
    """A line for each fact."""
    return "\n".join(map(_line, facts))


def figured(typed: str, entry: Entry) -> tuple[Fact, ...] | FormRefused:
    """The facts on these lines, the entry's own among them; refused where one can't be read."""
    found: list[Fact] = []
    for line in filter(None, (" ".join(one.split()) for one in typed.splitlines())):
        fact = _read(line, entry.facts)
        if isinstance(fact, str):
            return FormRefused(FACTS, fact.format(line=line))
        found.append(fact)
    return tuple(found)


def _read(line: str, facts: Sequence[Fact]) -> Fact | str:
    """The fact on a line, or what is wrong with it."""
    same = next((fact for fact in facts if _line(fact) == line), None)
    if same is not None:
        return same
    before = next((fact for fact in facts if line.startswith(f"{_label(fact)}: ")), None)
    label, _, told = (
        (_label(before), "", line[len(_label(before)) + 1 :]) if before else line.partition(":")
    )
    label, told = label.strip(), told.strip()
    if not 0 < len(label) <= MOST or not 0 < len(told) <= MOST:
        return NO_FACT
    new = _told(label, told, before)
    return new if isinstance(new, str) or before is None else _upkept(new, before)


def _told(label: str, told: str, before: Fact | None) -> Fact | str:
    numbers = any(character.isdigit() for character in told)
    if day := _day(told):
        return Fact(label=label, date=day)
    if _DAY.fullmatch(told) or (before is not None and before.date is not None and numbers):
        return NO_DAY
    known = before.money if before is not None else None
    money = _MONEY.fullmatch(told)
    if money is not None and (known is not None or _is_whole(money)):
        return _amount(label, money, known)
    if known is not None and numbers:
        return NO_AMOUNT
    if before is not None and before.region is not None:
        return Fact(label=label, region=told)
    return Fact(label=label, text=told)


def _is_whole(money: re.Match[str]) -> bool:
    """Whether it says in which currency and for how long."""
    return bool(money["per"] and (money["before"] or money["between"] or money["after"]))


def _amount(label: str, money: re.Match[str], before: Money | None) -> Fact | str:
    """What is left out is as it was before."""
    codes = {sign: code for code, sign in SIGNS.items()}
    given = {one for one in (money["before"], money["between"], money["after"]) if one}
    if len({codes.get(one, one) for one in given}) > 1:
        return NO_AMOUNT
    low = int(money["low"].replace(",", ""))
    high = int((money["high"] or money["low"]).replace(",", ""))
    if high < low:
        return BACKWARDS
    known = before or Money(low=low, high=high)
    currency = next((codes.get(one, one) for one in given), known.currency)
    new = {"low": low, "high": high, "currency": currency, "per": money["per"] or known.per}
    return Fact(label=label, money=Money.model_validate(new))


def _day(told: str) -> date | None:
    """As readers see it, or as 2027-01-31."""
    for form in ("%Y-%m-%d", "%B %d, %Y"):
        try:
            return datetime.strptime(told, form).date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
    return None


def _upkept(new: Fact, before: Fact) -> Fact:
    return new.model_copy(update={"review_after": before.review_after})


def _line(fact: Fact) -> str:
    return " ".join(f"{_label(fact)}: {value(fact)}".split())


def _label(fact: Fact) -> str:
    return " ".join(fact.label.split())


def _money(money: Money) -> str:
    sign = SIGNS.get(money.currency, f"{money.currency} ")
    amounts = [f"{sign}{amount:,}" for amount in dict.fromkeys((money.low, money.high))]
    return f"{' to '.join(amounts)} a {money.per}"
