"""What would be answered otherwise by a change → lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.loss import Move
from bot.moved import lost, moved
from bot.plain import plain_part


@dataclass(frozen=True, slots=True)
class Tried:
    """`lines` say what would be answered otherwise; `lost` how much of what is right would be lost,
    empty where nothing would."""

    lines: tuple[str, ...]
    lost: str


def tried(moves: Sequence[Move], titles: Mapping[str, str]) -> Tried:
    """`titles`: of entries and boundaries, by id."""
    lines = [line for part in moved(moves, titles) for line in plain_part(part).splitlines()]
    told = ("Answered otherwise:", *(f"  {line}" for line in lines)) if lines else ()
    return Tried(told, lost(moves) if any(move.lost for move in moves) else "")
