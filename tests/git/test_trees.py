"""Reading the files of a revision: what they hold, whatever their names, kinds and attributes."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

import pytest

from sotetrace.errors import (
    AbsentModelError,
    GitError,
    MissingObjectError,
    SotetraceError,
    UnparsableError,
    UnreadableError,
)
from sotetrace.model.limits import MAX_BYTES
from sotetrace.project import Project
from tests.builders import text
from tests.git.asking import compared, sides
from tests.repositories import Repo, make_repository, measures_of, plan, unchanged

SETTINGS = "documents: [plans/plan.yaml]\n"


def test_positions_are_those_of_the_file_and_paths_those_of_disk(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    text = plan("M1").replace('"advances": []', '"advances": 5')
    repo.commit("fault", {"data/vision.yaml": text})

    def places() -> list[str]:
        found = []
        for side in sides("HEAD"):
            at = side.open().findings[0].location
            assert at is not None
            found.append(f"{at.file}:{at.line}:{at.column}")
        return found

    line = next(number for number, row in enumerate(text.split("\n"), 1) if '"advances": 5' in row)
    assert places() == [f"data/vision.yaml:{line}:16"] * 2
    monkeypatch.chdir(repo.path / "data")
    assert places() == [f"vision.yaml:{line}:16"] * 2
    (repo.path / "docs").mkdir()
    monkeypatch.chdir(repo.path / "docs")
    assert places()[0] == f"data/vision.yaml:{line}:16"  # not below the current folder: from the top
    monkeypatch.chdir(repo.path / "data")
    old, new = sides("HEAD", model="vision.yaml")
    assert [each.open().findings[0].location.file for each in (old, new)] == ["vision.yaml"] * 2  # type: ignore[union-attr]


def test_line_ends_of_a_checkout_make_no_difference(repo: Repo) -> None:
    repo.git("config", "core.autocrlf", "true")
    repo.commit("crlf", {"data/vision.yaml": plan("M1", title="ä" * 90)})
    repo.write({"data/vision.yaml": None})
    repo.git("checkout", "--quiet", "--", "data")
    assert b"\r\n" in (repo.path / "data/vision.yaml").read_bytes()
    old, new = (side.open() for side in sides("HEAD"))
    assert old.workspace == new.workspace
    assert old.findings == new.findings == ()


@pytest.mark.parametrize(
    "name", ["Öljy ja ääni/näkymä 1.yaml", 'quo"ted/a\\b.yaml', "-dash/-x.yaml", "*?[a]/$(x).yaml"]
)
def test_names_of_every_kind(repo: Repo, name: str) -> None:
    if sys.platform == "win32":
        pytest.skip("such names are not allowed there")
    repo.commit("names", {name: plan("M5")})
    repo.write({name: plan("M6")})
    assert compared(repo, "HEAD", model=f"./{name}") == ("M5", "M6")
    assert compared(repo, f"HEAD:{name}", f"./{name}") == ("M5", "M6")


def test_name_that_is_no_utf_8_is_left_alone(repo: Repo) -> None:
    if sys.platform != "linux":
        pytest.skip("such names are not allowed there")
    (repo.path / os.fsdecode(b"data/\xff\xfe.yaml")).write_text(plan("M5"), encoding="utf-8")
    repo.commit("bytes")
    assert compared(repo, "HEAD:data/vision.yaml", "HEAD~1:data/vision.yaml") == ("M1 M2 M3", "M1 M2")


def test_model_in_a_folder_of_files(repo: Repo) -> None:
    whole, more = plan("M5"), '{"measures": [{"id": "M6", "title": {"fi": "a", "sv": "b", "en": "c"}, "advances": []}]}'
    repo.commit("split", {"plans/a.yaml": whole, "plans/b.yaml": more, "plans/notes.md": "x", "plans/sub/c.yaml": "x"})
    repo.write({"plans/b.yaml": None})
    assert compared(repo, "HEAD", model="plans") == ("M5 M6", "M5")
    assert list(sides("HEAD", model="plans")[0].open().positions["plan"].files)[1][0] == "plans/b.yaml"


def test_settings_of_the_revision_say_where_its_model_is(repo: Repo) -> None:
    waivers = (
        "waivers:\n- {rule: uncovered-goal, element: G1, reason: r, owner: o, date: 2026-01-01, until: 2027-01-01}\n"
    )
    settings = f"{SETTINGS}waivers: w.yaml\n"
    repo.commit("settings", {"sotetrace.yaml": settings, "plans/plan.yaml": plan("M5"), "w.yaml": waivers})
    repo.git("mv", "plans", "moved")
    repo.write({"sotetrace.yaml": "documents: [moved/plan.yaml]\n", "moved/plan.yaml": plan("M6")})
    assert compared(repo, "HEAD") == ("M5", "M6")
    opened = sides("HEAD")[0].open()
    assert [waiver.element for waiver in opened.workspace.waivers] == ["G1"]
    assert opened.waivers_file == "w.yaml"


def test_moved_directory_resolves(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.git("add", "--all")
    (repo.path / "policy").mkdir()
    repo.git("mv", "data", "policy/data")
    monkeypatch.chdir(repo.path / "policy")
    assert compared(repo, "HEAD") == ("M1 M2", "M1 M2 M3")


def test_document_that_settings_name_and_a_revision_lacks_is_a_finding(repo: Repo) -> None:
    repo.commit("settings", {"sotetrace.yaml": "documents: [data/vision.yaml, data/absent.yaml, ../x.yaml, /x.yaml]\n"})
    opened = sides("HEAD")[0].open()
    assert measures_of(opened) == ["M1", "M2", "M3"]
    found = [finding for finding in opened.findings if finding.place.path[:1] == ("documents",)]
    assert [finding.rule for finding in found] == ["unreadable-file", "unfit-member", "unfit-member"]
    assert dict(found[0].args)["problem"].startswith("is not there in ")


def test_source_texts_are_those_of_the_revision(repo: Repo) -> None:
    raw = plan("M1").replace('"goals"', '"sources": [{"id": "s", "title": {"fi": "a", "sv": "b", "en": "c"}}], "goals"')
    repo.commit("texts", {"sotetrace.yaml": "documents: [d.yaml]\ntexts: {s: t.txt}\n", "d.yaml": raw, "t.txt": "old"})
    repo.write({"t.txt": None})
    with unchanged(repo):
        result = Project.at("HEAD").verify()
    assert result.without_text == ()


def test_what_was_read_from_git_is_never_written_to_disk(repo: Repo) -> None:
    words = text("a")
    link = json.dumps({"to": "G1", "basis": "inferred", "confidence": "low", "by": "x", "rationale": words})
    repo.commit("link", {"data/vision.yaml": plan("M1").replace('"advances": []', f'"advances": [{link}]')})
    with unchanged(repo), pytest.raises(SotetraceError, match="not read from files on disk"):
        Project.at("HEAD").sign([("M1:G1", "accepted")], "Aino")


def test_attributes_have_no_effect(repo: Repo) -> None:
    repo.commit("attributes", {".gitattributes": "*.yaml export-ignore export-subst ident text eol=crlf\n"})
    assert compared(repo, "HEAD~1", "HEAD") == ("M1 M2", "M1 M2 M3")


def test_links_are_followed_inside_the_tree_and_refused_outside(repo: Repo) -> None:
    if sys.platform == "win32":
        pytest.skip("links need a permission there")
    links = {"file.yaml": "data/vision.yaml", "folder": "data", "deep/up.yaml": "../folder/vision.yaml"}
    bad = {"out.yaml": "../outside.yaml", "absolute.yaml": "/etc/hosts", "round.yaml": "round.yaml"}
    (repo.path / "deep").mkdir()
    for name, target in (links | bad).items():
        (repo.path / name).symlink_to(target)
    repo.commit("links")
    for name in (*links, "folder/vision.yaml"):
        assert compared(repo, f"HEAD:{name}", "HEAD") == ("M1 M2 M3", "M1 M2 M3")
        if name != "folder":
            assert compared(repo, "HEAD", model=name)[0] == "M1 M2 M3"
    for name in bad:
        with unchanged(repo), pytest.raises(UnreadableError, match="leads out of the repository"):
            sides(f"HEAD:{name}")[0].open()


def test_submodule_is_named(repo: Repo, tmp_path: Path) -> None:
    inner = make_repository(tmp_path / "inner")
    inner.commit("inner", {"data/vision.yaml": plan("M9")})
    repo.git("submodule", "--quiet", "add", inner.path.as_uri(), "sub")
    repo.commit("submodule")
    for place in ("sub/data/vision.yaml", "sub"):
        with unchanged(repo), pytest.raises(UnreadableError, match="submodule") as caught:
            sides(f"HEAD:{place}")[0].open()
        assert "Run sotetrace" in caught.value.hint
    old, _ = sides("HEAD", model="sub/data/vision.yaml")  # its own repository is asked
    assert measures_of(old.open()) == ["M9"]


def test_missing_object_is_named(repo: Repo) -> None:
    blob, tree, commit = (repo.sha(name) for name in ("HEAD:data/vision.yaml", "HEAD~1^{tree}", "HEAD~1"))

    def remove(sha: str) -> None:
        path = repo.path / ".git/objects" / sha[:2] / sha[2:]
        path.chmod(0o644)
        path.unlink()

    remove(blob)
    with unchanged(repo), pytest.raises(MissingObjectError, match=rf"data/vision\.yaml: .*missing here \({blob}\)"):
        sides("HEAD")[0].open()
    remove(tree)
    with unchanged(repo), pytest.raises(MissingObjectError, match="cannot be listed"):
        sides("HEAD~1")[0].open()
    repo.git("branch", "old", commit)
    remove(commit)
    with unchanged(repo), pytest.raises(MissingObjectError, match=f"commit {commit} is missing"):
        sides("old")


def test_partial_clone_is_not_filled_behind_the_back(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.git("config", "uploadpack.allowFilter", "true")
    repo.git("config", "uploadpack.allowAnySHA1InWant", "true")
    clone = repo.clone(tmp_path / "clone", "--filter=blob:none")
    monkeypatch.chdir(clone.path)
    blob = repo.sha("HEAD~1:data/vision.yaml")
    with unchanged(clone), pytest.raises(MissingObjectError, match=blob) as caught:
        sides("HEAD~1")[0].open()
    assert "git fetch --refetch --no-filter" in caught.value.hint
    clone.git("fetch", "--quiet", "--refetch", "--no-filter")
    assert compared(clone, "HEAD~1") == ("M1", "M1 M2")


def test_broken_object_is_an_error(repo: Repo) -> None:
    blob = repo.sha("HEAD:data/vision.yaml")
    path = repo.path / ".git/objects" / blob[:2] / blob[2:]
    path.chmod(0o644)
    path.write_bytes(b"x" * 40)
    with unchanged(repo), pytest.raises((GitError, MissingObjectError)):
        sides("HEAD")[0].open()


def test_file_that_is_too_large_is_refused_and_the_next_is_read(repo: Repo) -> None:
    repo.commit("large", {"large.yaml": b"#" * (MAX_BYTES + 1), "sotetrace.yaml": "documents: [large.yaml, data]\n"})
    opened = sides("HEAD")[0].open()
    assert [args["problem"] for finding in opened.findings if "problem" in (args := dict(finding.args))] == [
        f"is larger than {MAX_BYTES} bytes"
    ]
    assert measures_of(opened) == ["M1", "M2", "M3"]


def test_conflict_in_the_index_is_named(repo: Repo) -> None:
    repo.commit("ours", {"data/vision.yaml": plan("M1", title="A")})
    repo.git("checkout", "--quiet", "-b", "topic", "HEAD~1")
    repo.commit("theirs", {"data/vision.yaml": plan("M1", title="B")})
    with pytest.raises(AssertionError, match="merge"):
        repo.git("merge", "main")
    with unchanged(repo), pytest.raises(UnreadableError, match="in conflict in staged"):
        sides(staged=True)[1].open()


def test_side_that_cannot_be_parsed_says_why(repo: Repo) -> None:
    repo.commit("broken", {"data/vision.yaml": "a: [\n"})
    with unchanged(repo), pytest.raises(UnparsableError) as caught:
        sides("HEAD")[0].open()
    assert caught.value.findings


def test_folder_that_is_gone_and_empty_revision(repo: Repo) -> None:
    repo.commit("nothing", {"data/vision.yaml": None})
    with unchanged(repo), pytest.raises(AbsentModelError, match="has no") as caught:
        sides("HEAD", "HEAD~1")[0].open()
    assert caught.value.hint == "It has no model anywhere."


def test_many_files_take_few_runs_of_git(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    measure = '{{"measures": [{{"id": "N{0}", "title": {{"fi": "a", "sv": "b", "en": "c"}}, "advances": []}}]}}'
    many = {f"plans/{number:03}.yaml": measure.format(number) for number in range(1, 101)}
    repo.commit("many", {**many, "plans/000.yaml": plan("M1")})
    log = repo.path.parent / "runs"
    folder = repo.path.parent / "bin"
    folder.mkdir()
    if sys.platform == "win32":
        pytest.skip("a script stands in for git")
    (folder / "git").write_text(
        f'#!/bin/sh\necho run >> "{log}"\nexec "{shutil.which("git")}" "$@"\n', encoding="utf-8"
    )
    (folder / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    old, _ = sides("HEAD", model="plans")
    before = len(log.read_text(encoding="utf-8").split())
    assert len(measures_of(old.open())) == 101
    assert len(log.read_text(encoding="utf-8").split()) - before == 2  # one listing, one process for the contents
