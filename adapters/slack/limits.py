"""Slack's limits, and the rules by which a text is brought within them.

Characters are counted in UTF-16 code units: Slack does not say how it counts, and this is the
longest of the usual ways.
"""

BLOCKS = 50
HOME_BLOCKS = 100
MESSAGE_JSON = 12_000
"""Characters of a message's blocks as JSON: chat.postMessage refuses more than some 13,000 with
`msg_blocks_too_long`, which Slack's reference does not mention."""
VIEW_JSON = 200_000
TEXT = 40_000
SECTION = 3_000
FIELD = 2_000
FIELDS = 10
HEADER = 150
ACTIONS = 25
LABEL = 75
VALUE = 2_000
OPTION_TEXT = 75
OPTION_VALUE = 150
OPTIONS = 100
PROMPTS = 4
TITLE = 24
"""Of a modal, and of its button."""
INPUT_LABEL = 2_000
"""Of a field's hint too."""
METADATA = 3_000
PRESSED = 5
"""Messages that may follow a press or a command through its `response_url`."""

ELLIPSIS = "…"


def size(words: str) -> int:
    """Length in UTF-16 code units.

    >>> size("é"), size("😀")
    (1, 2)
    """
    return len(words.encode("utf-16-le", "surrogatepass")) // 2


def shorten(words: str, most: int) -> str:
    """At most this many characters, the last one "…" where some were left out.

    >>> shorten("skills", 6), shorten("skills", 4)
    ('skills', 'ski…')
    """
    if size(words) <= most:
        return words
    return _head(words, most - len(ELLIPSIS)).rstrip() + ELLIPSIS


def chunks(words: str, most: int) -> list[str]:
    """The text in pieces of at most `most` characters, broken after a line or a word if it can be.

    >>> chunks("one two three", 8), chunks("😀😀😀", 4)
    (['one two ', 'three'], ['😀😀', '😀'])
    """
    found, start = [], 0
    while start < len(words):
        head = _head(words[start : start + most], most)
        if start + len(head) < len(words):
            head = head[: (head.rfind("\n") + 1) or (head.rfind(" ") + 1) or len(head)]
        found.append(head)
        start += len(head)
    return found


def _head(words: str, most: int) -> str:
    """As many whole characters from the beginning as fit."""
    head = words[:most]
    while (over := size(head) - most) > 0:
        # Each character counts as one or two: dropping half as many never drops too many.
        head = head[: len(head) - (over + 1) // 2]
    return head
