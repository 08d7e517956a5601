"""Imports every module of the core; `make core-alone` runs it where nothing else is installed."""

import importlib
import pkgutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import bot
import knowledge

modules = [
    module.name
    for package in (bot, knowledge)
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
]
for name in modules:
    importlib.import_module(name)
strangers = [
    name
    for name in ("adapters", "aiohttp", "click", "discord", "rich", "slack_sdk")
    if name in sys.modules
]
if strangers:
    sys.exit(f"the core imports {', '.join(strangers)}")
print(f"The core's {len(modules)} modules need no adapter")
