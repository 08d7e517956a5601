"""How many examples a property is tried on: the same ones in each run, so that no run fails by
chance; `make fuzz` tries many more, others each time."""

import os

from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers

FUZZED = os.environ.get("TPM_FUZZ") == "1"
TIMES = 20 if FUZZED else 1
USUAL = 40


def examples(number: int) -> settings:
    """As a decorator: so many, where the usual number is too few or too dear."""
    return settings(max_examples=number * TIMES)


def load() -> None:
    """From here on."""
    # A busy machine makes no example wrong, nor the making of one.
    settings.register_profile(
        "ours",
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
        max_examples=USUAL * TIMES,
        derandomize=not FUZZED,
        print_blob=True,
    )
    settings.load_profile("ours")
    if not FUZZED:
        # What stands in the modules that happen to be imported is tried too: then each order of
        # the tests, and each number of workers, has other examples.
        none = providers._local_constants
        providers._get_local_constants = lambda: none
