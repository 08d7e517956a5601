"""What people look like in real messages: made from lists and shapes that know nothing of the
rules, and looked for in what is left."""

import re
import unicodedata

from hypothesis import assume, example, given
from hypothesis import strategies as st

from bot.redact import redact
from tests.examples import examples

_GIVEN = """
Ada Will Happy Early Young Art Junior Mark May April Grace Hope Bill Rich Frank Ernest Max Sunny
Summer Chase Drew Grant Pat Sue Rose Dean Guy Norm Skip Faith Joy Angel Christian Earl Prince
Mary-Ann Jean-Luc Zoë Özlem Łukasz Nguyễn Søren Ngaire Đorđe Ravi Priya Mohammed Fatima Xiu Aoife
Siobhán Björk José Chloë Wei Yuki Oluwaseun Thandiwe Still True Just New Not So An Do My
"""
GIVEN = _GIVEN.split()
_FAMILY = """
Lovelace Smith Singh Jones Kim Good Long Young Still Short Small Little Rich Wise Best Moore Park
Bush Woods Rivers Brown Black White Green King Knight Day Winter Field Stone Sharp Strong Bright
O'Neill D’Angelo MacDonald McKay Lloyd-Webber García Márquez Sørensen Åkesson Çelik Nowak Popescu
Papadopoulos Ivanova Haddad Cohen Okafor Mbeki Tanaka Nguyen Pham Chaudhry Senior Major Manager
"""
FAMILY = _FAMILY.split()
TITLES = ["Dr.", "Dr", "Prof.", "Mr.", "Mrs", "Ms.", "Sir", "Dame", "Rev."]
PARTICLES = ["van der", "von", "de la", "de", "bin", "al", "du", "van", "Van", "dos", "ter"]
APOSTROPHES = "'’‘`´ʼʹ′＇"
MARKS = [("", ""), ('"', '"'), ("“", "”"), ("*", "*"), ("**", "**"), ("_", "_"), ("'", "'")]
LEADS = ["I{}m", "i{}m", "I am", "i am", "My name is", "my name{}s", "This is", "this is",
         "call me", "My full name is", "I go by", "Im", "my names"]  # fmt: skip
GAPS = [" ", "  ", ": ", ", ", " — ", " - ", "\n", " … ", " really ", ", uh, "]
QUESTION = "what does it pay"


@st.composite
def people(draw):
    """A name as people write theirs."""
    initials = st.sampled_from("ABCDEFGHJKLMNOPRSTVWZ").map(lambda letter: f"{letter}.")
    parts = [draw(st.one_of(st.sampled_from(GIVEN), initials))]
    parts += draw(st.lists(st.one_of(st.sampled_from(GIVEN), initials), max_size=2))
    if draw(st.booleans()):
        parts.append(draw(st.sampled_from(PARTICLES)))
    parts += draw(st.lists(st.sampled_from(FAMILY), min_size=1, max_size=2))
    if draw(st.booleans()):
        parts.insert(0, draw(st.sampled_from(TITLES)))
    return " ".join(parts)


@examples(400)
@given(
    st.sampled_from(LEADS),
    st.sampled_from(APOSTROPHES),
    st.sampled_from(GAPS),
    st.sampled_from(MARKS),
    people(),
    st.sampled_from([", ", " and ", ". ", " - ", "\n", "! ", " (", "; "]),
)
@example("I{}m", "'", " ", ("", ""), "Will Smith", ", ")
@example("My name is", "'", " ", ("", ""), "A. Lovelace", ", ")
def test_no_part_of_a_name_is_left(lead, apostrophe, gap, marks, name, after):
    begun = lead.format(apostrophe)
    said = redact(f"Hello, {begun}{gap}{marks[0]}{name}{marks[1]}{after}{QUESTION}")
    left = said.removeprefix("Hello, ")[len(begun) :]
    for part in re.findall(r"[^\W\d_][\w'’-]+", unicodedata.normalize("NFKC", name)):
        assert part not in re.findall(r"[^\W\d_][\w'’-]+", left), said
    assert said.startswith("Hello, ")
    assert said.endswith(QUESTION)


@given(
    st.sampled_from(["Thanks,", "Regards,\n", "Best regards,\n", "Cheers, ", "Thank you!"]),
    people(),
)  # fmt: skip
def test_no_name_is_left_that_closes_a_message(closing, name):
    said = redact(f"{QUESTION}?\n{closing} {name}")
    assert said.startswith(QUESTION)
    for part in re.findall(r"[^\W\d_][\w'’-]+", name):
        assert part not in said[said.index(closing) + len(closing) :]


secrets = st.from_regex(r"[a-z]{5,9}[0-9]{1,3}", fullmatch=True).map(lambda one: f"zq{one}")
schemes = st.one_of(
    st.sampled_from(["", "www.", "//", "https://", "HTTP://", "ftp://", "slack://", "sftp://",
                     "http:/", "ms-teams:", "<https://", "(https://", "[x](https://", "file:///"]),
    st.from_regex(r"[a-z][a-z0-9+-]{1,8}://", fullmatch=True),
)  # fmt: skip


@given(
    schemes,
    st.sampled_from(["example.org", "localhost:8080", "10.0.0.1", "a.example.co.uk", "münchen.de"]),
    st.sampled_from(["", "/", "/reset", "/a/b.html", "/a;b"]),
    st.sampled_from("?#"),
    st.lists(st.tuples(secrets, st.sampled_from("=&|,)]:/;'\"@?#+%")), min_size=1, max_size=4),
    st.sampled_from(["", ">", ")", "|click me>", ".", "!"]),
)  # fmt: skip
def test_nothing_is_left_of_what_a_link_carries(scheme, host, path, mark, carried, end):
    query = "".join(f"{word}{sign}" for word, sign in carried)
    said = redact(f"see {scheme}{host}{path}{mark}{query}{end} please")
    assert not [word for word, _ in carried if word in said], said
    assert said.startswith("see ")
    assert said.endswith("please")


def is_quantity(number: str) -> bool:
    """Years and round sums, which may stay."""
    return re.search(r"(?:19|20)\d\d|,\d{3}|000", number) is not None


@examples(200)
@given(
    st.lists(st.text("0123456789", min_size=1, max_size=5), min_size=1, max_size=8),
    st.sampled_from(["", " ", "-", ".", "/", ",", "_", ":", "–", "—", "·", " - ", ") ", ", ", "x",
                     "+", "*", "|", "‑", " / ", "\u00a0", "\u2009", "'", "ext"]),
    st.sampled_from(["", "+", "(", "№", "emp", "$", "#", "ID-", "tel:", "id_", "€ "]),
    st.sampled_from(["", "x", ")", "USD", "_", ".", "-a"]),
)  # fmt: skip
def test_no_digits_are_left_whatever_stands_between_them(groups, gap, before, after):
    number = gap.join(groups)
    assume(sum(map(len, groups)) >= 7)
    assume(not is_quantity(number))
    said = redact(f"my code is {before}{number}{after} okay")
    assert not re.search(r"\d", said), said
    assert said.startswith("my code is ")
    assert said.endswith("okay")


@given(
    st.one_of(
        st.from_regex(r"[a-z]{3,8}([._+%'-][a-z0-9]{1,5}){0,3}", fullmatch=True),
        st.sampled_from(['"grace hopper"', "zoë.ünal", "o'brien", "a!d#a"]),
    ).map(lambda one: one if one.startswith('"') else f"zq{one}"),
    st.sampled_from(["@", " @ ", "＠", " (at) ", "[at]", " [AT] ", " at ", "@ ", "{at}"]),
    st.lists(st.sampled_from(["example", "sub", "münchen", "m-2"]), min_size=1, max_size=3),
    st.sampled_from([".", " dot ", " (dot) ", "[dot]", " [DOT] "]),
    st.sampled_from(["", "<", "(", "mailto:", "<mailto:", '"', "mail:"]),
    st.sampled_from(["", ">", ")", ".", ",", "?", '"', "|ada>"]),
)  # fmt: skip
def test_no_mail_address_is_left_however_it_is_spelled(mailbox, at, hosts, dot, before, after):
    assume(at.strip() != "at" or dot == " dot ")  # "ada at example.org" might be a place
    domain = dot.join([*hosts, "org"])
    assume("mailto" not in before or " " not in f"{mailbox}{at}{domain}")
    said = redact(f"write {before}{mailbox}{at}{domain}{after} please")
    for part in (mailbox.strip('"').split()[0], *hosts):
        assert part not in said, said
    assert said.startswith("write ")
    assert said.endswith("please")


@given(
    st.sampled_from(["ada", "x", "Ada Lovelace", "Will Smith", "ada.lovelace", "Happy Singh Jones"])
)
def test_no_handle_is_left(handle):
    assert redact(f"ask @{handle} about it") == "ask [mention] about it"
