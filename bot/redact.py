"""Text → the same without what tells who somebody is.

Addresses, phone and other long numbers, what links carry behind "?" and "#", mentions, and names
after "I'm", "my name is", "this is" and the like. Errs on the side of removing.
"""

import re
import unicodedata

EMAIL, LINK, NUMBER, MENTION, NAME = "[e-mail]", "[link]", "[number]", "[mention]", "[name]"

_HIDDEN = {"Cf", "Cc"}

_MAILBOX = r"[^\s@<>()\[\],;:\"']{1,64}"

_RULES = (
    # Slack's and Discord's mentions of people, groups and channels, with the name that Slack adds.
    (re.compile(r"<(?:[@#!&]|/)[^<>\s]{1,200}[^<>]{0,200}>"), MENTION),
    (re.compile(r"<?mailto:[^\s|>]+(?:\|[^>]*)?>?", re.IGNORECASE), EMAIL),
    (re.compile(r"https?://[^\s/@<>]*@[^\s<>]*", re.IGNORECASE), LINK),
    (re.compile(r"(https?://[^\s<>|?#]{1,2000})[?#][^\s<>|]*", re.IGNORECASE), r"\1"),
    (re.compile(rf"{_MAILBOX}(?:@|\s?[\[(]at[\])]\s?)[^\s@<>]{{1,255}}\.[^\W\d_]{{2,}}"), EMAIL),
    (re.compile(r"(?<![\w@])@[\w.\-]{2,64}"), MENTION),
    (re.compile(r"(?<![\w$€£])[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{2,4}){3,8}(?!\w)"), NUMBER),
    (re.compile(r"(?<![\w$€£])[+(]?\d(?:[\s().\-/]{0,3}\d){6,}(?!\w)"), NUMBER),
)  # fmt: skip

_WORD = r"[^\W\d_][\w'’\-]*"
_INTRODUCED = re.compile(
    r"\b(i\s*['’]?\s*a?m|im|my\s+(?:full\s+|first\s+|last\s+)?name\s*(?:is|['’]s)|"
    r"this\s+is|the\s+name\s*(?:is|['’]s)|(?:please\s+)?call\s+me|i\s+go\s+by|signed|regards,?|"
    rf"cheers,?|thanks,?)(\s+)((?:{_WORD})(?:[ ]+{_WORD}){{0,3}})",
    re.IGNORECASE,
)

_NAMED = re.compile(r"name|call|go by|signed", re.IGNORECASE)

_GOES_ON = """
a about actually after all almost already also always an and another applying as asking at aware
back bad based because before beginning being better big both bored but by can certain changing
coming confused considering currently curious deciding doing done early either else ever excited
fairly familiar far fine finishing first for from full getting giving glad going good great
guessing happy having he hearing her here hiring his hoping how i if important in interested
interesting interviewing into is it its joining just keen kind last late learning leaving less
like looking lost lots making many maybe me mid moving much my new next nice no not now of off ok
okay old on one only open or our out over part planning please preparing pretty probably quite
reading ready really relatively right sad she so some sorry sort starting still struggling stuck
studying such sure switching taking talking that the their them there they thinking this tired to
told too totally transitioning trying two under unsure up us using very wanting was we well what
when where whether which who why will with without wondering working worried writing wrong you
your yes
"""

ORDINARY = frozenset(_GOES_ON.split())
"""Words that follow "I'm" or "this is" in a sentence and are nobody's name."""


def redact(text: str) -> str:
    """The text without what tells who somebody is.

    >>> redact("I'm Ada Lovelace, call +44 20 7946 0958 or ada@example.org")
    "I'm [name], call [number] or [e-mail]"
    """
    # Compatibility forms and unseen characters would slip a name or a number through.
    seen = unicodedata.normalize("NFKC", text)
    seen = "".join(c for c in seen if c in "\n\t" or unicodedata.category(c) not in _HIDDEN)
    for pattern, instead in _RULES:
        seen = pattern.sub(instead, seen)
    return _INTRODUCED.sub(_unnamed, seen)


def _unnamed(found: re.Match[str]) -> str:
    """Whoever says "my name is" is named by what follows, be it an ordinary word; after "I'm" and
    "this is" ordinary words go on with the sentence."""
    lead, gap, words = found[1], found[2], found[3].split(" ")
    if words[0].lower() in ORDINARY and not _NAMED.search(lead):
        return found[0]
    rest = next(
        (at for at, word in enumerate(words) if at and word.lower() in ORDINARY), len(words)
    )
    return lead + gap + " ".join([NAME, *words[rest:]])
