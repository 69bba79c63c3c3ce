"""Tables that are broken or malicious: a message with a hint and a status, in little time and memory."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest

from sotetrace.store.parcels import MAX_PART
from tests.cli.runner import sotetrace

if TYPE_CHECKING:
    from pathlib import Path

_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/>'
    "</Relationships>"
)
_BOOK = (
    '<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
    '<sheet name="Plan" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
_SHEET = (
    '<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Measure</t></is></c></row>'
    '<row r="2"><c r="A2" t="inlineStr"><is><t>{text}</t></is></c></row></sheetData></worksheet>'
)
_ENTITIES = (
    '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">'
    '<!ENTITY x SYSTEM "file:///etc/passwd">]>'
)


def workbook(sheet: str = _SHEET.format(text="Pump"), **parts: str) -> bytes:
    """Return a workbook with one sheet; `parts` are further ones, by name with `__` for a slash."""
    content = {
        "_rels/.rels": _RELATIONS.format(kind="officeDocument", target="xl/workbook.xml"),
        "xl/workbook.xml": _BOOK,
        "xl/_rels/workbook.xml.rels": _RELATIONS.format(kind="worksheet", target="worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": sheet,
        **{name.replace("__", "/"): text for name, text in parts.items()},
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in content.items():
            archive.writestr(name, text)
    return stream.getvalue()


def bomb() -> bytes:
    """Return a workbook whose sheet says it unpacks to more than is read, in a few kilobytes."""
    head, tail = _SHEET.format(text="@").split("@")
    return workbook(head + "A" * 30_000_000 + tail)


def lying() -> bytes:
    """Return a workbook whose directory says that the sheet is smaller than it is."""
    raw = workbook(_SHEET.format(text="A" * 5_000))
    size = len(_SHEET.format(text="A" * 5_000)).to_bytes(4, "little")
    assert raw.count(size) == 2
    return raw.replace(size, (100).to_bytes(4, "little"))


def formula() -> bytes:
    """Return a workbook whose only row below the headings is a formula that no program has calculated."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["A2"] = "Measure", "=1+1"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


DEEP = "[" * 100_000 + "]" * 100_000
UNREADABLE = {
    "csv": {
        "empty": b"",
        "blank": b" \n \n",
        "unclosed": b'Measure\n"Pump\n',
        "giant-cell": b"Measure\n" + b"A" * 10_000_000,
        "many-columns": b"Measure" + b",x" * 100_000,
        "workbook": workbook(),
        "pdf": b"%PDF-1.7\n",
        "gzip": b"\x1f\x8b\x08\x00",
    },
    "xlsx": {
        "empty": b"",
        "text": b"Measure\nPump\n",
        "old": b"\xd0\xcf\x11\xe0" + b"\0" * 600,
        "no-zip": b"PK\x03\x04" + b"\0" * 100,
        "cut": workbook()[:300],
        "zip-of-nothing": workbook().replace(b"xl/workbook.xml", b"xl/w0rkb00k.xml"),
        "bomb": bomb(),
        "lying": lying(),
        "entities": workbook(_ENTITIES + _SHEET.format(text="&c;")),
        "outside-entity": workbook(_ENTITIES + _SHEET.format(text="&x;")),
        "broken-xml": workbook("<worksheet><sheetData><row>"),
        "cut-in-the-middle": workbook()[:-40],
        "undeclared-entity": workbook(_SHEET.format(text="&nope;")),
        "many-columns": workbook(_SHEET.replace("A2", "ZZZ2").format(text="x")),
    },
    "json-graph": {
        "empty": b"",
        "text": b"Measure",
        "list": b"[]",
        "no-nodes": b'{"links": []}',
        "odd-nodes": b'{"nodes": {"a": 1}}',
        "bare-nodes": b'{"nodes": [1, 2]}',
        "twice": b'{"nodes": [], "nodes": []}',
        "deep": DEEP.encode(),
        "digits": b'{"nodes": [{"id": ' + b"9" * 10_000 + b"}]}",
    },
}
_UTF_16 = ('<?xml version="1.0" encoding="UTF-16"?>' + _ENTITIES + _SHEET.format(text="&c;")).encode("utf-16")
CASES = [(name, case, raw) for name, cases in UNREADABLE.items() for case, raw in cases.items()]


def take(file_format: str, raw: bytes, folder: Path, *options: str) -> tuple[int, str, str]:
    (folder / "table").write_bytes(raw)
    done = sotetrace("import", file_format, "table", "-o", "plan.yaml", "--lang", "en", *options, cwd=folder)
    assert "Traceback" not in done.err + done.out
    return done.status, done.out, done.err


@pytest.mark.parametrize(("file_format", "case", "raw"), CASES, ids=[f"{name}-{case}" for name, case, _ in CASES])
def test_unreadable_file_is_said_with_a_hint(file_format: str, case: str, raw: bytes, tmp_path: Path) -> None:
    status, out, err = take(file_format, raw, tmp_path)
    assert status in (2, 3), out
    assert err.startswith("sotetrace: ")
    assert len(err.splitlines()) == 2, "what happened, and what to do"
    assert out == ""
    assert not (tmp_path / "plan.yaml").exists()


def test_entities_in_another_encoding_are_refused(tmp_path: Path) -> None:
    stream = io.BytesIO(workbook())
    with zipfile.ZipFile(stream) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    parts["xl/worksheets/sheet1.xml"] = _UTF_16
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    status, _, err = take("xlsx", target.getvalue(), tmp_path)
    assert status == 3
    assert "declares a document type" in err


@pytest.mark.parametrize("file_format", ["csv", "xlsx", "json-graph", "sssom"])
def test_folder_absent_file_and_device(file_format: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for name in ("folder", "absent", "/dev/zero"):
        done = sotetrace("import", file_format, name, cwd=tmp_path)
        assert done.status in (2, 3)
        assert done.err.startswith("sotetrace: ")
        assert done.out == ""


@pytest.mark.parametrize(
    "parts",
    [
        {"xl__vbaProject.bin": "macro"},
        {"xl__externalLinks__externalLink1.xml": "<externalLink/>"},
        {"xl__media__image1.png": "png"},
    ],
    ids=["macros", "links-out", "pictures"],
)
def test_what_lies_beside_the_cells_is_told_and_not_used(parts: dict[str, str], tmp_path: Path) -> None:
    status, out, _ = take("xlsx", workbook(**parts), tmp_path)
    assert status == 0
    assert "Taken, but note" in out


def test_formula_and_escape_in_a_cell_are_text(tmp_path: Path) -> None:
    text = "\x1b[31m=HYPERLINK(1)\u202e"
    status, out, _ = take("csv", f"Measure\n{text}\n".encode(), tmp_path)
    written = (tmp_path / "plan.yaml").read_text(encoding="utf-8")
    assert status == 0
    assert "HYPERLINK" in written
    assert "\x1b" not in written + out
    assert "\u202e" not in written + out


def test_unsaved_formula_is_left(tmp_path: Path) -> None:
    status, out, _ = take("xlsx", formula(), tmp_path)
    assert status == 1
    assert "formulas are not calculated" in " ".join(out.split())
    assert not (tmp_path / "plan.yaml").exists(), "nothing but a heading is left"


def test_lone_halves_of_characters_in_json(tmp_path: Path) -> None:
    raw = json.dumps({"nodes": [{"id": "M1", "title": "a\ud800b"}], "links": []}).encode()
    status, _, _ = take("json-graph", raw, tmp_path)
    assert status == 0
    assert "\ufffd" in (tmp_path / "plan.yaml").read_text(encoding="utf-8")


def test_bytes_of_no_encoding_are_taken_by_a_guess_that_is_said(tmp_path: Path) -> None:
    status, out, _ = take("csv", b"Measure\n\x81\x8d\xff\n", tmp_path)
    assert status in (0, 1)
    assert "Encoding (a guess)" in out


def test_limit_of_a_part_is_below_what_a_machine_has() -> None:
    assert MAX_PART <= 100_000_000


@pytest.mark.parametrize(
    "text",
    [
        "Goal" + " " * 90_000 + "!\nA\n",
        "Measure\n" + "(" * 90_000 + "\n",
        "Id,Title,Goals\nM1,A,a(" + " " * 90_000 + "b\n",
        "Id,Title,Needs\nM1,A,1" + "-1" * 45_000 + "!\n",
        "Title," + ",".join(f"G{n}" for n in range(1, 3_000)) + "\nA" + ",x" * 2_999 + "\n",
    ],
    ids=["heading", "brackets", "spaces", "dashes", "wide"],
)
def test_texts_that_would_keep_a_slow_pattern_busy(text: str, tmp_path: Path) -> None:
    status, out, err = take("csv", text.encode(), tmp_path)
    assert status in (0, 1), err
    assert out
