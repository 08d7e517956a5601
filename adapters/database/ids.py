"""A kind of column: ids in a list."""

import json
from collections.abc import Sequence

from sqlalchemy import Dialect, Text, TypeDecorator


class Ids(TypeDecorator[Sequence[str]]):
    """A list of ids, written as JSON in a text: JSON itself has no order to be counted by."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Sequence[str] | None, _: Dialect) -> str | None:
        return None if value is None else json.dumps(list(value))

    def process_result_value(self, value: str | None, _: Dialect) -> list[str] | None:
        return None if value is None else list(json.loads(value))
