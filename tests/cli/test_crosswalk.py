"""`sotetrace crosswalk`: two documents side by side, on disk and in git, in every language, whatever the words."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from sotetrace.messages import Translator
from sotetrace.model.mapping import Mapping, MappingSet
from sotetrace.model.text import LANGUAGES
from sotetrace.project import Project
from sotetrace.store.sssom_writer import render_crosswalk
from tests.cli.hostile import HARMLESS, HOSTILE
from tests.cli.runner import ROOT, sotetrace
from tests.cli.test_hostile_text import COMMAND, STEERING, structure
from tests.repositories import make_repository

if TYPE_CHECKING:
    from pathlib import Path

TOWN = ROOT / "tests" / "golden" / "town"
MANUAL = "semapv:ManualMappingCuration"


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """The workspace of the golden files, in a repository's folder."""
    folder = tmp_path / "town"
    shutil.copytree(TOWN, folder)
    (folder / ".git").mkdir()
    return folder


def append(folder: Path, *cells: str) -> None:
    path = folder / "town-region.sssom.tsv"
    path.write_text(path.read_text(encoding="utf-8") + "\t".join(cells) + "\n", encoding="utf-8")


def test_the_workspace_of_the_tests_has_no_fault(town: Path) -> None:
    done = sotetrace("check", "--lang", "en", cwd=town)
    assert "Errors 0, warnings 0" in done.out


def test_two_documents_or_none_are_named(town: Path) -> None:
    assert sotetrace("crosswalk", "town", cwd=town).status == 2
    assert sotetrace("crosswalk", "town", "town", cwd=town).status == 2
    assert sotetrace("crosswalk", "town", "region", "nation", cwd=town).status == 2
    done = sotetrace("crosswalk", "town", "regoin", cwd=town)
    assert (done.status, done.out) == (2, "")
    assert "regoin" in done.err
    assert "region" in done.err


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_id_stands_with_its_document_and_what_is_derived_is_called_so(town: Path, language: str) -> None:
    words = Translator(language)  # type: ignore[arg-type]
    for name in ("terminal", "markdown"):
        out = sotetrace(
            "crosswalk", "town", "nation", "--lang", language, "--format", name, cwd=town, COLUMNS="200"
        ).out
        assert words("crosswalk.derived") in out
        assert words("crosswalk.derived_note") in out
        assert not re.search(r"(?<![:\w.])[GM]\d", out)


def test_without_a_crosswalk_it_says_so(town: Path) -> None:
    done = sotetrace("crosswalk", "-m", "town.yaml", "--lang", "en", cwd=town)
    assert done.status == 0
    assert "No crosswalk joins" in done.out
    assert json.loads(sotetrace("crosswalk", "-m", "town.yaml", "--format", "json", cwd=town).out)["pairs"] == []


def test_json_keeps_made_and_derived_apart(town: Path) -> None:
    pairs = json.loads(sotetrace("crosswalk", "--format", "json", cwd=town).out)["pairs"]
    assert [(pair["first"], pair["second"]) for pair in pairs] == [("town", "region"), ("region", "nation")]
    assert pairs[0]["matches"][0]["row"] == {"file": "town-region.sssom.tsv", "row": 1}
    (pair,) = json.loads(sotetrace("crosswalk", "nation", "town", "--format", "json", cwd=town).out)["pairs"]
    assert pair["matches"] == []
    (derived,) = pair["derived"]
    assert (derived["subject"], derived["relation"], derived["object"]) == ("nation:G1", "narrow", "town:G1")
    assert [step["relation"] for step in derived["steps"]] == ["narrow", "narrow"]
    assert derived["confidence"] == 0.6


def test_conflicts_and_redundant_mappings_are_shown(town: Path) -> None:
    append(town, "town:G1", "skos:narrowMatch", "region:G1", MANUAL, "", "", "")
    append(town, "town:M1", "skos:exactMatch", "region:M1", MANUAL, "", "", "")
    append(town, "town:M1", "skos:closeMatch", "region:M1", MANUAL, "", "", "")
    done = sotetrace("crosswalk", "town", "region", "--lang", "en", cwd=town)
    assert "town:G1" in done.out.partition("Conflicts")[2]
    assert "both broader and narrower" in done.out
    assert "an exact match covers it" in done.out


def test_check_finds_faults_of_crosswalks_at_their_cells(town: Path) -> None:
    append(town, "town:G7", "skos:exactMatch", "region:G1", MANUAL, "", "2", "")
    append(town, "town:G7", "skos:exactMatch", "region:G1", MANUAL, "", "1", "")
    done = sotetrace("check", "--lang", "en", cwd=town)
    assert done.status == 1
    assert "town-region.sssom.tsv:14:1: error SOT501 unknown-mapped-id" in done.out
    assert re.search(r"town-region\.sssom\.tsv:14:\d+: error SOT007 wrong-value", done.out)
    told = sotetrace("crosswalk", "--lang", "en", cwd=town)
    assert told.status == 0
    assert "1" in told.err


def test_a_crosswalk_that_cannot_be_read_hides_nothing_else(town: Path) -> None:
    (town / "town-region.sssom.tsv").unlink()
    done = sotetrace("check", "--lang", "en", cwd=town)
    assert "sotetrace.yaml:3:" in done.out
    assert "SOT016" in done.out
    assert "region:G1" in sotetrace("crosswalk", cwd=town).out


def test_crosswalks_are_read_from_git_as_from_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = make_repository(tmp_path / "repo")
    repo.commit("all", {path.name: path.read_bytes() for path in TOWN.iterdir()})
    monkeypatch.chdir(repo.path)
    on_disk = Project.open("sotetrace.yaml").crosswalk()
    assert len(on_disk) == 2
    (repo.path / "town-region.sssom.tsv").write_text("broken", encoding="utf-8")
    assert Project.at("HEAD", "sotetrace.yaml").crosswalk() == on_disk
    assert sotetrace("crosswalk", "--at", "HEAD", cwd=repo.path).out == sotetrace("crosswalk", cwd=TOWN).out


# ---- hostile words -----------------------------------------------------------------------------------------


def with_words(folder: Path, words: str) -> Path:
    """Let every free text of a crosswalk, and the titles of the documents, be some words."""
    for name in ("town.yaml", "region.yaml"):
        path = folder / name
        told = re.sub(r"(title: \{en: )[^}]*", lambda found: f"{found[1]}{json.dumps(words)}", path.read_text("utf-8"))
        path.write_text(told, encoding="utf-8")
    rows = [
        ("town:G1", "skos:broadMatch", "region:G1"),
        ("town:G1", "skos:narrowMatch", "region:G1"),
        ("town:G2", "skos:mappingRelation", "sssom:NoTermFound"),
        ("town:M1", "st:tension", "region:M1"),
    ]
    mappings = tuple(
        Mapping(
            subject_id=subject,
            predicate_id=predicate,
            object_id=target,
            mapping_justification=MANUAL,
            author_label=(words,) if not words.endswith("\\") else (),
            subject_source="sotetrace:town",
            object_source="sotetrace:region",
            subject_place=words,
            comment=words,
        )
        for subject, predicate, target in rows
    )
    prefixes = {"sotetrace": "urn:sotetrace:", "st": "urn:sotetrace:vocabulary:"}
    prefixes |= {name: f"urn:sotetrace:{name}:" for name in ("town", "region")}
    whole = MappingSet(curie_map=prefixes, mapping_set_id="urn:x", license="urn:y", mappings=mappings)
    (folder / "town-region.sssom.tsv").write_bytes(render_crosswalk(whole).encode())
    return folder


@pytest.mark.parametrize("name", HOSTILE)
def test_words_of_a_crosswalk_steer_nothing(name: str, tmp_path: Path) -> None:
    folders = {}
    for key, words in (("hostile", HOSTILE[name]), ("harmless", HARMLESS)):
        folders[key] = with_words(shutil.copytree(TOWN, tmp_path / key), words)
    call = ("crosswalk", "town", "region", "--lang", "en")
    shown = sotetrace(*call, cwd=folders["hostile"])
    assert shown.status == 0
    assert "Traceback" not in shown.err
    assert not STEERING.search(shown.out)
    assert not COMMAND.search(shown.out)
    assert max(map(len, shown.out.splitlines())) <= 80 or name == "marks"
    pages = [sotetrace(*call, "--format", "markdown", cwd=folder).out for folder in folders.values()]
    assert structure(pages[0]) == structure(pages[1])
    assert not STEERING.search(pages[0])
    assert json.loads(sotetrace(*call, "--format", "json", cwd=folders["hostile"]).out)["pairs"]
    assert "Traceback" not in sotetrace("check", cwd=folders["hostile"]).err
