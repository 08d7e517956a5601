"""Names after words that bring one: "I'm", "my name is", "this is", "call me", a closing "thanks".

A capitalised word is a name there, be it an ordinary one (Will, Happy, Early); a lower-case one
unless it goes on with a sentence.
"""

import re

NAME = "[name]"


def _words(listed: str) -> list[str]:
    return listed.split()


_APOSTROPHE = "['’‘`´ʼʹ′‛]"

_NAMED = (
    r"name\s{0,3}[:=]|my\s+(?:full\s+|first\s+|last\s+|real\s+)?names|"
    rf"(?:my|the)\s+(?:full\s+|first\s+|last\s+|real\s+)?name(?:\s+is|\s+was|\s?{_APOSTROPHE}s)|"
    r"calls?\s+me|i\s+go\s+by|i\s+am\s+called|"
    rf"i\s{{0,3}}{_APOSTROPHE}?\s{{0,3}}m\s+called"
)
"""Whatever follows is a name."""

_SAID = rf"i\s{{0,3}}{_APOSTROPHE}?\s{{0,3}}a?m|this\s+is"
"""A name may follow, or the rest of a sentence."""

_AROUND = r"[\s:,;*_~\"“”„«»()\[\]<>—–\-'’‘`´]{0,12}(?:\.{2,}\s*)?[\"“'‘*_]{0,3}"

_LEAD = re.compile(rf"(?<!\w)(?:(?P<named>{_NAMED})|(?:{_SAID}))(?!\w)", re.IGNORECASE)
_GAP = re.compile(_AROUND)
_CLOSING = re.compile(
    r"(?<!\w)(?:regards|cheers|thanks|thank\s+you|sincerely|signed)[,.!\s—–\-]+"
    r"(?P<rest>[^\n]{1,100})$",
    re.IGNORECASE | re.MULTILINE,
)
_WORD = re.compile(rf"[^\W\d_](?:[\w\-]|{_APOSTROPHE}|\.(?=[^\W\d_]))*")
_BETWEEN = re.compile(r"[ \t\"“”'‘’*_()\-]{1,4}|,(?=\S)|\.[ \t]*|\s*\n[ \t]*")
_COMMA = re.compile(r",[ \t]+")

_FILLERS = frozenset(
    _words(
        """
        actually also er erm formally hi indeed just like not now officially only oh really
        simply so still uh uhm um well
        """
    )
)
"""Lower-case words that may stand before a capitalised name."""

_TITLES = frozenset(
    _words(
        """
        dr prof professor mr mrs ms miss mx sir dame lady lord rev st sgt capt col ing dipl phd
        md herr frau mme mlle señor señora doctor
        """
    )
)
_PARTICLES = frozenset(
    _words(
        """
        van von der den de del della di da do dos das du la le les el al ibn bin bint ben ter
        ten te af av zu zum zur vom y e und o mac mc san santa abu
        """
    )
)

_GOES_ON = """
a about above accepted accountable accountant afraid after again all allergic almost alone already
also always an analyst and another anxious any applicant architect are artist as assistant at
available aware away ba back bad based because before beginner behind better between big bilingual
black blunt bored both bound broke busy but by can career-changer certain certified clueless coach
committed concerned confident confused consultant contractor correct could curious dead deaf
desperate dev developer did different do does done doomed down due either else em employed
engineer entry-level even ever excited expected familiar far fed fine finished first five for
freelancer fresh from full further glad good grad graduate great had half happy hard has have he
her here hesitant his how hr hungry i if important in included inside insured interested intern
into introverted invited is it its jittery junior just keen kind laid last late later lawyer less
like limited listed located locked lost lots lowkey manager many marketer maybe me meant mediocre
mid mid-career more much my near neither nervous new newbie next nice no non-technical not now
obliged obsessed of off ok okay old on once one onto open or our out outside over overqualified
overwhelmed owed paid parent part perfect please pm po poor pretty private programmer proud qa
qualified quite ready recruiter remote responsible retired right sad safe same scared scientist
sde self-taught senior serious set she should shy sick since so some someone somewhat sorry sort
special specialised specialized stick still stuck student such supposed sure suspicious swe
talented teacher technical tempted terrible terrified tester that the their them then there these
they this those through tired to told too torn towards tpm trainee two unable unclear under
undergrad underpaid underqualified unemployed unfamiliar unhappy unqualified unsure until up us
used useful useless versed very was we weak well were what when where whether which while who
whose why with without worried worth would wrong years yes yet you your
"""

ORDINARY = frozenset(_words(_GOES_ON))
"""Words that follow "I'm" or "this is" in a sentence and, in lower case, are nobody's name."""

_FLOWING = re.compile(r"\w+(?:ing|ly)")
"""Working, fairly: no names, but for these."""

_FLOWING_NAMES = frozenset(
    _words(
        """
        beverly billy browning carly channing elly emily fleming golding harding holly irving
        kelly kimberly king lily ling manning ming molly polly sally sterling ting wally willy
        xing
        """
    )
)

MOST = 12
"""Words of a name."""


def unnamed(text: str) -> str:
    """The text with every name that is introduced replaced.

    >>> unnamed("I'm Dr. Ada Lovelace, what does it pay")
    "I'm [name], what does it pay"
    """
    loud = text.isupper()  # where all is in capitals, they tell nothing
    done, at = [], 0
    for lead in _LEAD.finditer(text):
        if lead.start() < at:
            continue
        start = _name_start(text, lead.end(), bool(lead["named"]), loud)
        if start is None:
            continue
        done += [text[at:start], NAME]
        at = _name_end(text, start, bool(lead["named"]), loud)
    return _CLOSING.sub(lambda found: _closed(found, loud), "".join([*done, text[at:]]))


def _name_start(text: str, at: int, named: bool, loud: bool) -> int | None:
    """Where the name begins that a lead brings; None where the sentence goes on."""
    for _ in range(3):
        gap = _GAP.match(text, at)
        word = _WORD.match(text, gap.end() if gap else at)
        if word is None or (word.start() == at and at):
            return None
        said = word[0]
        if _capital(said, text, word.end(), loud) or (named and said.lower() not in _FILLERS):
            return word.start()
        if said.lower() not in _FILLERS:
            return None if _ordinary(said) else word.start()
        at = word.end()
    return None


def _name_end(text: str, at: int, named: bool, loud: bool) -> int:
    """Where the name ends that begins here."""
    end, small = at, 0
    for count in range(MOST):
        word = _WORD.match(text, at)
        if word is None:
            return end
        said = word[0].lower().rstrip(".")
        capital = _capital(word[0], text, word.end(), loud)
        if count and not capital:
            if _ordinary(said) or small == 2:
                return end
            small += said not in _PARTICLES
        end = word.end()
        gap = _BETWEEN.match(text, end) or (_COMMA.match(text, end) if named else None)
        if gap is None:
            return end
        short = len(said) == 1 or said in _TITLES or "." in said
        if "." in gap[0] or "\n" in gap[0] or _COMMA.match(gap[0]):
            end += gap[0].startswith(".") and short
            further = _WORD.match(text, gap.end())
            if not (short or _goes_on_named(gap[0], further, loud)):
                return end
        at = gap.end()
    return end


def _goes_on_named(gap: str, further: re.Match[str] | None, loud: bool) -> bool:
    """Whether a name goes on behind a comma (Lovelace, Ada): not with a new sentence."""
    if further is None or "." in gap or "\n" in gap:
        return False
    return not _ordinary(further[0]) and further[0][0].isupper() and not loud


def _ordinary(word: str) -> bool:
    said = re.sub(rf"{_APOSTROPHE}.*", "", word.lower())
    flows = _FLOWING.fullmatch(said) is not None and said not in _FLOWING_NAMES
    return said in ORDINARY or flows


def _capital(word: str, text: str, end: int, loud: bool) -> bool:
    """Whether a word is written as a name is; "I" is none unless it is an initial."""
    if word == "I" or re.match(rf"I{_APOSTROPHE}", word):
        return text[end : end + 1] == "." and not text[end + 1 : end + 2].isspace()
    if loud:
        return False
    if word.isupper() and _ordinary(word) and len(word) > 1:
        return False  # PM, QA
    return word[0].isupper() or word[0].istitle()


def _closed(found: re.Match[str], loud: bool) -> str:
    """What closes a message with a name: nothing else stands behind it."""
    rest = found["rest"]
    start = _name_start(rest, 0, False, loud)
    if start is None or re.search(r"[^\W_]", rest[_name_end(rest, start, True, loud) :]):
        return found[0]
    return found[0][: found.start("rest") - found.start() + start] + NAME
