"""The examples in the adapter's documentation are true."""

import doctest

import pytest

from adapters.slack import limits, logs, markup


@pytest.mark.parametrize("module", [limits, logs, markup], ids=lambda module: module.__name__)
def test_the_examples_hold(module):
    results = doctest.testmod(module)
    assert results.attempted > 0
    assert results.failed == 0
