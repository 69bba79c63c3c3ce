"""Text in styles: wrapped as rich wraps it, cut and fitted to widths."""

from __future__ import annotations

from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.text import Text

from sotetrace.report.page import Span
from sotetrace.report.styled import cut, fit_widths, styled, wrap

WORDS = st.lists(st.sampled_from(["a", "talo", "pitkäsanatässä", "漢字", "G2.1", "—", "-", "e\u0301"]), max_size=12)


@given(words=WORDS, width=st.integers(2, 30))
def test_wraps_as_rich_does(words: list[str], width: int) -> None:
    """The library is the measure; laying out each cell with it would take most of the time of a long report."""
    text = " ".join(words)
    expected = [line.plain.rstrip() for line in Text(text).wrap(Console(file=StringIO()), width)]
    assert [line.text.rstrip() for line in wrap(styled(text), width)] == expected


@given(words=WORDS, width=st.integers(1, 30))
def test_wrapping_loses_no_word_and_no_style(words: list[str], width: int) -> None:
    cell = tuple(Span(f"{word} ", "id" if number % 2 else "bad") for number, word in enumerate(words))
    lines = wrap(styled(cell), width)
    assert "".join("".join(line.text for line in lines).split()) == "".join(words)
    shown = [(character, style) for line in lines for part, style in line.iter_runs() for character in part]
    given_ = [(character, span.style) for span in cell for character in span.text]
    assert [pair for pair in shown if pair[0] != " "] == [pair for pair in given_ if pair[0] != " "]


def test_cut_marks_what_is_missing() -> None:
    assert cut(styled("abcdef"), 6).text == "abcdef"
    assert cut(styled("abcdef"), 4).text == "abcd"
    assert cut(styled("abcdef"), 4, "…").text == "abc…"


@pytest.mark.parametrize(
    ("widths", "wraps", "room", "fitted"),
    [
        ([5, 9], [False, True], 20, [5, 9]),
        ([5, 9], [False, True], 10, [5, 5]),
        ([5, 20, 30], [False, True, True], 35, [5, 15, 15]),
        ([5, 20, 8], [False, True, True], 25, [5, 12, 8]),
        ([20, 20], [False, False], 30, [15, 15]),
        ([], [], 10, []),
    ],
)
def test_columns_that_wrap_give_way_first(widths: list[int], wraps: list[bool], room: int, fitted: list[int]) -> None:
    assert fit_widths(widths, wraps, room) == fitted
