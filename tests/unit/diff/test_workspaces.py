"""Several documents, several files, and what is the same though its bytes are not."""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING

import pytest

from sotetrace.project import Project
from tests.builders import goal, measure, raw_vision, stated, sub_goal, text
from tests.sides import TODAY, diff_of, edited, put, reading_of, told

if TYPE_CHECKING:
    from pathlib import Path

    from sotetrace.diff import DiffResult
    from tests.builders import Raw

FIRST = raw_vision(
    {"title": text("Ääni")},
    goals=[goal("G1")],
    sub_goals=[sub_goal("G1.1", "G1")],
    measures=[measure("M1", stated("G1.1"))],
)
SECOND = raw_vision({"id": "other"}, goals=[goal("G1")])


def test_a_document_that_came_or_went_is_one_finding() -> None:
    both = reading_of(FIRST, SECOND)
    assert told(reading_of(FIRST), both) == ["document-added other"]
    assert told(both, reading_of(FIRST)) == ["document-removed other"]
    assert {one.change_class for one in diff_of(both, reading_of(FIRST)).changes} == {"breaking"}


def test_documents_pair_by_id_whatever_their_order() -> None:
    changed = edited(SECOND, put("goals.0.title.sv", "annat"))
    assert told(reading_of(FIRST, SECOND), reading_of(changed, FIRST)) == ["translation-changed G1"]


def test_a_single_document_with_another_id_is_the_same() -> None:
    assert told(FIRST, edited(FIRST, put("document.id", "plan2"))) == ["document-changed plan2"]


def test_of_two_documents_that_have_the_same_ids_each_tells_its_own() -> None:
    changed = [edited(raw, put("goals.0.title.fi", "muuta")) for raw in (FIRST, SECOND)]
    found = diff_of(reading_of(FIRST, SECOND), reading_of(*changed)).changes
    assert [one.finding.place.document for one in found if one.rule == "title-changed"] == ["other", "plan"]


# ---- files -----------------------------------------------------------------------------------------------------------


def opened(folder: Path, files: dict[str, str | bytes]) -> Project:
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return Project.open(folder, today=TODAY)


def written(raw: Raw) -> str:
    return json.dumps(raw, ensure_ascii=False, indent=1) + "\n"


def compared(tmp_path: Path, old: str | bytes, **new: str | bytes) -> DiffResult:
    files = {f"{name}.yaml": content for name, content in new.items()}
    return opened(tmp_path / "new", files).diff(opened(tmp_path / "old", {"vision.yaml": old}))


def test_a_document_split_into_several_files_is_the_same(tmp_path: Path) -> None:
    head = {name: FIRST[name] for name in ("format", "document", "goals")}
    rest = {name: FIRST[name] for name in ("sub_goals", "measures")}
    assert compared(tmp_path, written(FIRST), a=written(head), b=written(rest)).changes == ()


@pytest.mark.parametrize(
    "as_bytes",
    [
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: ("# a remark\n\n" + text).encode(),
    ],
    ids=["crlf", "mark", "remark"],
)
def test_other_bytes_of_the_same_document_are_nothing(tmp_path: Path, as_bytes: object) -> None:
    new: bytes = as_bytes(written(FIRST))  # type: ignore[operator]
    assert compared(tmp_path, written(FIRST), vision=new).changes == ()


def test_decomposed_letters_only_touch_a_text(tmp_path: Path) -> None:
    new = unicodedata.normalize("NFD", written(FIRST))
    assert new != written(FIRST)
    found = compared(tmp_path, written(FIRST), vision=new).changes
    assert {one.rule for one in found} == {"text-touched"}


def test_what_is_gone_is_pinned_to_what_is_left(tmp_path: Path) -> None:
    new = edited(FIRST, put("measures.0.advances", []))
    (removed,) = (
        one for one in compared(tmp_path, written(FIRST), vision=written(new)).changes if one.rule == "link-removed"
    )
    assert removed.side == "old"
    assert removed.anchor is not None
    line = written(new).splitlines()[removed.anchor.line - 1]
    assert '"M1"' in line
