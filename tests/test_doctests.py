"""What docstrings show is what happens."""

import doctest
import importlib
import pkgutil

import pytest

import adapters
import bot
import knowledge

MODULES = [
    module.name
    for package in (adapters, bot, knowledge)
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
]


@pytest.mark.parametrize("name", MODULES)
def test_docstrings_hold(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0
