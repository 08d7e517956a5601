"""Facts are lines that read back as the same facts."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as some

from bot.figures import figured, figures
from knowledge.schema import Entry, Fact, Money

ENTRY = Entry(id="rent", title="Rent", answer="Ask.", phrasings=("rent",))
amounts = some.lists(some.integers(0, 10**9), min_size=2, max_size=2).map(sorted)
money = some.builds(
    lambda both, currency, per: Money(low=both[0], high=both[1], currency=currency, per=per),
    amounts,
    some.sampled_from(["USD", "EUR", "GBP", "CHF"]),
    some.sampled_from(["hour", "day", "month", "year"]),
)
tidy = some.from_regex(r"[a-z]{1,8}( [a-z]{1,8})?", fullmatch=True)
facts = (
    some.builds(Fact, label=tidy, money=money)
    | some.builds(Fact, label=tidy, date=some.dates(date(1000, 1, 1)))
    | some.builds(Fact, label=tidy, text=tidy)
)
several = some.lists(facts, max_size=4, unique_by=lambda one: one.label).map(tuple)


@given(several)
def test_figures_read_back_as_they_stood_wherever_they_are_new(those):
    assert figured(figures(those), ENTRY) == those


@given(
    some.lists(some.builds(Fact, label=tidy, region=tidy, review_after=some.dates()), max_size=3)
)
def test_what_stays_as_it_stood_keeps_its_kind_and_its_day(those):
    entry = ENTRY.model_copy(update={"facts": tuple(those)})
    read = figured(figures(those), entry)
    assert [one.region for one in read] == [one.region for one in those]
    assert {one.review_after for one in read} <= {one.review_after for one in those}


def test_what_keeps_its_label_keeps_its_kind_and_what_is_left_out():
    money = Money(low=40, high=60, currency="EUR", per="month")
    there = (Fact(label="Rent", money=money), Fact(label="Where: by day", region="Green Lane"))
    entry = ENTRY.model_copy(update={"facts": there})
    rent, where = figured("Rent: 70 to 90\nWhere: by day: Red Lane", entry)
    assert rent.money == money.model_copy(update={"low": 70, "high": 90})
    assert (where.label, where.region) == ("Where: by day", "Red Lane")
    [asked] = figured("Rent: by agreement", entry)
    assert asked.text == "by agreement"
