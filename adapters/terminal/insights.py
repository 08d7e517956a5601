"""What people asked, for whoever runs the bot: a table with bars, JSON, or CSV."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from adapters.terminal.render import clean
from bot.insight import Figures, Group, Insight, most
from bot.report import shown

WIDEST = 24
"""Characters of the longest bar."""

LISTED = 10
"""Lines of a list for people; programs get all."""

NAMES = 48
"""Characters of a name in a list; longer ones are cut."""

BAR = "█"

Listed = tuple[str, float, float | None]
"""A name, how often now, and how often before, where that is known."""


def as_table(tenant: str, insights: Sequence[Insight]) -> str:
    """For people: each figure beside the one before, then lists of the longest period with bars."""
    longest = insights[-1]
    head = ["", *(name for one in insights for name in (f"last {one.period}", "before"))]
    rows = [_row(name, insights) for name in _measures(longest.now)]
    lines = [f"Questions and answers of {clean(tenant)}", "", *_aligned([head, *rows])]
    for title, listed in _lists(longest):
        if listed:
            lines += ["", f"{title}, in the last {longest.period}", *_bars(listed)]
    lines += ["", f"Never asked in the last {longest.period}: {len(longest.never)}"]
    return "\n".join([*lines, *(f"  {clean(title)}" for title in longest.never[:LISTED])])


def as_json(tenant: str, insights: Sequence[Insight], at: float) -> str:
    """One object: the tenant, the time, and each period with the one before."""
    periods = {str(one.period): _whole(one) for one in insights}
    told = {"tenant": tenant, "at": datetime.fromtimestamp(at, UTC).isoformat(), **periods}
    return json.dumps(told, indent=1)


def as_csv(tenant: str, insights: Sequence[Insight]) -> str:
    """A figure a line: tenant, period, what is measured, of which item, now and before. Empty
    where there is nothing to measure."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["tenant", "period", "measure", "item", "now", "before"])
    for one in insights:
        before = _measures(one.before)
        for name, (figure, _) in _measures(one.now).items():
            writer.writerow([tenant, one.period, name, "", _cell(figure), _cell(before[name][0])])
        for kind, listed in _listed(one).items():
            for item, now, then in listed:
                row = [tenant, one.period, kind, _harmless(item), _cell(now), _cell(then)]
                writer.writerow(row)
    return out.getvalue()


def _measures(figures: Figures) -> dict[str, tuple[float | None, str]]:
    """Every figure by name, with its unit."""
    told: dict[str, tuple[float | None, str]] = {
        "questions": (figures.questions, ""),
        "outcome: answer": (figures.outcomes.get("answer", 0), ""),
        "outcome: choices": (figures.outcomes.get("choices", 0), ""),
        "outcome: unknown": (figures.outcomes.get("unknown", 0), ""),
        "answer rate": (figures.answer_rate, "%"),
        "helpful": (figures.signs.get(("helpful", "yes"), 0), ""),
        "not helpful": (figures.signs.get(("helpful", "no"), 0), ""),
        "helpful rate": (figures.helpful_rate, "%"),
        "none of these": (figures.signed("none"), ""),
        "asked again in other words": (figures.signed("again"), ""),
        "said what was missing": (figures.signed("missing"), ""),
        "p50": (figures.latency(0.5), " ms"),
        "p95": (figures.latency(0.95), " ms"),
    }
    return told


def _row(name: str, insights: Iterable[Insight]) -> list[str]:
    cells = [name]
    for one in insights:
        for figures in (one.now, one.before):
            figure, unit = _measures(figures)[name]
            cells.append("–" if figure is None else shown(figure, unit))
    return cells


def _lists(insight: Insight) -> Iterator[tuple[str, Sequence[Listed]]]:
    listed = _listed(insight)
    yield "Not known", listed["unknown"]
    yield "Outside of the source", listed["boundary"]
    yield "Said to be missing", listed["missing"]
    yield "Asked most", listed["entry"]


def _listed(insight: Insight) -> dict[str, list[Listed]]:
    """All that can be counted by item, most frequent first; of entries those never asked too."""
    return {
        "unknown": _groups(insight.unknowns),
        "boundary": _titled(insight, insight.now.boundaries, insight.before.boundaries),
        "missing": _groups(insight.missing),
        "entry": _titled(insight, insight.now.entries, insight.before.entries),
        "never": [(title, 0, None) for title in insight.never],
    }


def _groups(groups: Iterable[Group]) -> list[Listed]:
    return [(group.named, group.count, None) for group in groups]


def _titled(insight: Insight, now: Mapping[str, int], before: Mapping[str, int]) -> list[Listed]:
    return [
        (insight.title(item), count, before.get(item, 0)) for item, count in most(now, len(now))
    ]


def _bars(listed: Sequence[Listed]) -> list[str]:
    longest = max(now for _, now, _ in listed)
    rows = [
        [
            f"  {_cut(clean(name))}",
            BAR * max(1, round(WIDEST * now / longest)),
            f"{now:,.0f}" + ("" if before is None else f" (before: {before:,.0f})"),
        ]
        for name, now, before in listed[:LISTED]
    ]
    widths = [max(len(row[at]) for row in rows) for at in (0, 1)]
    return [f"{name.ljust(widths[0])}  {bar.ljust(widths[1])}  {n}" for name, bar, n in rows]


def _cut(name: str) -> str:
    flat = " ".join(name.split())
    return flat if len(flat) <= NAMES else flat[: NAMES - 1] + "…"


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """The first column to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            [
                row[0].ljust(widths[0]),
                *(c.rjust(w) for c, w in zip(row[1:], widths[1:], strict=True)),
            ]
        ).rstrip()
        for row in rows
    ]


def _whole(insight: Insight) -> dict[str, Any]:
    return {
        "now": _for_programs(insight.now, insight),
        "before": _for_programs(insight.before, insight),
        "unknowns": _clusters(insight.unknowns),
        "missing": _clusters(insight.missing),
        "never_asked": list(insight.never),
    }


def _for_programs(figures: Figures, insight: Insight) -> dict[str, Any]:
    measures = {name: figure for name, (figure, _) in _measures(figures).items()}
    p50, p95 = measures.pop("p50"), measures.pop("p95")
    outcomes = {
        name.removeprefix("outcome: "): measures.pop(name)
        for name in list(measures)
        if name.startswith("outcome: ")
    }
    return {
        **{name.replace(" ", "_"): figure for name, figure in measures.items()},
        "outcomes": outcomes,
        "p50_ms": p50,
        "p95_ms": p95,
        "entries": _counts(figures.entries, insight),
        "boundaries": _counts(figures.boundaries, insight),
    }


def _counts(counts: Mapping[str, int], insight: Insight) -> list[dict[str, Any]]:
    return [
        {"id": item, "title": insight.title(item), "count": count}
        for item, count in most(counts, len(counts))
    ]


def _clusters(groups: Iterable[Group]) -> list[dict[str, Any]]:
    return [{"text": one.named, "ways": one.ways, "count": one.count} for one in groups]


def _cell(figure: float | None) -> str:
    return "" if figure is None else f"{figure:.4f}".rstrip("0").rstrip(".")


def _harmless(text: str) -> str:
    """People's words, so that no spreadsheet takes them for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
