"""What curators add is refused where it takes answers away, and hardly ever where it doesn't."""

from pathlib import Path

import pytest

from adapters.models.static import static_vectors
from adapters.wiring import golden_questions
from benchmarks.additions import MOST, clashing, refused, unrelated
from bot.extend import extend
from bot.index import Index, build_index
from bot.match import match
from bot.stand import Stand, stand
from knowledge.loader import load
from knowledge.overlay import Overlay

ROOT = Path(__file__).parents[2]
TEAM = ROOT / "examples" / "team"


def stood(folder: Path) -> Stand:
    return stand(build_index(load([folder]), static_vectors()), golden_questions([folder]))


def least() -> str:
    """The knowledge base in the README."""
    return (ROOT / "README.md").read_text("utf-8").split("```yaml\n")[1].split("```")[0]


@pytest.fixture(scope="module", params=["garden", "team", "one"])
def base(
    request: pytest.FixtureRequest, garden: Index, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Stand]:
    """Small knowledge bases: the tests' own, the one that teams begin with, the README's."""
    match request.param:
        case "garden":
            return "garden", stand(garden, ())
        case "team":
            return "team", stood(TEAM)
        case _:
            folder = tmp_path_factory.mktemp("ours")
            (folder / "ours.yaml").write_text(least(), encoding="utf-8")
            return "one", stood(folder)


def test_hardly_an_unrelated_entry_is_refused(base):
    name, standing = base
    assert len(refused(standing, unrelated(name))) <= MOST


def test_what_is_answered_already_is_refused(base):
    name, standing = base
    assert refused(standing, clashing(name)) == [one.title for one in clashing(name)]


@pytest.mark.parametrize("at", [0, 4, 9, 25])
def test_an_unrelated_entry_changes_no_answer(tpm, at):
    """Not by a hair: what it is not near is scored by the base alone."""
    entry = unrelated()[at]
    team = extend(tpm, Overlay(entries=(entry,)))
    for said in (
        "what skills do I need",
        "what does a tpm earn",
        "can I become one without a degree",
        "do they write code",
        "who won the world cup",
        "what do they earn in Berlin",
        "is it stressful",
    ):
        was, now = match(said, tpm), match(said, team)
        assert now.candidates == was.candidates
        assert (now.entry, now.lead) == (was.entry, was.lead)
