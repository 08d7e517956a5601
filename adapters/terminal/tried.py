"""What a team is to have of its own, tried against all that is asked → lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.history import titles
from bot.index import Index
from bot.moved import lost, moved
from bot.plain import plain_part
from bot.replay import replay
from bot.stand import Golden, stand
from knowledge.overlay import together


@dataclass(frozen=True, slots=True)
class Tried:
    """`lines` say what would be answered otherwise; `lost` how many right answers would be lost,
    empty where none would."""

    lines: tuple[str, ...]
    lost: str


def tried(
    index: Index,
    golden: Sequence[Golden],
    attached: Sequence[Golden],
    there: Mapping[str, str],
    after: Mapping[str, str],
) -> Tried:
    """Some seconds for some thousand phrasings. `there`, `after`: the team's pieces."""
    own = together(after)
    before = replay(stand(index, golden), together(there), attached)
    moves = replay(before.stand, own, attached).moves
    parts = moved(moves, titles(index, own))
    lines = [line for part in parts for line in plain_part(part).splitlines()]
    told = ("Answered otherwise:", *(f"  {line}" for line in lines)) if lines else ()
    return Tried(told, lost(moves) if any(move.lost for move in moves) else "")
