"""Parts of what Slack delivers, whatever is there."""

from collections.abc import Mapping
from typing import Any

Body = Mapping[str, Any]


def string(values: Body, key: str) -> str:
    """Empty where there is none."""
    return text(values.get(key))


def inner(values: Body, key: str) -> Body:
    """Empty where there is none."""
    value = values.get(key)
    return value if isinstance(value, dict) else {}


def text(value: object) -> str:
    """The value, if it is text."""
    return value if isinstance(value, str) else ""
