"""What a method says to a question."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Guess:
    """A label, and how sure the method is of it, 0 to 1, where it says so."""

    label: str
    confidence: float | None = None
