"""Steering characters are shown, and everything else is left as it is."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sotetrace.report.inert import inert, inert_excerpt, inert_json, inert_lines

BIDI = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
SAME_IN_EVERY_RUN = settings(derandomize=True, database=None, deadline=None)


@pytest.mark.parametrize("text", ["", "ä – “x” 中 👩‍⚕️ é", "a::b", "std::vector", "## two", "#[x]", "C:\\x"])
def test_plain_text_is_left_alone(text: str) -> None:
    assert inert(text) == text
    assert inert_lines(text) == [text]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mb", "a\\u{1B}[31mb"),
        ("a\u202eb", "a\\u{202E}b"),
        ("a\x9bb", "a\\u{9B}b"),
        ("a \t\r\n b", "a b"),
        ("a\u2028b", "a\\u{2028}b"),
        ("::error::x", "\\u{3A}:error::x"),
        ("x ::group::y", "x \\u{3A}:group::y"),
        ("::error file=a,line=1::x", "\\u{3A}:error file=a,line=1::x"),
        ("##[error]x", "\\u{23}#[error]x"),
        ("##vso[a]b", "\\u{23}#vso[a]b"),
    ],
)
def test_what_steers_is_shown(text: str, shown: str) -> None:
    assert inert(text) == shown


def test_lines_keep_their_breaks() -> None:
    assert inert_lines("a\n\tb\x1b") == ["a", "    b\\u{1B}"]


@SAME_IN_EVERY_RUN
@given(st.text())
def test_no_control_or_bidi_is_left(text: str) -> None:
    for shown in (inert(text), *inert_lines(text)):
        assert not [c for c in shown if unicodedata.category(c) in ("Cc", "Zl", "Zp", "Cs")]
        assert not [c for c in shown if unicodedata.bidirectional(c) in BIDI]


@SAME_IN_EVERY_RUN
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_json_keeps_its_meaning(text: str) -> None:
    written = json.dumps({"a": text, text: 1}, ensure_ascii=False, indent=2)
    assert json.loads(inert_json(written)) == json.loads(written)
    assert inert_json(written).count("\n") == written.count("\n")


@pytest.mark.parametrize("text", ["::error::x", "##[error]x", "\x7f\x9b", "\u202e"])
def test_json_escapes(text: str) -> None:
    written = inert_json(json.dumps(text, ensure_ascii=False))
    assert "\\u00" in written or "\\u20" in written
    assert json.loads(written) == text


@pytest.mark.parametrize(
    ("text", "column", "width", "expected"),
    [
        ("abc def ghi", 5, 3, ("abc ", "def", " ghi")),
        ("abc", 1, 1, ("", "a", "bc")),
        ("abc", 4, 1, ("abc", " ", "")),
        ("", 1, 1, ("", " ", "")),
        ("\tx: y", 2, 1, ("    ", "x", ": y")),
        ("\x1b[0m", 1, 1, ("", "\\u{1B}", "[0m")),
    ],
)
def test_excerpt(text: str, column: int, width: int, expected: tuple[str, str, str]) -> None:
    assert inert_excerpt(text, column, width) == expected


def test_excerpt_of_a_long_line_is_short() -> None:
    before, marked, rest = inert_excerpt("x" * 5000 + "HERE" + "y" * 5000, 5001, 4)
    assert (before[0], marked, rest[-1]) == ("…", "HERE", "…")
    assert len(before + marked + rest) < 300
    before, marked, rest = inert_excerpt("z" * 9000, 1, 9000)
    assert len(before + marked + rest) <= 201
