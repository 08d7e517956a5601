"""What people asked in a period → a reply for curators."""

from collections.abc import Iterable, Sequence

from bot.insight import Figures, Insight, most
from bot.reply import Fact, Facts, Heading, Items, Note, Paragraph, Part, Reply, text

LISTED = 5
"""Lines of each list."""

NOTHING = "Nobody has asked anything in this time."


def report(insight: Insight) -> Reply:
    """The figures with those before, then what was asked most, and what was not known."""
    heading = Heading(f"The last {insight.period}, compared to the {insight.period} before")
    if not insight.now.questions and not insight.before.questions:
        return Reply("help", (heading, Paragraph(text(NOTHING))))
    lists = (
        _list("Not known, most frequent first", _unknowns(insight)),
        _list("Outside of my source, most frequent first", _boundaries(insight)),
        _list("Asked most", _asked(insight)),
        _list(f"Never asked: {len(insight.never)}", insight.never[:LISTED]),
    )
    parts: list[Part] = [heading, Facts(tuple(_facts(insight)))]
    parts += [part for one in lists for part in one]
    parts.append(Note("“tpm insights” on the command line has all of it, as a table, JSON or CSV."))
    return Reply("help", tuple(parts))


def compared(now: float | None, before: float | None, unit: str = "") -> str:
    """A figure and how it went, in words.

    >>> compared(12, 8), compared(0.5, 0.5, "%"), compared(3, None)
    ('12 (up from 8)', '50% (as before)', '3')
    """
    shown = _shown(now, unit)
    if now is None or before is None:
        return shown
    if _shown(before, unit) == shown:
        return f"{shown} (as before)"
    return f"{shown} ({'up' if now > before else 'down'} from {_shown(before, unit)})"


def _shown(figure: float | None, unit: str) -> str:
    if figure is None:
        return "none"
    return f"{figure:.0%}" if unit == "%" else f"{figure:,.4g}{unit}"


def _facts(insight: Insight) -> Iterable[Fact]:
    now, before = insight.now, insight.before
    yield Fact("Questions", compared(now.questions, before.questions))
    yield Fact("Answered", compared(now.answer_rate, before.answer_rate, "%"))
    yield Fact("Helpful, of those rated", compared(now.helpful_rate, before.helpful_rate, "%"))
    yield Fact("None of these", compared(now.signed("none"), before.signed("none")))
    yield Fact("Asked again in other words", compared(now.signed("again"), before.signed("again")))
    yield Fact("Half matched within", _latency(now, before, 0.5))
    yield Fact("95 of 100 within", _latency(now, before, 0.95))


def _latency(now: Figures, before: Figures, share: float) -> str:
    return compared(now.latency(share), before.latency(share), " ms")


def _list(title: str, lines: Sequence[str]) -> tuple[Part, ...]:
    return (Heading(title), Items(tuple(map(text, lines)))) if lines else ()


def _unknowns(insight: Insight) -> list[str]:
    return [
        f"“{group.named}”: {group.count}" + (f", in {group.ways} ways" if group.ways > 1 else "")
        for group in insight.unknowns[:LISTED]
    ]


def _boundaries(insight: Insight) -> list[str]:
    counts, before = insight.now.boundaries, insight.before.boundaries
    return [
        f"{insight.title(item)}: {compared(count, before.get(item, 0))}"
        for item, count in most(counts, LISTED)
    ]


def _asked(insight: Insight) -> list[str]:
    counts, before = insight.now.entries, insight.before.entries
    return [
        f"{insight.title(item)}: {compared(count, before.get(item, 0))}"
        for item, count in most(counts, LISTED)
    ]
