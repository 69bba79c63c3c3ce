"""YAML text to plain data: positions, scalars that stay strings, what the format has no place for."""

from __future__ import annotations

from typing import Any

import pytest

from sotetrace.store.marks import Mark, Marks
from sotetrace.store.yaml_nodes import YamlFile, parked_keys, parse_yaml

TYPED = frozenset(("order", "date"))


def parse(text: str) -> YamlFile:
    return parse_yaml(text.encode(), typed_keys=TYPED)


def faults(text: str) -> list[tuple[str, int, int]]:
    return [(fault.rule, fault.line, fault.column) for fault in parse(text).faults]


def marks_of(text: str, file: int = 0) -> tuple[Any, Marks]:
    marks = Marks()
    return parse_yaml(text.encode(), marks, file, TYPED).data, marks


def found(marks: Marks, container: Any, key: str | int) -> tuple[int, int, int, int]:
    mark = marks.find(container, key)
    assert mark is not None
    return mark.key_line, mark.key_column, mark.line, mark.column


# ---- positions -----------------------------------------------------------------------------------------------------


def test_keys_values_and_entries_have_exact_positions() -> None:
    data, marks = marks_of('# head\ngoals:\n  - id: G1\n    title: {fi: Äänekoski, sv:  "Å"}\n  - id: G2\n')
    first = data["goals"][0]
    assert found(marks, data, "goals") == (1, 0, 2, 2)
    assert found(marks, data["goals"], 0) == (2, 4, 2, 4)
    assert found(marks, data["goals"], 1) == (4, 4, 4, 4)
    assert found(marks, first, "title") == (3, 4, 3, 11)
    assert found(marks, first["title"], "fi") == (3, 12, 3, 16)
    assert found(marks, first["title"], "sv") == (3, 27, 3, 32)


@pytest.mark.parametrize("before", ["ä", "åäö", "漢字", "😀", "e\u0301", "\ufeff", "‑–’"])
def test_columns_count_characters_not_bytes(before: str) -> None:
    text = f'{{"{before}": 1, b: 2}}\n'
    data, marks = marks_of(text)
    assert found(marks, data, "b") == (0, text.index("b"), 0, text.index("2"))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_do_not_move_positions(end: str) -> None:
    text = end.join(("a: 1", "", "b:", "  - x", "  - y: 2", ""))
    data, marks = marks_of(text)
    assert data == {"a": "1", "b": ["x", {"y": "2"}]}
    assert found(marks, data, "b") == (2, 0, 3, 2)
    assert found(marks, data["b"], 1) == (4, 4, 4, 4)
    assert found(marks, data["b"][1], "y") == (4, 4, 4, 7)
    assert tuple(parse(text).lines) == ("a: 1", "", "b:", "  - x", "  - y: 2")


@pytest.mark.parametrize("separator", ["\x85", "\u2028", "\u2029"])
def test_separators_that_no_editor_counts_move_no_line(separator: str) -> None:
    text = f"a: x{separator}y\nb: 2\n"
    data, marks = marks_of(text)
    assert data == {"a": "x\ufffdy", "b": "2"}
    assert found(marks, data, "b") == (1, 0, 1, 3)
    assert faults(text) == [("control-character", 0, 4)]


def test_block_scalar_has_the_position_of_its_sign() -> None:
    data, marks = marks_of("a: >-\n  one\n  two\nb: |\n  three\n")
    assert data == {"a": "one two", "b": "three\n"}
    assert found(marks, data, "a") == (0, 0, 0, 3)
    assert found(marks, data, "b") == (3, 0, 3, 3)


def test_the_number_of_the_file_is_kept() -> None:
    data, marks = marks_of("a: 1\n", file=4095)
    assert marks.find(data, "a") == Mark(4095, 0, 0, 0, 3)


def test_what_has_no_position_is_not_found() -> None:
    data, marks = marks_of("a: [x]\n")
    assert marks.find(data, "b") is None
    assert marks.find(data["a"], 1) is None
    assert marks.find(data["a"], -1) is None
    assert marks.find(data["a"], "0") is None
    assert marks.find({"a": 1}, "a") is None
    data["b"] = "added later"
    assert marks.find(data, "b") is None


@pytest.mark.parametrize("size", [3, 63, 64, 65, 500])
def test_dropping_keeps_the_positions_of_the_rest(size: int) -> None:
    data, marks = marks_of("".join(f"k{i}: {i}\n" for i in range(size)) + "list: [" + "x, " * size + "]\n")
    for i in range(0, size, 2):
        marks.drop(data, f"k{i}")
    for i in reversed(range(0, size, 2)):
        marks.drop(data["list"], i)
    for i in range(1, size, 2):
        assert found(marks, data, f"k{i}") == (i, 0, i, len(f"k{i}: "))
        assert found(marks, data["list"], i // 2)[3] == len("list: [") + 3 * i
    data["added"] = "later"
    assert marks.find(data, "added") is None
    marks.drop(data, "added")
    assert "added" not in data


def test_dropping_everything_leaves_room_for_something_new() -> None:
    data, marks = marks_of("a: 1\n")
    marks.drop(data, "a")
    data["a"] = "new"
    assert marks.find(data, "a") is None
    marks.drop(data, "a")
    assert data == {}


# ---- scalars -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        *((word, "boolean") for word in ("y", "Y", "yes", "No", "NO", "true", "False", "on", "OFF", "n")),
        *((word, "integer") for word in ("0", "1", "010", "0x1F", "0b11", "1_000", "-5", "+12")),
        *((word, "number") for word in ("4.10", "4.", ".5", "1e3", "1.5E-3", "-.inf", ".NaN", "+1.0")),
        *((word, "time") for word in ("1:30", "12:30:45", "190:20:30.15", "-1:30")),
        *((word, "date") for word in ("2026-01-01", "2026-1-1", "2026-11-22T10:00:00Z", "2026-11-22 10:00:00")),
    ],
)
def test_traps_of_yaml_1_1_stay_strings_and_are_noted(text: str, reading: str) -> None:
    data, marks = marks_of(f"a: {text}\nb: [x, {text}]\norder: {text}\n")
    assert data == {"a": text, "b": ["x", text], "order": text}
    assert marks.readings(data) == {"a": reading}
    assert marks.readings(data["b"]) == {1: reading}
    assert marks.has_readings()


@pytest.mark.parametrize(
    "text",
    [
        "yesterday",
        "nope",
        "1.2.3",
        "G1.1",
        "1a",
        "--",
        "2026-13",
        "12:75",
        "0x",
        "1,5",
        "10 %",
        "+",
        "-a",
        "e5",
        "0b2",
        ".",
    ],
)
def test_near_misses_have_no_reading(text: str) -> None:
    data, marks = marks_of(f"a: {text}\n")
    assert data == {"a": text}
    assert not marks.has_readings()


@pytest.mark.parametrize("text", ["yes", "010", "4.10", "1:30", "2026-01-01"])
def test_quoted_scalars_have_no_reading(text: str) -> None:
    data, marks = marks_of(f"a: '{text}'\nb: \"{text}\"\nc: >-\n  {text}\n")
    assert set(data.values()) == {text}
    assert not marks.has_readings()


@pytest.mark.parametrize("text", ["", "~", "null", "Null", "NULL"])
def test_nothing_is_none(text: str) -> None:
    assert parse(f"a: {text}\nb: [{text or '~'}]\n").data == {"a": None, "b": [None]}


def test_quoted_nothing_is_text() -> None:
    assert parse("a: ''\nb: \"~\"\nc: 'null'\n").data == {"a": "", "b": "~", "c": "null"}


@pytest.mark.parametrize("key", ["yes", "1", "~", "null", "2026-01-01", "", "a b", "ä"])
def test_keys_are_strings(key: str) -> None:
    assert parse(f"'{key}': 1\n").data == {key: "1"}
    assert parse(f"? {key}\n: 1\n").data == {key: "1"}


# ---- what the format has no place for ------------------------------------------------------------------------------


def test_of_two_equal_keys_the_first_is_kept() -> None:
    file = parse("a: 1\nb: 2\na: 3\na: {x: [4]}\n")
    assert {key: value for key, value in file.data.items() if key not in parked_keys(file.data)} == {"a": "1", "b": "2"}
    assert [(f.rule, f.line, f.column, f.args) for f in file.faults] == [
        ("duplicate-key", 2, 0, {"key": "a"}),
        ("duplicate-key", 3, 0, {"key": "a"}),
    ]


def test_anchor_and_alias_are_faults_without_being_followed() -> None:
    file = parse("a: &x {k: 1}\nb: *x\nc: [*x, &y z]\n")
    assert file.data == {"a": {"k": "1"}, "b": None, "c": [None, "z"]}
    assert [(f.rule, f.line, f.column, f.args["name"]) for f in file.faults] == [
        ("alias", 0, 3, "&x"),
        ("alias", 1, 3, "*x"),
        ("alias", 2, 4, "*x"),
        ("alias", 2, 8, "&y"),
    ]


def test_merge_key_is_an_alias_and_merges_nothing() -> None:
    file = parse("a: &x {k: 1}\nb:\n  <<: *x\n  l: 2\n")
    assert file.data["b"] == {"<<": None, "l": "2"}
    assert ("alias", 2, 6) in faults("a: &x {k: 1}\nb:\n  <<: *x\n  l: 2\n")


def test_alias_as_key_is_parked() -> None:
    file = parse("a: &x k\n*x : 1\nb: 2\n")
    assert [f.rule for f in file.faults] == ["alias", "alias"]
    assert set(file.data) - set(parked_keys(file.data)) == {"a", "b"}


def test_alias_as_the_whole_document() -> None:
    assert parse("*x\n").data is None
    assert faults("*x\n") == [("alias", 0, 0)]


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("a: !x b\n", "!x"),
        ("a: !!str b\n", "tag:yaml.org,2002:str"),
        ("a: !!python/object/apply:os.system [b]\n", "tag:yaml.org,2002:python/object/apply:os.system"),
        ("a: !<tag:x,2000:y> {b: c}\n", "tag:x,2000:y"),
    ],
)
def test_tag_is_a_fault_and_ignored(text: str, tag: str) -> None:
    file = parse(text)
    assert file.data["a"] in ("b", ["b"], {"b": "c"})
    assert [(f.rule, f.line, f.column, f.args) for f in file.faults] == [("tag", 0, 3, {"tag": tag})]


def test_non_specific_tag_is_no_fault() -> None:
    assert faults("a: ! b\n") == []


def test_mapping_as_key_is_read_past() -> None:
    file = parse("? {a: [1, {b: 2}]}\n: 3\nc: 4\n")
    assert set(file.data) - set(parked_keys(file.data)) == {"c"}
    assert [(f.rule, f.line, f.column) for f in file.faults] == [("syntax-error", 0, 2)]


def test_second_document_is_not_read() -> None:
    file = parse("a: 1\n---\nb: 2\n")
    assert file.data == {"a": "1"}
    assert [(f.rule, f.line) for f in file.faults] == [("several-documents", 1)]


@pytest.mark.parametrize("text", ["---\na: 1\n", "---\na: 1\n...\n", "%YAML 1.1\n---\na: 1\n"])
def test_one_document_may_say_where_it_begins_and_ends(text: str) -> None:
    assert parse(text).data == {"a": "1"}
    assert faults(text) == []


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n", "---\n...\n", "~\n"])
def test_nothing_at_all_is_an_empty_document(text: str) -> None:
    assert parse(text).data is None
    assert faults(text) == [("empty-document", 0, 0)]
