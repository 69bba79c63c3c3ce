"""Separated values: the encoding, the separator and the cells as people saved them."""

from __future__ import annotations

import pytest

from sotetrace.errors import UnreadableError, UsageError
from sotetrace.store.tables_text import MAX_COLUMNS, guess_separator, read_separated

TEXT = "Tavoite;Määrä\nJärvi, puhdas;12,5\n"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (TEXT.encode(), ("encoding", "utf-8")),
        (b"\xef\xbb\xbf" + TEXT.encode(), ("encoding", "utf-8-sig")),
        (TEXT.encode("utf-16"), ("encoding", "utf-16")),
        (TEXT.encode("utf-16-le"), ("encoding", "utf-16-le")),
        (TEXT.encode("utf-16-be"), ("encoding", "utf-16-be")),
        (TEXT.encode("cp1252"), ("guess", "cp1252")),
    ],
)
def test_encoding_is_found_and_said(raw: bytes, expected: tuple[str, str]) -> None:
    tables = read_separated("a/plan.csv", raw)
    assert [row.cells for row in tables.tables[0].rows] == [("Tavoite", "Määrä"), ("Järvi, puhdas", "12,5")]
    assert tables.read_as == (expected, ("separator", ";"))
    assert tables.tables[0].name == "plan.csv"


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_separator_is_guessed(separator: str) -> None:
    assert guess_separator(f'a{separator}"b;,|\t"\n1{separator}2\n') == separator


def test_separator_that_excel_names_and_one_that_the_caller_names() -> None:
    assert read_separated("x", b"sep=,\na,b;c\n").tables[0].rows[0].cells == ("a", "b;c")
    assert read_separated("x", b"a:b;c\n", separator=":").tables[0].rows[0].cells == ("a", "b;c")


def test_encoding_that_the_caller_names() -> None:
    assert read_separated("x", "å;ä\n".encode("cp850"), encoding="cp850").tables[0].rows[0].cells == ("å", "ä")
    with pytest.raises(UsageError, match="is no encoding"):
        read_separated("x", b"a", encoding="klingon")
    with pytest.raises(UnreadableError, match="is not utf-8"):
        read_separated("x", b"\xff", encoding="utf-8")


def test_lines_in_cells_and_characters_that_cannot_be_shown() -> None:
    tables = read_separated("x", b'a,"two\r\nlines"\nb\x00b,c\x1b[31m\n')
    assert [row.cells for row in tables.tables[0].rows] == [("a", "two\nlines"), ("b\ufffdb", "c\ufffd[31m")]
    assert [(remark.reason, remark.row, remark.column) for remark in tables.remarks] == [
        ("control", 2, 1),
        ("control", 2, 2),
    ]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b" \n", "is empty"),
        (b'a,"b', "line 1"),
        (b"PK\x03\x04", "looks like xlsx"),
        (b"\xd0\xcf\x11\xe0", "looks like xls"),
        (b"%PDF-1.7", "looks like pdf"),
        (b"a," * MAX_COLUMNS, "columns"),
        (b"a," + b"x" * 200_000, "line 1"),
    ],
)
def test_what_is_no_table_is_refused(raw: bytes, words: str) -> None:
    with pytest.raises(UnreadableError, match=words) as refused:
        read_separated("plan.csv", raw)
    assert refused.value.hint
