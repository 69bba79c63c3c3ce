"""The workbook, read back with openpyxl: what stands where, that nothing calculates, and that bytes do not change."""

from __future__ import annotations

import datetime as dt
import io
import re
import time
import zipfile
from collections import Counter
from typing import Any
from unittest import mock

import pytest

from sotetrace.coverage import READ_TIERS, SOURCE_TIERS
from sotetrace.messages import Translator
from sotetrace.model.text import LANGUAGES, Language
from sotetrace.report.exporters import xlsx
from tests.exports.books import cells_of, read_book, table_of
from tests.exports.sources import ALL_HOSTILE, coverage, export, exported, gaps, hostile, model, vision

STEERING = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]"
)
SHEETS = ("set.overview", "sheet.elements", "sheet.links", "set.matrix", "coverage.gaps", "set.waivers", "set.glossary")


def sheet(name: str, language: Language = "en") -> Any:
    return read_book(exported("xlsx", language))[Translator(language)(name)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_sheets_are_named_in_the_language_and_can_be_filtered(language: Language) -> None:
    words = Translator(language)
    book = read_book(exported("xlsx", language))
    assert book.sheetnames == [words(name) for name in SHEETS]
    for page in book.worksheets:
        assert len(page.title) <= 31
        assert page.auto_filter.ref
        table_of(page)
    frozen = {words(name): read_book(exported("xlsx", language))[words(name)].freeze_panes for name in SHEETS[1:]}
    assert frozen[words("sheet.elements")] == "D2"
    assert frozen[words("set.matrix")] == "C2"


def test_elements_and_parts_are_all_there() -> None:
    rows = table_of(sheet("sheet.elements"))
    expected = [one for e in model()["elements"] for one in (e["id"], *(part["id"] for part in e["parts"]))]
    assert [row["Id"] for row in rows] == expected
    titles = {row["Id"]: row["Title"] for row in rows}
    assert all(titles[element["id"]] == element["title"]["en"] for element in model()["elements"])


def test_links_say_their_basis_confidence_and_review() -> None:
    words = Translator("en")
    rows = table_of(sheet("sheet.links"))
    assert len(rows) == len(model()["links"])
    for row, link in zip(rows, model()["links"], strict=True):
        assert row["From"] == (link["source_part"] or link["source"])
        assert row["To"] == (link["target_part"] or link["target"])
        assert row["Basis"] == words(f"basis.{link['basis']}")
        is_inferred = link["basis"] == "inferred"
        assert row["Confidence"] == (words(f"tier.{link['confidence']}") if is_inferred else "")
        assert bool(row["Review"]) == is_inferred
        assert row["Reason"] == link["rationale"].get("en", "")


def test_inferred_links_never_look_like_stated_ones() -> None:
    page = sheet("sheet.links")
    column = [cell.value for cell in page[1]].index("Basis")
    looks: dict[str, set[tuple[str, bool]]] = {}
    for (row,), link in zip(
        page.iter_rows(min_row=2, min_col=column + 1, max_col=column + 1), model()["links"], strict=True
    ):
        looks.setdefault(link["basis"], set()).add((row.fill.fgColor.rgb, bool(row.font.italic)))
    for basis in looks.keys() - {"inferred"}:
        assert not looks[basis] & looks["inferred"]
        assert not any(italic for _, italic in looks[basis])
    assert all(italic for _, italic in looks["inferred"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_matrix_that_nobody_could_open_says_so_and_where_the_links_are(language: Language) -> None:
    words = Translator(language)
    kinds = Counter(element["kind"] for element in model()["elements"])
    rows, columns = kinds["measure"], kinds["sub_goal"]
    with mock.patch("sotetrace.report.workbook.tables.MAX_PAIRS", rows * columns - 1):
        book = read_book(export(vision(), "xlsx", language))
    (row,) = table_of(book[words("set.matrix")])
    said = str(*row.values())
    assert f"{rows} × {columns}" in said
    assert words("sheet.links") in said
    with mock.patch("sotetrace.report.workbook.tables.MAX_PAIRS", rows * columns):
        assert export(vision(), "xlsx", language) == exported("xlsx", language)


def test_matrix_is_that_of_the_json_export() -> None:
    words = Translator("en")
    rows = {str(row["Id"]): row for row in table_of(sheet("set.matrix"))}
    best: dict[tuple[str, str], str] = {}
    for link in model()["links"]:
        if link["type"] == "advances" and link["basis"] == "inferred" and link["sign"] == "positive":
            pair = link["source"], link["target"]
            best[pair] = min(best.get(pair, "low"), link["confidence"], key=("high", "medium", "low").index)
    for measure, row in rows.items():
        for heading, shown in row.items():
            pair = measure, heading.partition(" ")[0]
            if pair in best:
                assert str(shown).endswith(words(f"tier.{best[pair]}"))
            elif heading not in ("Id", "Measure"):
                assert shown == "·" or str(shown).startswith("±")


def test_figures_are_those_of_coverage() -> None:
    words = Translator("en")
    rows = [row for row in table_of(sheet("set.overview")) if row["Level"] == "all"]
    assert len(rows) == len(coverage()["expectations"])
    for row, expectation in zip(rows, coverage()["expectations"], strict=True):
        assert row["Total"] == expectation["total"]
        for scale, head, tiers in (("as_source", "Source", SOURCE_TIERS), ("as_read", "As read", READ_TIERS)):
            shown = [row[f"{head}: {words(f'tier.{tier}')}"] for tier in tiers]
            if not expectation["is_applicable"] or (scale == "as_read" and expectation["is_structural"]):
                assert set(shown) == {"n/a"}
            else:
                assert shown == [expectation[scale][tier] for tier in tiers]
    by_level = Counter(row["Expectation"] for row in table_of(sheet("set.overview")) if row["Level"] != "all")
    assert by_level["sub-goal ← measure"] == 4
    said = [str(cell.value) for cell in cells_of(sheet("set.overview"))]
    assert set(coverage()["headline"]) <= {str(cell.value) for cell in cells_of(sheet("set.overview", "fi"))} | set(
        said
    )
    assert words("coverage.caveat") in said
    assert [row["Id"] for row in table_of(sheet("coverage.gaps"))] == gaps()
    assert len([row for row in table_of(sheet("set.waivers")) if row["Id"]]) == len(vision().opened.workspace.waivers)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_leads_to_the_row_of_its_id(language: Language) -> None:
    book = read_book(exported("xlsx", language))
    count = 0
    for page in book.worksheets:
        for cell in cells_of(page):
            if cell.hyperlink is None:
                continue
            count += 1
            assert cell.hyperlink.target is None
            target, _, address = str(cell.hyperlink.location).rpartition("!")
            assert book[target.strip("'")][address].value == str(cell.value).partition(" ")[0]
    assert count > 2 * len(model()["links"])


def test_bytes_are_the_same_on_any_day() -> None:
    raw = export(vision(), "xlsx")
    with (
        mock.patch("time.time", return_value=4e9),
        mock.patch("time.localtime", return_value=time.gmtime(4e9)),
    ):
        assert export(vision(), "xlsx") == raw
    assert {entry.date_time for entry in zipfile.ZipFile(io.BytesIO(raw)).infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = read_book(raw).properties
    assert properties.created == properties.modified == dt.datetime(2000, 1, 1)  # noqa: DTZ001  openpyxl gives it without a zone


@pytest.mark.parametrize("name", ALL_HOSTILE)
def test_hostile_text_is_text(name: str) -> None:
    raw = export(hostile(name), "xlsx")
    count = 0
    for page in read_book(raw).worksheets:
        for cell in cells_of(page):
            assert cell.data_type in "sn", (page.title, cell.coordinate, cell.value)
            assert not STEERING.search(str(cell.value))
            assert cell.hyperlink is None or cell.hyperlink.target is None
            count += cell.data_type == "s"
    assert count > 100
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        parts = {part: packed.read(part).decode("utf-8") for part in packed.namelist()}
    assert not [part for part, text in parts.items() if "<f>" in text or 'TargetMode="External"' in text]


def test_text_that_is_too_long_is_cut_and_said() -> None:
    writer = xlsx._Writer(mock.MagicMock(), Translator("fi"), [])
    for text in ("x" * 40_000, "\U0001f600" * 20_000):
        cut = writer._cut(text)
        assert len(cut.encode("utf-16-le")) // 2 <= xlsx.MAX_TEXT
        assert cut.endswith("(katkaistu; merkkejä kaikkiaan 40000)")
    assert writer._cut("x" * xlsx.MAX_TEXT) == "x" * xlsx.MAX_TEXT


def test_links_end_where_excel_would_refuse_the_file() -> None:
    with mock.patch.object(xlsx, "MAX_LINKS", 3):
        book = read_book(export(vision(), "xlsx"))
    for page in book.worksheets:
        assert sum(1 for cell in cells_of(page) if cell.hyperlink is not None) <= 3
