"""Members of a workspace: files, folders, patterns, and documents at a revision; whatever else is a finding."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sotetrace.errors import UnparsableError
from sotetrace.store.workspaces import OpenedWorkspace, open_workspace
from tests.repositories import Repo, make_repository

if TYPE_CHECKING:
    from sotetrace.findings import Finding


def plan(identifier: str, title: str = "One") -> str:
    return (
        f"format: 1\ndocument: {{id: {identifier}, title: {{en: {identifier}}}, original: en}}\n"
        f"goals: [{{id: G1, title: {{en: {title}}}}}]\n"
    )


def settings(*members: str, **keys: object) -> str:
    return json.dumps({"format": 1, "documents": list(members), **keys})


def opened(folder: Path, files: dict[str, str], *, is_repository: bool = True) -> OpenedWorkspace:
    if is_repository:
        (folder / ".git").mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return open_workspace(folder / "w" / "sotetrace.yaml", start=folder, may_embed=False)


def ids(workspace: OpenedWorkspace) -> list[str]:
    return [document.document.id for document in workspace.workspace.documents]


def told(workspace: OpenedWorkspace) -> list[tuple[str, str]]:
    """What was found at `documents:`, each by its rule and the member it names."""
    return [(one.rule, _member(one)) for one in workspace.findings if one.place.path[:1] == ("documents",)]


def _member(finding: Finding) -> str:
    slots = dict(finding.args)
    return slots.get("member") or slots.get("file", "")


# ---- paths and patterns ----------------------------------------------------------------------------------------------


def test_files_folders_and_patterns_in_order(tmp_path: Path) -> None:
    files = {
        "w/sotetrace.yaml": settings("z.yaml", "plans/*", "../above.yaml", waivers="plans/waivers.yaml"),
        "w/z.yaml": plan("z"),
        "w/plans/b.yaml": plan("b"),
        "w/plans/a.yml": plan("a"),
        "w/plans/c/one.yaml": plan("c"),
        "w/plans/c/two.yaml": "measures: [{id: M1, title: {en: Deed}}]\n",
        "w/plans/pictures/x.png": "",
        "w/plans/notes.txt": "",
        "w/plans/waivers.yaml": "format: 1\n",
        "above.yaml": plan("above"),
    }
    workspace = opened(tmp_path, files)
    assert ids(workspace) == ["z", "a", "b", "c", "above"]
    assert told(workspace) == []


def test_what_is_named_by_itself_is_not_meant_by_a_pattern(tmp_path: Path) -> None:
    files = {
        "w/sotetrace.yaml": settings("*.yaml", "./b.yaml", crosswalks=["c.yaml"]),
        "w/a.yaml": plan("a"),
        "w/b.yaml": plan("b"),
    }
    assert ids(opened(tmp_path, files)) == ["a", "b"]


def test_name_with_the_letters_of_a_pattern_is_a_file_where_there_is_one(tmp_path: Path) -> None:
    files = {"w/sotetrace.yaml": settings("a[1].yaml", "b@v1.yaml"), "w/a[1].yaml": plan("a"), "w/b@v1.yaml": plan("b")}
    assert ids(opened(tmp_path, files)) == ["a", "b"]


def test_pattern_with_too_many_matches_is_read_not_at_all(tmp_path: Path) -> None:
    files = {f"w/plans/{number}.yaml": plan(f"p{number}") for number in range(3)}
    files |= {"w/a.yaml": plan("a"), "w/sotetrace.yaml": settings("a.yaml", "plans/*.yaml", limits={"members": 2})}
    workspace = opened(tmp_path, files)
    assert ids(workspace) == ["a"]
    assert told(workspace) == [("pattern-too-wide", "plans/*.yaml")]
    assert ("most", "2") in workspace.findings[-1].args


@pytest.mark.parametrize(
    "member",
    [
        "/etc/passwd",
        "~/plan.yaml",
        "C:/plan.yaml",
        "plans\\a.yaml",
        "-m",
        "../../outside.yaml",
        "plans/../../../outside.yaml",
        "../*.yaml",
        "plans/*/../../../*.yaml",
        "a.yaml\n",
        "a\u0000.yaml",
        " a.yaml",
        "a@",
        "a@-x",
        "a@--upload-pack=x",
        "a@v1..v2",
        "a@v1\nv2",
        "a.yaml@:b.yaml",
        "x" * 2000,
    ],
)
def test_hostile_member_is_a_finding_and_the_rest_is_read(tmp_path: Path, member: str) -> None:
    (tmp_path / "outside.yaml").write_text(plan("outside"))
    files = {"w/sotetrace.yaml": settings("a.yaml", member, "b.yaml"), "w/a.yaml": plan("a"), "w/b.yaml": plan("b")}
    workspace = opened(tmp_path / "repo", files)
    assert ids(workspace) == ["a", "b"]
    found = [finding for finding in workspace.findings if finding.place.path[:2] == ("documents", 1)]
    assert [one.rule for one in found] in (["unfit-member"], ["unreadable-file"])
    assert all(one.location is not None and one.location.file.endswith("sotetrace.yaml") for one in found)


def test_link_out_of_the_repository_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "outside.yaml").write_text(plan("outside"))
    (tmp_path / "repo" / "w").mkdir(parents=True)
    (tmp_path / "repo" / "w" / "link.yaml").symlink_to(tmp_path / "outside.yaml")
    (tmp_path / "repo" / "w" / "round.yaml").symlink_to(tmp_path / "repo" / "w" / "round.yaml")
    files = {"w/sotetrace.yaml": settings("a.yaml", "link.yaml", "round.yaml"), "w/a.yaml": plan("a")}
    workspace = opened(tmp_path / "repo", files)
    assert ids(workspace) == ["a"]
    assert [rule for rule, _ in told(workspace)] == ["unfit-member", "unreadable-file"]


def test_without_a_repository_one_folder_up_is_allowed() -> None:
    with tempfile.TemporaryDirectory() as name:  # the folder of the tests looks like a repository
        top = Path(name)
        (top / "x").mkdir()
        (top / "x" / "above.yaml").write_text(plan("above"))
        (top / "far.yaml").write_text(plan("far"))
        wanted = {"w/sotetrace.yaml": settings("../above.yaml", "../../far.yaml")}
        workspace = opened(top / "x", wanted, is_repository=False)
    assert ids(workspace) == ["above"]
    assert told(workspace) == [("unfit-member", "../../far.yaml")]


def test_second_document_of_an_id_is_left_out_and_told(tmp_path: Path) -> None:
    files = {
        "w/sotetrace.yaml": settings("a.yaml", "b.yaml"),
        "w/a.yaml": plan("same"),
        "w/b.yaml": plan("same", "Two"),
    }
    workspace = opened(tmp_path, files)
    assert ids(workspace) == ["same"]
    (finding,) = [one for one in workspace.findings if one.rule == "repeated-document"]
    assert finding.place.path == ("documents", 1)
    assert [place.path for place in finding.related] == [("documents", 0)]
    slots = dict(finding.args)
    assert (slots["document"], slots["first"].endswith("a.yaml"), slots["file"].endswith("b.yaml")) == (
        "same",
        True,
        True,
    )


# ---- revisions -------------------------------------------------------------------------------------------------------


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """A repository whose tag v1 has documents a and b, and in which a has changed since."""
    repo = make_repository(tmp_path / "repo")
    repo.commit("one", {"w/a.yaml": plan("a", "Old"), "w/b.yaml": plan("b"), "w/sotetrace.yaml": settings("a.yaml")})
    repo.git("tag", "v1")
    repo.git("tag", "release/2.0")
    repo.commit("two", {"w/a.yaml": plan("a", "New"), "w/c.yaml": plan("c")})
    return repo


def read(repo: Repo, *members: str) -> OpenedWorkspace:
    repo.write({"w/sotetrace.yaml": settings(*members)})
    return open_workspace(repo.path / "w" / "sotetrace.yaml", start=repo.path, may_embed=False)


def titles(workspace: OpenedWorkspace) -> dict[str, str | None]:
    return {document.document.id: document.goals[0].title.en for document in workspace.workspace.documents}


@pytest.mark.parametrize("member", ["a@v1", "a.yaml@v1", "./a.yaml@v1", "../w/a.yaml@v1"])
def test_document_at_a_revision_is_called_by_it(repo: Repo, member: str) -> None:
    workspace = read(repo, member, "a.yaml")
    assert titles(workspace) == {"a@v1": "Old", "a": "New"}
    assert told(workspace) == []
    assert workspace.positions["a@v1"].files[0][0].endswith("a.yaml@v1")


@pytest.mark.parametrize("revision", ["release/2.0", "HEAD~1", "v1^{commit}", "HEAD"])
def test_revision_may_have_any_usual_form(repo: Repo, revision: str) -> None:
    workspace = read(repo, "a.yaml", f"a@{revision}")
    assert ids(workspace) == (["a", f"a@{revision}"] if "{" not in revision else ["a"])


def test_folder_at_a_revision(repo: Repo) -> None:
    repo.commit("three", {"w/d/one.yaml": plan("d"), "w/d/two.yaml": "measures: [{id: M1, title: {en: Deed}}]\n"})
    repo.git("tag", "v3")
    repo.write({"w/d/two.yaml": None})
    workspace = read(repo, "d", "d@v3")
    assert [len(document.measures) for document in workspace.workspace.documents] == [0, 1]


@pytest.mark.parametrize(
    ("member", "problem"),
    [
        ("a@v7", "v7"),
        ("a@", "a@"),
        ("gone@v1", "gone"),
        ("c@v1", "c.yaml"),
        ("none/x.yaml@v1", "x.yaml"),
        ("a@v1@v1", "a@v1"),
    ],
)
def test_what_is_not_there_is_told_and_the_rest_is_read(repo: Repo, member: str, problem: str) -> None:
    workspace = read(repo, "a.yaml", member, "c.yaml")
    assert ids(workspace) == ["a", "c"]
    ((rule, named),) = told(workspace)
    assert rule in ("unreadable-revision", "unfit-member")
    assert problem in str(workspace.findings[0].args)
    assert named.endswith(member.rpartition("/")[2])


def test_nearest_revision_is_suggested(repo: Repo) -> None:
    workspace = read(repo, "a.yaml", "a@release/2.1")
    assert workspace.findings[0].suggestion == "a@release/2.0"


def test_workspace_at_a_revision_reads_its_members_there(repo: Repo) -> None:
    from sotetrace.project import Project

    repo.commit("three", {"w/sotetrace.yaml": settings("*.yaml", "a@v1"), "w/a.yaml": plan("a", "Third")})
    repo.write({"w/a.yaml": plan("a", "On disk"), "w/later.yaml": plan("later")})
    project = Project.at("HEAD", repo.path / "w" / "sotetrace.yaml")
    assert titles(project.opened) == {"a": "Third", "b": "One", "c": "One", "a@v1": "Old"}


def test_without_a_repository_a_revision_is_told(tmp_path: Path) -> None:
    files = {"w/sotetrace.yaml": settings("a.yaml", "a@v1"), "w/a.yaml": plan("a")}
    workspace = opened(tmp_path, files, is_repository=False)
    assert ids(workspace) == ["a"]
    assert told(workspace) == [("unreadable-revision", "a@v1")]


def test_nothing_readable_is_an_error_with_the_findings(tmp_path: Path) -> None:
    with pytest.raises(UnparsableError) as caught:
        opened(tmp_path, {"w/sotetrace.yaml": settings("gone.yaml", "no*.yaml", "/x")})
    assert len(caught.value.findings) == 3
