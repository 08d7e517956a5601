"""YAML files are read as plain words, bounded, and refused where they could surprise."""

import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import nodes
from knowledge.nodes import MAX_DEPTH
from knowledge.parse import MAX_BYTES, Parsed, parse


@pytest.fixture
def read(tmp_path: Path) -> Any:
    """What a file with this content is read as."""

    def reading(content: str | bytes) -> Parsed:
        path = tmp_path / "file.yaml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return parse(path, "file.yaml")

    return reading


def told(parsed: Parsed) -> list[str]:
    return [str(fault) for fault in parsed.faults]


def nested(depth: int) -> str:
    return "[" * depth + "]" * depth


@pytest.mark.parametrize(
    "scalar",
    ["yes", "no", "on", "off", "true", "1.10", "007", "0x1f", "1e3", ".inf", "2024-03-01", "12:30"],
)
def test_what_looks_like_another_type_stays_the_words_that_were_typed(read, scalar):
    assert read(f"key: {scalar}\n").value == {"key": scalar}


@pytest.mark.parametrize("nothing", ["", "~", "null"])
def test_what_is_left_open_is_nothing_and_quoted_it_is_a_word(read, nothing):
    assert read(f"key: {nothing}\nquoted: '{nothing}'\n").value == {"key": None, "quoted": nothing}


def test_a_file_without_content_holds_nothing(read):
    for content in ("", "\n\n", "# only a remark\n", "---\n", b"\xef\xbb\xbf"):
        assert read(content).value is None
        assert told(read(content)) == []


def test_line_ends_and_a_byte_order_mark_make_no_difference(read):
    unix = "entries:\n  - id: a\n    answer: |\n      One.\n      Two.\n"
    for file in (unix.replace("\n", "\r\n"), unix.replace("\n", "\r"), "\ufeff" + unix):
        assert read(file).value == read(unix).value
        assert read(file).lines == read(unix).lines


def test_every_value_knows_the_line_it_stands_on(read):
    parsed = read("a: 1\n\nb:\n  - x\n  # a remark\n  - y:\n      z: 1\n")
    assert parsed.line(("a",)) == 1
    assert parsed.line(("b",)) == 3
    assert parsed.line(("b", 0)) == 4
    assert parsed.line(("b", 1, "y", "z")) == 7


def test_what_is_missing_is_looked_for_on_the_line_of_what_should_hold_it(read):
    parsed = read("a: 1\nb:\n  - c: 1\n")
    assert parsed.line(("b", 0, "missing", "deeper")) == 3
    assert parsed.line(("missing",)) == 1


def test_an_alias_bomb_is_refused_in_no_time(read):
    levels = "".join(f"{new}: &{new} [{','.join([f'*{old}'] * 9)}]\n" for old, new in pairs())
    bomb = f'a: &a ["lol","lol","lol"]\n{levels}'
    assert len(bomb) == 306
    began = time.process_time()
    parsed = read(bomb)
    assert time.process_time() - began < 1
    assert told(parsed) == [
        "file.yaml:2: an alias (*): write the value out where it is used",
    ]


def pairs() -> list[tuple[str, str]]:
    return list(zip("abcdefgh", "bcdefghi", strict=True))


def test_a_merge_key_is_an_alias_too(read):
    assert "an alias (*)" in str(read("a: &a {x: 1}\nb:\n  <<: *a\n").faults)


def test_a_repeated_key_is_a_fault_on_the_line_of_the_second(read):
    parsed = read("a: 1\nb:\n  c: 1\n  c: 2\na: 3\n")
    assert told(parsed) == [
        "file.yaml:4: 'c' stands here twice: keep one",
        "file.yaml:5: 'a' stands here twice: keep one",
    ]


def test_the_same_key_in_two_places_is_none(read):
    assert told(read("- {a: 1}\n- {a: 2}\n")) == []


def test_depth_is_bounded(read):
    assert told(read(nested(MAX_DEPTH + 1))) == []
    assert told(read("\n" + nested(MAX_DEPTH + 2))) == [
        f"file.yaml:2: nested deeper than {MAX_DEPTH}: flatten it"
    ]


@pytest.mark.parametrize("deep", [nested(100_000), "- " * 100_000, "{a: " * 100_000])
def test_depth_without_end_is_refused_in_no_time(read, deep):
    began = time.process_time()
    assert told(read(deep)) == [f"file.yaml:1: nested deeper than {MAX_DEPTH}: flatten it"]
    assert time.process_time() - began < 1


def test_size_is_bounded(read):
    fits = b"a: 1\n".ljust(MAX_BYTES - 1, b"\n") + b"#"
    assert told(read(fits)) == []
    assert told(read(fits + b"#")) == [
        "file.yaml:1: larger than 16 MiB: split it into several files"
    ]


def test_the_number_of_values_is_bounded(read, monkeypatch):
    monkeypatch.setattr(nodes, "MAX_NODES", 1_000)
    assert told(read("- a\n" * 999)) == []
    assert told(read("- a\n" * 1_000)) == ["file.yaml:1000: more than 1,000 values: split the file"]


def test_a_second_document_is_refused_where_it_begins(read):
    assert told(read("a: 1\n---\nb: 2\n")) == [
        "file.yaml:2: a second document: keep one document a file"
    ]


@pytest.mark.parametrize("content", ["é: 1".encode("latin-1"), "a: 1".encode("utf-16")])
def test_what_is_not_utf8_is_refused(read, content):
    assert told(read(content)) == ["file.yaml:1: not UTF-8: save the file as UTF-8"]


def test_what_is_not_utf8_is_refused_on_its_line(read):
    assert told(read(b"a: 1\n# ok\n# caf\xe9\n")) == [
        "file.yaml:3: not UTF-8: save the file as UTF-8"
    ]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("a: 1\n\tb: 2\n", 2),
        ("a: [1,\nb: 2\n", 3),
        ('a: 1\nb: "open\n', 3),
        ("a: b: c\n", 1),
        ("a: 1\nb: \x07\n", 1),
        ("a: 1\nb: @x\n", 2),
        ("%YAML 9.9\n---\na: 1\n", 1),
        (r'a: "\UFFFFFFFF"', 1),
        (r'a: "\uD800"', 1),
    ],
)
def test_what_is_not_yaml_is_refused_on_its_line(read, content, line):
    [fault] = read(content).faults
    assert fault.line == line
    assert fault.what.startswith("not YAML (")
    assert fault.mend == "check indentation, quotes and colons"


@pytest.mark.parametrize("key", ["[a]", "{a: 1}"])
def test_a_key_is_a_plain_word(read, key):
    assert told(read(f"? {key}\n: 1\n")) == [
        "file.yaml:1: a key that is no word: use a plain word as the key"
    ]


def test_a_file_that_cannot_be_read_is_a_fault_too(tmp_path):
    [fault] = parse(tmp_path / "gone.yaml", "gone.yaml").faults
    assert str(fault) == (
        "gone.yaml:1: can't be read (No such file or directory): check the path and its rights"
    )
    assert "can't be read" in parse(tmp_path, "folder.yaml").faults[0].what


YAML_LIKE = st.text(alphabet="ab01:-[]{}&*!|>'\"#%@`?,.~<= \n\t\r\ufeff\u2028é\x00", max_size=60)


@given(st.one_of(st.binary(max_size=80), YAML_LIKE.map(str.encode), st.text().map(str.encode)))
def test_no_file_whatsoever_raises(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_bytes(content)
    parsed = parse(path, "any.yaml")
    assert all(fault.file == "any.yaml" and fault.line >= 1 for fault in parsed.faults)
    assert all(fault.what and fault.mend for fault in parsed.faults)
