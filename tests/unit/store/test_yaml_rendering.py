"""Data becomes YAML that says the same, whatever its texts are."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sotetrace.store.layout import lay_out
from sotetrace.store.yaml_nodes import parse_yaml
from sotetrace.store.yaml_rendering import render_yaml

_HARMLESS = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029\ufffe\uffff"))
TEXTS = _HARMLESS.filter(lambda text: "\ufeff" not in text and not any(0x202A <= ord(c) <= 0x2069 for c in text))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"a": {"fi": "Järvi"}}, "a: {fi: Järvi}\n"),
        ({"a": {"fi": "Järvi, meri"}}, 'a: {fi: "Järvi, meri"}\n'),
        ({"a": {"fi": "Järvi", "sv": "Sjö"}}, "a:\n  fi: Järvi\n  sv: Sjö\n"),
        ({"a": "no"}, 'a: "no"\n'),
        ({"a": "12"}, 'a: "12"\n'),
        ({"a": "12,5"}, "a: 12,5\n"),
        ({"a": 12}, "a: 12\n"),
        ({"a": "2026-01-31"}, "a: 2026-01-31\n"),
        ({"a": "two\nlines"}, "a: |-\n  two\n  lines\n"),
        ({"a": "- no list"}, 'a: "- no list"\n'),
        ({"a": "x: y"}, 'a: "x: y"\n'),
        ({"a": [{"id": "M1", "b": ["u", "v"]}]}, "a:\n  - id: M1\n    b: [u, v]\n"),
        ({"a": [{"to": "G1", "basis": "layout"}]}, "a:\n  - {to: G1, basis: layout}\n"),
    ],
)
def test_layout(data: dict[str, Any], expected: str) -> None:
    assert render_yaml(data) == expected


def test_long_texts_are_folded() -> None:
    text = "word " * 60 + "end"
    lines = render_yaml({"a": text}).splitlines()
    assert lines[0] == "a: >-"
    assert max(map(len, lines)) <= 120


@given(st.lists(TEXTS.filter(bool), min_size=1, max_size=4))
def test_any_text_comes_back(texts: list[str]) -> None:
    data = {"a": texts, "b": {"fi": texts[0]}, "c": [{"to": "x", "d": texts[-1]}], "e": {"fi": texts[0], "sv": "x"}}
    text = render_yaml(data)
    assert parse_yaml(lay_out("x", text.encode()).encode()).data == data
