"""Memory that building and parsing used for a while, given back to the system."""

import ctypes
import sys


def give_back() -> None:
    """Return what the allocator holds but nobody uses; glibc keeps it otherwise, for good. Does
    nothing where the C library has no such call."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        trim(0)
