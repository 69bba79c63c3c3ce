"""What is exported as tables comes back as the same model, but for what docs/how-to says tables cannot carry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from sotetrace.graph import iter_links
from sotetrace.store.documents import load_document
from tests.cli.runner import ROOT, VISION, sotetrace

if TYPE_CHECKING:
    from pathlib import Path

    from sotetrace.model.document import VisionDocument

VISIONS = {"vision": VISION, "soste": ROOT / "data" / "family" / "soste.yaml"}
LOST = {"sic", "instruments", "scopes", "judged", "sources"}
"""What tables do not carry: slips marked as such, the words of instruments, who judged what, the words of places."""
BY_FORMAT = {
    "csv": LOST,
    "json-graph": LOST | {"variants", "parts", "title_official"},
    "xlsx": LOST | {"variants", "title_official", "title_from", "order", "number", "formerly", "level"},
}


def back(file_format: str, source: Path, folder: Path) -> VisionDocument:
    name = {"csv": "tables", "xlsx": "book.xlsx", "json-graph": "graph.json"}[file_format]
    options = ("--lang", "fi") if file_format == "xlsx" else ()
    sotetrace("export", file_format, "-m", source, "-o", folder / name, *options)
    done = sotetrace("import", file_format, name, "-o", "back.yaml", "--lang", "en", cwd=folder)
    assert (done.status, done.err) in {(0, ""), (1, "")}, done.err
    loaded = load_document([("back.yaml", (folder / "back.yaml").read_bytes())])
    assert loaded.value is not None
    assert [finding.rule for finding in loaded.findings] == []
    return loaded.value


def plain(document: VisionDocument, without: set[str], *, is_translated: bool) -> dict[str, Any]:
    """Return all elements as data; in one language, of texts only Finnish and of places nothing."""
    skipped = without | ({"where", "data_source", "occurrence", "prefix", "suffix"} if not is_translated else set())

    def bare(value: Any) -> Any:
        if isinstance(value, dict):
            if value.keys() <= {"fi", "sv", "en"} and not is_translated:
                return value.get("fi")
            kept = {key: bare(entry) for key, entry in value.items() if key not in skipped}
            for variant in kept.get("variants", ()):
                variant.pop("note", None)  # tables have no place for it either
            return {key: entry for key, entry in kept.items() if entry not in ({}, None)}
        if isinstance(value, list):
            return sorted((bare(entry) for entry in value), key=repr)
        return " ".join(value.split()) if isinstance(value, str) else value

    found = document.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_defaults=True)
    sections = {name: found[name] for name in found if name not in ("format", "document", *without)}
    return {name: bare(entries) for name, entries in sections.items()}


@pytest.fixture(scope="module")
def originals() -> dict[str, VisionDocument]:
    loaded = {name: load_document([(name, path.read_bytes())]).value for name, path in VISIONS.items()}
    return {name: value for name, value in loaded.items() if value is not None}


@pytest.mark.parametrize("name", VISIONS)
@pytest.mark.parametrize("file_format", BY_FORMAT)
def test_what_comes_back_is_what_went_out(
    file_format: str, name: str, originals: dict[str, VisionDocument], tmp_path: Path
) -> None:
    original, document = originals[name], back(file_format, VISIONS[name], tmp_path)
    is_translated = file_format != "xlsx"
    lost = BY_FORMAT[file_format]
    assert plain(document, lost, is_translated=is_translated) == plain(original, lost, is_translated=is_translated)
    links = [
        sorted(
            (
                link.type,
                link.source_part or link.source,
                link.target_part or link.target,
                link.basis,
                link.confidence or "",
            )
            for link in iter_links(one)
            if link.type != "at"
        )
        for one in (original, document)
    ]
    assert links[0] == links[1], "blanket claims among them"


def test_guard_against_formulas_is_taken_away_again(tmp_path: Path) -> None:
    text = 'format: 1\ndocument: {id: x, title: {en: X}, original: en}\nmeasures:\n  - {id: M1, title: {en: "=1+1"}}\n'
    (tmp_path / "plan.yaml").write_text(text + '  - {id: M2, title: {en: "\'- a"}}\n', encoding="utf-8")
    document = back("csv", tmp_path / "plan.yaml", tmp_path)
    assert [one.title.en for one in document.measures] == ["=1+1", "'- a"]
