"""After a fault the rest is still read: syntax errors, limits, bytes that are no text."""

from __future__ import annotations

import time

import pytest

from sotetrace.model.limits import DEFAULT_LIMITS
from sotetrace.store.yaml_nodes import YamlFile, parse_yaml

BEFORE = "goals:\n  - id: G1\n    title: {en: one}\n"
AFTER = "  - id: G3\n    title: {en: three}\nmeasures:\n  - id: M1\n    title: {en: four}\n"
KEPT = {
    "goals": [{"id": "G1", "title": {"en": "one"}}, {"id": "G3", "title": {"en": "three"}}],
    "measures": [{"id": "M1", "title": {"en": "four"}}],
}


def rules(file: YamlFile) -> list[str]:
    return [fault.rule for fault in file.faults]


@pytest.mark.parametrize(
    ("entry", "line", "column"),
    [
        ("  - id: G2\n    title: {en: a: b}\n", 5, 18),
        ("  - id: G2\n    title: a: b\n", 5, 13),
        ("  - id: G2\n     title: {en: two}\n", 5, 11),
        ("  - id: G2\n   title: {en: two}\n", 5, 4),
        ("  - id: G2\n\ttitle: {en: two}\n", 5, 1),
        ("  - id: G2\n    title: {en: 'two}\n", 5, 17),
        ('  - id: G2\n    title: {en: "two}\n', 5, 17),
        ("  - id: G2\n    title: {en: two}}\n", 5, 21),
        ("  - id: G2\n    title: [en, two}\n", 5, 20),
        ("  - id: G2\n    title: @two\n", 5, 12),
        ("  - id: G2\n    title: `two`\n", 5, 12),
        ("  - id: G2\n    title: %two\n", 5, 12),
        ('  - id: G2\n    title: "\\q"\n', 5, 13),
        ("  - id: G2\n    title: !!\n", 5, 14),
        ("  - id: G2\n    title: &\n", 5, 13),
        ("  - id: G2\n    title: {en: two\n", 6, 7),
        ("  - id: G2\n    - x\n", 5, 5),
        ("  - id: G2\n  title: {en: two}\n", 5, 3),
        ("  - id: G2\n      title: {en: two}\n", 5, 12),
        ("- id: G2\n  title: {en: two}\n", 4, 1),
    ],
)
def test_only_the_broken_entry_is_skipped(entry: str, line: int, column: int) -> None:
    file = parse_yaml((BEFORE + entry + AFTER).encode())
    assert file.data == KEPT
    assert [(f.rule, f.line + 1, f.column + 1) for f in file.faults] == [("syntax-error", line, column)]
    assert file.faults[0].args["problem"]
    assert "G2" in file.skipped


@pytest.mark.parametrize("entry", ["  id: G2\n", "   - id: G2\n", "    - id: G2\n", "      - id: G2\n"])
def test_entry_that_cannot_be_told_from_the_one_above_takes_it_along(entry: str) -> None:
    file = parse_yaml((BEFORE + entry + AFTER).encode())
    assert file.data == {**KEPT, "goals": KEPT["goals"][1:]}
    assert [(f.rule, f.line) for f in file.faults] == [("syntax-error", 3)]
    assert "G1" in file.skipped


def test_what_is_never_closed_is_found_where_it_was_opened() -> None:
    for text in ("a: 1\nb: {c: 1\n\n", "a: 1\nb: 'c\n\n", "a: 1\nb: [c\n", "a: 1\nb: [c\n  # end"):
        assert [(f.rule, f.line, f.column) for f in parse_yaml(text.encode()).faults] == [("syntax-error", 1, 3)], text


@pytest.mark.parametrize("text", ["a: 1\nb: [c,", "a: 1\nb: [c,\n", "a: 1\nb: [c,\n\n\n", "a: 1\n? [c,\n"])
def test_fault_at_the_end_lies_inside_the_file(text: str) -> None:
    assert [(f.rule, f.line) for f in parse_yaml(text.encode()).faults] == [("syntax-error", 1)]


def test_several_broken_entries_are_each_found() -> None:
    text = BEFORE + "  - id: G2\n    title: a: b\n" + AFTER + "  - id: M2\n    title: 'x\n  - id: M3\n"
    file = parse_yaml(text.encode())
    assert file.data == {**KEPT, "measures": [*KEPT["measures"], {"id": "M3"}]}
    assert rules(file) == ["syntax-error", "syntax-error"]


def test_positions_after_a_skipped_entry_are_those_of_the_file() -> None:
    file = parse_yaml((BEFORE + "  - id: G2\n    title: a: b\n" + AFTER + "  - !x {id: M2}\n").encode())
    tag = next(fault for fault in file.faults if fault.rule == "tag")
    assert (tag.line, tag.column) == (10, 4)
    assert file.lines[tag.line][tag.column :] == "!x {id: M2}"


def test_broken_section_is_skipped_and_the_next_is_read() -> None:
    file = parse_yaml(b"goals: {a: [}\nmeasures: []\n")
    assert file.data == {"measures": []}


def test_too_many_syntax_errors_end_the_reading() -> None:
    text = "goals:\n" + "".join(f"  - id: G{i}\n    title: a: b\n" for i in range(100))
    file = parse_yaml(text.encode())
    assert file.data is None
    assert rules(file) == ["syntax-error"] * 20


def test_control_characters_do_not_use_up_the_patience_for_syntax_errors() -> None:
    text = "# \x07\n" * 30 + BEFORE + "  - id: G2\n    title: a: b\n" + AFTER
    file = parse_yaml(text.encode())
    assert file.data == KEPT
    assert rules(file) == ["control-character"] * 30 + ["syntax-error"]


def test_readings_of_a_failed_attempt_are_forgotten() -> None:
    entries = "".join(f"  - {{id: {i}, number: 010, title: {{en: 4.10, fi: no}}}}\n" for i in range(200))
    for _ in range(3):
        file = parse_yaml((f"goals:\n{entries}" + "  - id: G2\n    title: a: b\n" + AFTER).encode())
        assert rules(file) == ["syntax-error"]


# ---- limits ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "[{a: "])
def test_too_deep_is_left_out_and_the_rest_read(opening: str) -> None:
    closing = {"[": "]", "{a: ": "}", "- ": "", "[{a: ": "}]"}[opening]
    depth = DEFAULT_LIMITS.depth + 10
    file = parse_yaml(f"a:\n  {opening * depth}x{closing * depth}\nb: 2\n".encode())
    assert file.data["b"] == "2"
    assert rules(file)[:1] == ["too-large"]
    assert file.faults[0].args == {"limit": "depth", "value": str(DEFAULT_LIMITS.depth)}
    assert file.faults[0].line == 1


def test_depth_up_to_the_limit_is_read() -> None:
    depth = DEFAULT_LIMITS.depth - 1
    assert rules(parse_yaml(f"a: {'[' * depth}x{']' * depth}\n".encode())) == []
    assert rules(parse_yaml(f"a: {'[' * (depth + 1)}x{']' * (depth + 1)}\n".encode())) == ["too-large"]


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "{? "])
def test_bottomless_nesting_costs_no_time(opening: str) -> None:
    began = time.monotonic()
    file = parse_yaml(f"a:\n  {opening * 100_000}\nb: 2\n".encode())
    assert time.monotonic() - began < 5
    assert file.data is None or file.data == {"b": "2"} or file.data["b"] == "2"
    assert file.faults


def test_long_scalar_is_left_out_and_the_rest_read() -> None:
    file = parse_yaml(f"a: {'x' * (DEFAULT_LIMITS.scalar + 1)}\nb: {'x' * DEFAULT_LIMITS.scalar}\n".encode())
    assert not file.data["a"]
    assert len(file.data["b"]) == DEFAULT_LIMITS.scalar
    assert [(f.rule, f.line, f.column, f.args) for f in file.faults] == [
        ("too-large", 0, 3, {"limit": "scalar", "value": "200000"})
    ]


@pytest.mark.parametrize("count", [20_000])
def test_same_key_again_and_again_costs_no_time(count: int) -> None:
    began = time.monotonic()
    file = parse_yaml(b"a: 1\n" * count)
    assert time.monotonic() - began < 5
    assert len(file.faults) == count - 1


# ---- bytes ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "line", "column", "problem"),
    [
        (b"a: caf\xe9\nb: 2\n", 0, 6, "0xE9"),
        (b"b: 2\n# \xc3\xa4\xc3\xa4 \xff\n", 1, 5, "0xFF"),
        (b"b: 2\na: \xed\xa0\x80\n", 1, 3, "0xED"),
        (b"b: 2\na: \xc0\x80\n", 1, 3, "0xC0"),
        (b"b: 2\na: \xf4\x90\x80\x80\n", 1, 3, "0xF4"),
        (b"b: 2\na: \xe2\x82", 1, 3, "0xE2"),
        (b"\xef\xbb\xbfb: 2\n", 0, 0, "byte order mark"),
        (b"\xff\xfe" + "b: 2\nä: 3\n".encode("utf-16-le"), 0, 0, "UTF-16"),
        (b"\xfe\xff" + "b: 2\nä: 3\n".encode("utf-16-be"), 0, 0, "UTF-16"),
        (b"\xff\xfe" + "b: 2\n# ä".encode("utf-16-le")[:-1], 0, 0, "UTF-16"),
    ],
)
def test_bad_encoding_is_found_and_the_rest_read(raw: bytes, line: int, column: int, problem: str) -> None:
    file = parse_yaml(raw)
    first = file.faults[0]
    assert (first.rule, first.line, first.column, first.args["problem"]) == ("bad-encoding", line, column, problem)
    assert file.data["b"] == "2"


@pytest.mark.parametrize(
    "character",
    ["\x00", "\x07", "\x0b", "\x0c", "\x1b", "\x7f", "\x80", "\x85", "\x9f", "\u2028", "\u202e", "\u2066", "\ufffe"],
)
def test_control_character_becomes_a_replacement_at_its_place(character: str) -> None:
    file = parse_yaml(f"b: 2\na: 'xä{character}y{character}'\n".encode())
    assert file.data == {"b": "2", "a": "xä\ufffdy\ufffd"}
    expected = {"character": f"U+{ord(character):04X}"}
    assert [(f.rule, f.line, f.column, f.args) for f in file.faults] == [("control-character", 1, 6, expected)]


@pytest.mark.parametrize("escape", ["\\0", "\\a", "\\e[31m", "\\x9b", "\\N", "\\L", "\\u202e", "\\ufffe"])
def test_control_character_as_an_escape_is_one_too(escape: str) -> None:
    file = parse_yaml(f'b: 2\na: "x{escape}y"\n"k{escape}": 3\n'.encode())
    assert [(f.rule, f.line, f.column) for f in file.faults] == [
        ("control-character", 1, 3),
        ("control-character", 2, 0),
    ]
    assert "\ufffd" in file.data["a"]
    assert not any(key.endswith("\x00") for key in file.data)


@pytest.mark.parametrize("character", ["\t", "\xa0", "\xad", "\u200b", "\ufeff", "😀", "\U0010ffff", "\ue000"])
def test_other_characters_stand_as_they_are(character: str) -> None:
    file = parse_yaml(f"a: 'x{character}y'\n".encode())
    assert file.data == {"a": f"x{character}y"}
    assert file.faults == ()
