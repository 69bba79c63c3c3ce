"""`export` of a workspace with several documents: one of them, a folder of all, or one text where the format can."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from sotetrace.report.exporters import EXPORTERS
from tests.cli.runner import ROOT, Run, sotetrace

FAMILY = ROOT / "data" / "family"
ONE_TEXT = {name for name, row in EXPORTERS.items() if row.may_hold_several}
TOWN, REGION = "town", "Region"


def document(name: str, title: str) -> str:
    return (
        f"format: 1\ndocument: {{id: {name}, title: {{en: {title}}}, original: en}}\n"
        "goals:\n  - {id: G1, title: {en: Care}}\nmeasures:\n  - {id: M1, title: {en: A clinic}}\n"
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sotetrace.yaml").write_text(
        "format: 1\ndocuments: [town.yaml, region.yaml, index.yaml]\ncrosswalks: [x.sssom.tsv]\n"
    )
    (tmp_path / "town.yaml").write_text(document(TOWN, "Town"))
    (tmp_path / "region.yaml").write_text(document(REGION, "The region"))
    (tmp_path / "index.yaml").write_text(document("index", "Called as the list is"))
    (tmp_path / "x.sssom.tsv").write_text(
        '#curie_map:\n#  r: "urn:sotetrace:Region:"\n#  t: "urn:sotetrace:town:"\n'
        "#mapping_set_id: urn:x\n#license: urn:l\n"
        "subject_id\tpredicate_id\tobject_id\tmapping_justification\n"
        "t:G1\tskos:closeMatch\tr:G1\tsemapv:ManualMappingCuration\n"
    )
    return tmp_path


def export(folder: Path, *args: str) -> Run:
    return sotetrace("export", *args, "--lang", "en", cwd=folder)


def files_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", sorted(set(EXPORTERS) - ONE_TEXT))
def test_format_of_one_document_asks_which(folder: Path, name: str) -> None:
    before = files_in(folder)
    done = export(folder, name, "-o", "out.x")
    if name == "csv":
        assert (done.status, done.err) == (0, "")
        return
    assert done.status == 2
    assert done.out == ""
    assert "town, Region, index" in done.err
    assert f"sotetrace export {name} -d town" in done.err
    assert f"-o {name}/" in done.err
    assert files_in(folder) == before


@pytest.mark.parametrize("name", sorted(ONE_TEXT))
def test_some_formats_hold_all_documents_in_one_text(folder: Path, name: str) -> None:
    done = export(folder, name)
    assert (done.status, done.err) == (0, "")
    assert export(folder, name, "-o", "out.x").status == 0
    assert (folder / "out.x").read_text(encoding="utf-8") == done.out
    assert export(folder, name, "-o", "out.x", "--check").status == 0
    assert "The region" in done.out or "A clinic" in done.out


@pytest.mark.parametrize("name", EXPORTERS)
def test_folder_gets_every_document(folder: Path, name: str) -> None:
    row = EXPORTERS[name]
    done = export(folder, name, "-o", "out/")
    assert (done.status, done.out, done.err) == (0, "", "")
    written = files_in(folder / "out")
    if name in ("markdown", "csv"):
        first = "README.md" if name == "markdown" else "datapackage.json"
        assert {f"{one}/{first}" for one in ("town", "Region", "index")} <= written
    else:
        index = "index-2" if name == "html" else "index"
        assert written - {row.index} == {f"{one}{row.suffix}" for one in ("town", "Region", index)}
    assert not row.index or row.index in written
    assert export(folder, name, "-o", "out/", "--check").status == 0


def test_document_is_the_same_on_its_own_but_for_links_to_the_others(folder: Path) -> None:
    for name in ("csv", "xlsx", "dot", "graphml", "json", "turtle", "mermaid"):
        assert export(folder, name, "-o", f"all-{name}/").status == 0
        assert export(folder, name, "-d", "town", "-o", f"one-{name}.x").status == 0
        suffix = "/" if name == "csv" else EXPORTERS[name].suffix
        alone, beside = folder / f"one-{name}.x", folder / f"all-{name}" / f"town{suffix}"
        pairs = [(alone / one, beside / one) for one in files_in(alone)] if name == "csv" else [(alone, beside)]
        assert all(one.read_bytes() == other.read_bytes() for one, other in pairs)


def test_check_finds_what_is_stale_missing_or_left_over(folder: Path) -> None:
    export(folder, "html", "-o", "web/")
    (folder / "web" / "town.html").write_text("changed")
    (folder / "web" / "Region.html").unlink()
    (folder / "web" / "gone.html").write_text("a document that is no more")
    done = export(folder, "html", "-o", "web/", "--check")
    assert done.status == 1
    assert done.out + done.err == (
        "web/Region.html: is missing\nweb/gone.html: is left over\nweb/town.html: is stale\n"
    )


def test_element_says_which_document(folder: Path) -> None:
    assert export(folder, "mermaid", "town:G1").status == 0
    assert export(folder, "mermaid", "G1", "-d", "Region").status == 0
    several = export(folder, "mermaid", "G1")
    assert several.status == 2
    assert "town:G1" in several.err


def test_unknown_document_is_named_with_those_that_are_there(folder: Path) -> None:
    done = export(folder, "json", "-d", "twon")
    assert done.status == 2
    assert "town" in done.err


def test_waivers_go_with_the_document_that_has_the_element(folder: Path) -> None:
    (folder / "town.yaml").write_text(document(TOWN, "Town").replace("M1", "M7"))
    (folder / "gaps.yaml").write_text(
        "format: 1\nwaivers:\n  - {rule: orphan-measure, element: M7, reason: later, owner: A, "
        "date: 2026-01-01, until: 2027-01-01}\n"
    )
    (folder / "sotetrace.yaml").write_text((folder / "sotetrace.yaml").read_text() + "waivers: gaps.yaml\n")
    assert export(folder, "csv", "-o", "out/", "--today", "2026-06-01").err == ""
    assert "M7" in (folder / "out" / "town" / "waivers.csv").read_text()
    assert "M7" not in (folder / "out" / "Region" / "waivers.csv").read_text()


def test_pages_link_to_one_another(folder: Path) -> None:
    export(folder, "markdown", "-o", "md/")
    for path in (folder / "md").rglob("*.md"):
        for target in re.findall(r"\]\(([^)#]+)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).is_file(), (path, target)
    crosswalk = (folder / "md" / "town" / "crosswalk-region.md").read_text(encoding="utf-8")
    assert re.search(r"\[`Region:G1`\]\(\.\./Region/[\w-]+\.md#g1\)", crosswalk)
    assert "[All documents](../README.md)" in crosswalk


# ---- the family of Sote2040 ----------------------------------------------------------------------------------


def test_family_is_published(tmp_path: Path) -> None:
    known = ["sote2040", "reform-2017", "future-centre", "soste", "reform"]
    for name in ("html", "markdown"):
        done = sotetrace("export", name, "-m", FAMILY, "-o", tmp_path / name, "--lang", "fi")
        assert (done.status, done.err) == (0, "")
    assert {f"{name}.html" for name in known} | {"index.html"} == files_in(tmp_path / "html")
    assert {path.name for path in (tmp_path / "markdown").iterdir()} == {*known, "README.md"}
    listed = (tmp_path / "markdown" / "README.md").read_text(encoding="utf-8")
    assert "\n\nSOSTE\n\n" in listed, "who made a document and what is in it are two paragraphs"
    models = json.loads(sotetrace("export", "json", "-m", FAMILY).out)
    assert [model["document"]["id"] for model in models["documents"]] == known
    assert sum(len(pair["matches"]) + len(pair["tensions"]) for pair in models["crosswalks"]) == sum(
        line.count("\t") > 2 and "NoTermFound" not in line and not line.startswith(("#", "subject_id"))
        for path in FAMILY.glob("*.tsv")
        for line in path.read_text(encoding="utf-8").splitlines()
    )
