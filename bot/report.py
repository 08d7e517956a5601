"""What people asked in some periods → a reply for curators."""

from collections.abc import Iterable, Sequence

from bot.insight import Figures, Group, Insight, most
from bot.reply import Fact, Facts, Heading, Items, Note, Paragraph, Part, Reply, text

LISTED = 5
"""Lines of each list."""

NOTHING = "Nobody has asked anything in this time."


def report(insights: Sequence[Insight]) -> Reply:
    """The figures of each period with those before, then what was asked most in the longest, and
    what was not known."""
    longest = insights[-1]
    if not longest.now.questions and not longest.before.questions:
        return Reply("help", (Heading("Questions and answers"), Paragraph(text(NOTHING))))
    parts: list[Part] = []
    for insight in insights:
        parts.append(Heading(f"The last {insight.period}, compared to the {insight.period} before"))
        parts.append(Facts(tuple(_facts(insight))))
    for title, lines in _lists(longest):
        parts += [Heading(title), Items(tuple(map(text, lines)))] if lines else []
    parts.append(Note("“tpm insights” on the command line has all of it, as a table, JSON or CSV."))
    return Reply("help", tuple(parts))


def compared(now: float | None, before: float | None, unit: str = "") -> str:
    """A figure and how it went, in words.

    >>> compared(12, 8), compared(0.5, 0.5, "%"), compared(3, None)
    ('12 (up from 8)', '50% (as before)', '3')
    """
    told = shown(now, unit)
    if now is None or before is None:
        return told
    if shown(before, unit) == told:
        return f"{told} (as before)"
    return f"{told} ({'up' if now > before else 'down'} from {shown(before, unit)})"


def shown(figure: float | None, unit: str) -> str:
    """A figure with its unit, for people.

    >>> shown(44_912, ""), shown(1.25, " ms"), shown(0.5, "%"), shown(None, "")
    ('44,912', '1.2 ms', '50%', 'none')
    """
    if figure is None:
        return "none"
    if unit == "%":
        return f"{figure:.0%}"
    return (f"{figure:,}" if isinstance(figure, int) else f"{figure:,.1f}") + unit


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


def _lists(insight: Insight) -> Iterable[tuple[str, Sequence[str]]]:
    of = f"in the last {insight.period}"
    yield f"Not known {of}, most frequent first", _groups(insight.unknowns)
    yield f"Outside of my source {of}, most frequent first", _boundaries(insight)
    yield f"Said to be missing {of}, most frequent first", _groups(insight.missing)
    yield f"Asked most {of}", _asked(insight)
    yield f"Never asked {of}: {len(insight.never)}", insight.never[:LISTED]


def _groups(groups: Sequence[Group]) -> list[str]:
    return [
        f"“{group.named}”: {group.count}" + (f", in {group.ways} ways" if group.ways > 1 else "")
        for group in groups[:LISTED]
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
