"""Marks that turn the direction of writing: what stands behind one reads as something else."""

import re

_MARKS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def without_directions(text: str) -> str:
    """The text without such marks.

    >>> without_directions("a\\u202eb")
    'ab'
    """
    return _MARKS.sub("", text)
