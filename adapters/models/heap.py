"""Memory after a start: what stays, and what building and parsing used for a while."""

import ctypes
import gc
import sys

OFTEN = 20_000
"""New objects after which garbage is looked for once all is there: that takes milliseconds."""


def give_back() -> None:
    """Return what the allocator holds but nobody uses; glibc keeps it otherwise, for good. Does
    nothing where the C library has no such call."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        trim(0)


def settle() -> None:
    """All that is there by now stays: garbage is looked for in what comes after it alone."""
    gc.freeze()
    gc.set_threshold(OFTEN)
