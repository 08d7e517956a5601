"""Figures of what was asked, on both databases."""

import csv
import io
import json

from adapters.database.insights import insights
from adapters.terminal.insights import as_csv, as_json, as_table
from bot.insight import DAY
from bot.remember import Keeping
from tests.database.test_store import ADA, BEN, ELSEWHERE, NOW, question

HOUR = 3_600.0


async def asked(store, *many) -> None:
    for one in many:
        store.records.asked(one)
    await store.behind.flush(5)


def ago(days: float, asker=ADA, **more):
    """A question of so many days ago; none is near enough to another to be the same again."""
    return question(asker, NOW - days * DAY, **more)


async def figures(store, index):
    day, week, month = await insights(store.database, ADA.tenant, index, NOW)
    return day, week, month


async def test_each_period_is_compared_to_the_one_before(store, garden):
    ages = (0.1, 0.5, 1.5, 3, 8, 13, 20, 40, 59, 61)
    await asked(store, *(ago(age) for age in ages), ago(0.1, ELSEWHERE))
    counted = [(one.now.questions, one.before.questions) for one in await figures(store, garden)]
    assert counted == [(2, 1), (4, 2), (7, 2)]


async def test_outcomes_rates_and_entries_are_counted(store, garden):
    await asked(
        store,
        ago(0.1, entries=("rent", "watering")),
        ago(0.2, entries=("rent",), picked=True),
        ago(0.3, outcome="choices", entries=("spring-fair", "autumn-fair")),
        ago(0.4, outcome="unknown", entries=("rent",), boundary="pets"),
        ago(0.5, outcome="unknown", entries=()),
    )
    day, _, _ = await figures(store, garden)
    assert day.now.outcomes == {"answer": 1, "choices": 1, "unknown": 2}
    assert day.now.answer_rate == 0.25
    assert day.now.entries == {"rent": 2, "watering": 1}
    assert day.now.boundaries == {"pets": 1}
    assert {"Rent for a plot", "Watering"}.isdisjoint(day.never)
    assert "Spring fair" in day.never  # offered, and not shown
    assert day.now.latency(0.5) == 2.1


async def test_signs_are_counted_by_what_they_say(store, garden):
    rated = [ago(age / 10) for age in range(1, 5)]
    await asked(store, *rated)
    for one, value in zip(rated, ("yes", "yes", "no"), strict=False):
        await store.records.rate(ADA, one.id, "helpful", value, one.at + 1)
    await store.records.rate(BEN, rated[0].id, "helpful", "no", NOW - HOUR)
    await store.records.rate(ADA, rated[2].id, "missing", "the salary in Rome", NOW - HOUR)
    store.records.signed(ADA, rated[3].id, "none", "", NOW - HOUR)
    await store.behind.flush(5)
    day, _, _ = await figures(store, garden)
    assert day.now.helpful_rate == 0.5
    assert day.now.signed("none") == 1
    assert [(one.named, one.count) for one in day.missing] == [("the salary", 1)]


async def test_what_was_not_known_is_grouped_by_likeness(store, garden):
    await store.records.keep(ADA.tenant, Keeping(text=True))
    texts = ("who won the football cup", "so, who won the football cup?", "who plays chess")
    unknown = {"outcome": "unknown", "entries": (), "candidates": ()}
    await asked(store, *(ago(0.1 + n / 10, text=text, **unknown) for n, text in enumerate(texts)))
    await asked(store, ago(0.9, text=texts[0], **unknown))
    day, _, _ = await figures(store, garden)
    assert [(one.named, one.ways, one.count) for one in day.unknowns] == [
        ("who won the football cup", 2, 3),
        ("who plays chess", 1, 1),
    ]


async def test_forgetting_takes_ones_questions_out_of_the_figures(store, garden):
    await asked(store, ago(0.1), ago(0.2, BEN), ago(0.3, outcome="unknown"))
    await store.records.forget(ADA, NOW)
    _, _, month = await figures(store, garden)
    assert month.now.questions == 1
    assert month.unknowns == ()


async def test_nothing_asked_makes_empty_figures(store, garden):
    for one in await figures(store, garden):
        assert one.now.questions == 0
        assert one.now.answer_rate is None
        assert len(one.never) == len(garden.knowledge.entries)


async def test_people_get_a_table_with_bars_and_programs_the_same_figures(store, garden):
    await asked(store, *(ago(0.1 + n / 100, entries=("rent",)) for n in range(4)))
    await asked(store, ago(0.3, entries=("watering",)), ago(35, entries=("rent",)))
    found = await figures(store, garden)

    table = as_table(ADA.tenant, found)
    assert "last day" in table
    rent, watering = (
        next(line for line in table.splitlines() if line.strip().startswith(title))
        for title in ("Rent for a plot", "Watering")
    )
    assert rent.count("█") == 4 * watering.count("█")
    assert "4 (before: 1)" in rent

    told = json.loads(as_json(ADA.tenant, found, NOW))
    assert told["month"]["now"]["questions"] == 5
    assert told["month"]["before"]["questions"] == 1
    assert told["day"]["now"]["entries"][0] == {
        "id": "rent", "title": "Rent for a plot", "count": 4,
    }  # fmt: skip

    rows = list(csv.DictReader(io.StringIO(as_csv(ADA.tenant, found))))
    [line] = [r for r in rows if (r["period"], r["measure"]) == ("month", "questions")]
    assert (line["now"], line["before"]) == ("5", "1")
    [line] = [r for r in rows if (r["period"], r["item"]) == ("week", "Rent for a plot")]
    assert (line["measure"], line["now"], line["before"]) == ("entry", "4", "0")


async def test_no_words_of_people_are_taken_for_a_formula_by_a_sheet(store, garden):
    await store.records.keep(ADA.tenant, Keeping(text=True))
    await asked(store, ago(0.1, text="=HYPERLINK(1)", outcome="unknown", entries=()))
    rows = csv.DictReader(io.StringIO(as_csv(ADA.tenant, await figures(store, garden))))
    items = [row["item"] for row in rows if row["measure"] == "unknown"]
    assert items
    assert all(item.startswith("'=") for item in items)
