"""What the names of sides mean."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from sotetrace.errors import AbsentModelError, GitError, UnknownRevisionError, UnreadableError, UsageError
from sotetrace.project import Project
from sotetrace.store import readers
from tests.git.asking import compared, sides
from tests.repositories import Repo, make_repository, measures_of, plan, unchanged


def test_one_side_is_held_against_the_files_on_disk(repo: Repo) -> None:
    assert compared(repo, "HEAD~1") == ("M1", "M1 M2 M3")


def test_two_sides_are_old_and_new(repo: Repo) -> None:
    assert compared(repo, "HEAD~1", "HEAD") == ("M1", "M1 M2")
    assert compared(repo, "HEAD", "HEAD~1") == ("M1 M2", "M1")


def test_three_dots_begin_where_the_branches_parted(repo: Repo) -> None:
    repo.git("checkout", "--quiet", "-b", "topic", "HEAD~1", "--force")
    repo.commit("topic", {"data/vision.yaml": plan("M1", "M9")})
    assert compared(repo, "main...topic") == ("M1", "M1 M9")
    assert compared(repo, "main...") == ("M1", "M1 M9")
    assert compared(repo, "...main") == ("M1", "M1 M2")
    old, new = sides("main...topic")
    assert (old.kind, old.label) == ("merge base", f"main...topic ({repo.sha('main~1')[:7]})")
    assert (new.kind, new.label, new.sha) == ("revision", f"topic ({repo.sha()[:7]})", repo.sha())
    assert compared(repo, "main...topic:data/vision.yaml") == ("M1", "M1 M9")


@pytest.mark.parametrize(
    "name", ["main~1", "HEAD^", "v1", "v1-annotated", "@~1", "HEAD~1^0", ":sha", ":short", "main@{1}", "HEAD^{/one}"]
)
def test_every_name_of_a_commit_that_git_knows(repo: Repo, name: str) -> None:
    repo.git("tag", "v1", "HEAD~1")
    repo.git("tag", "-a", "v1-annotated", "-m", "first", "HEAD~1")
    sha = repo.sha("HEAD~1")
    given = {":sha": sha, ":short": sha[:8]}.get(name, name)
    assert compared(repo, given)[0] == "M1"
    assert sides(given)[0].label in (f"{name} ({sha[:7]})", sha[:7])


def test_path_in_a_revision_counts_from_the_top_or_from_here(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    assert compared(repo, "HEAD~1:data/vision.yaml", "HEAD:data/vision.yaml") == ("M1", "M1 M2")
    assert sides("HEAD~1:data")[0].label == f"HEAD~1:data ({repo.sha('HEAD~1')[:7]})"
    assert compared(repo, "HEAD~1:data") == ("M1", "M1 M2 M3")
    monkeypatch.chdir(repo.path / "data")
    assert compared(repo, "HEAD~1:data/vision.yaml", "HEAD:./vision.yaml") == ("M1", "M1 M2")
    assert compared(repo, "HEAD~1:../data/vision.yaml", "HEAD:") == ("M1", "M1 M2")


def test_path_that_exists_wins_over_a_branch_of_its_name(repo: Repo) -> None:
    repo.git("branch", "data", "HEAD~1")
    assert compared(repo, "data", "HEAD") == ("M1 M2 M3", "M1 M2")
    assert compared(repo, "heads/data", "HEAD") == ("M1", "M1 M2")


def test_two_paths_need_no_repository(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(plan("M1"), encoding="utf-8")
    (tmp_path / "b.yaml").write_text(plan("M2"), encoding="utf-8")
    old, new = sides("a.yaml", "b.yaml")
    assert [old.kind, old.label, new.kind, new.label] == ["path", "a.yaml", "path", "b.yaml"]
    assert measures_of(old.open()) + measures_of(new.open()) == ["M1", "M2"]
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "vision.yaml").write_text(plan("M3"), encoding="utf-8")
    assert measures_of(sides("a.yaml")[1].open()) == ["M3"]


def test_file_may_become_a_folder_of_files(repo: Repo) -> None:
    goals, measures = plan(), '{"measures": [{"id": "M7", "title": {"fi": "a", "sv": "b", "en": "c"}, "advances": []}]}'
    repo.write({"split/goals.yaml": goals.replace('"measures": []', '"trends": []'), "split/measures.yaml": measures})
    assert compared(repo, "HEAD:data/vision.yaml", "split") == ("M1 M2", "M7")
    repo.commit("split")
    assert compared(repo, "HEAD~1", "HEAD:split") == ("M1 M2", "M7")


def test_standard_input_is_one_file(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(plan("M8").encode())))
    assert compared(repo, "HEAD", "-") == ("M1 M2", "M8")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(plan("M8").encode())))
    monkeypatch.setattr(readers, "MAX_BYTES", 10)
    with pytest.raises(UnreadableError, match="-: is larger than 10 bytes"):
        sides("-")[0].open()
    with pytest.raises(UsageError, match="one side only"):
        sides("-", "-")


def test_staged_is_held_against_head_or_the_side_given(repo: Repo) -> None:
    repo.git("add", "--all")
    repo.write({"data/vision.yaml": plan("M4")})
    assert compared(repo, staged=True) == ("M1 M2", "M1 M2 M3")
    assert compared(repo, "HEAD~1", staged=True) == ("M1", "M1 M2 M3")
    assert [side.label for side in sides(staged=True)] == [f"HEAD ({repo.sha()[:7]})", "staged"]
    with pytest.raises(UsageError, match="too many sides"):
        sides("HEAD", "HEAD~1", staged=True)
    with pytest.raises(UsageError, match="names both sides"):
        sides("HEAD~1...HEAD", staged=True)


@pytest.mark.parametrize("name", ["C:/plans/vision.yaml", "c:\\plans\\vision.yaml"])
def test_drive_of_windows_is_a_path(repo: Repo, name: str) -> None:
    old, _ = sides(name)
    assert old.kind == "path"
    with pytest.raises(AbsentModelError, match="no such file"):
        old.open()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["a", "b", "c"], "too many sides"),
        (["-x"], "starts with a dash"),
        (["--output=x"], "starts with a dash"),
        (["HEAD\nHEAD"], "line break"),
        (["HEAD\0"], "line break or NUL"),
        (["HEAD:a\nb"], "line break"),
        ([":data/vision.yaml"], "names no revision"),
        (["HEAD~1..HEAD"], "no single revision"),
        (["HEAD~1...HEAD...HEAD"], "no single revision"),
        ([""], "name is empty"),
        (["HEAD~1...HEAD", "HEAD"], "names both sides"),
        (["HEAD:../vision.yaml"], "leads out of the repository"),
        (["HEAD:/etc/passwd"], "leads out of the repository"),
    ],
)
def test_what_names_no_side_is_wrong_use(repo: Repo, arguments: list[str], message: str) -> None:
    with unchanged(repo), pytest.raises(UsageError, match=message) as caught:
        sides(*arguments)
    assert caught.value.hint
    assert caught.value.exit_status == 2


def test_unknown_revision_names_the_nearest(repo: Repo) -> None:
    repo.git("branch", "lansi-suomi")
    repo.git("tag", "v2025.1")
    for given, nearest in {"mian": "main", "lansisuomi": "lansi-suomi", "v2025": "v2025.1"}.items():
        with unchanged(repo), pytest.raises(UnknownRevisionError) as caught:
            sides(given)
        assert nearest in caught.value.nearest
        assert nearest in caught.value.hint
        assert caught.value.exit_status == 3
    with pytest.raises(UnknownRevisionError, match="no such ancestor"):
        sides("HEAD~7")
    with pytest.raises(UnknownRevisionError, match="names no commit"):
        sides(repo.sha("HEAD:data/vision.yaml"))
    with pytest.raises(UnknownRevisionError, match="no revision and no path"):
        sides("plans/absent.yaml")
    with pytest.raises(UnknownRevisionError, match="no revision and no path"):
        sides("0" * 40)


def test_model_that_is_absent_on_one_side_is_told_apart(repo: Repo) -> None:
    repo.git("add", "--all")
    repo.git("mv", "data/vision.yaml", "data/plan.yaml")
    repo.commit("rename")
    with unchanged(repo), pytest.raises(AbsentModelError, match=r"has no data/plan\.yaml") as caught:
        sides("HEAD~1", model="data/plan.yaml")[0].open()
    assert caught.value.found == ("data/vision.yaml",)
    assert f"{repo.sha('HEAD~1')[:12]}:data/vision.yaml" in caught.value.hint
    with pytest.raises(AbsentModelError, match=r"has no sotetrace\.yaml or data/vision\.yaml") as caught:
        sides("HEAD~1", "HEAD")[1].open()
    assert caught.value.found == ("data/plan.yaml",)  # found by what stands in it


def test_deleted_file_is_absent_on_disk(repo: Repo) -> None:
    repo.write({"data/vision.yaml": None})
    old, new = sides("HEAD", model="data/vision.yaml")
    assert measures_of(old.open()) == ["M1", "M2"]
    with pytest.raises(AbsentModelError, match="no such file"):
        new.open()


def test_model_is_where_the_option_says_on_both_sides(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit("other", {"plans/öljy plan.yaml": plan("M5")})
    repo.write({"plans/öljy plan.yaml": plan("M6")})
    assert compared(repo, "HEAD", model="plans/öljy plan.yaml") == ("M5", "M6")
    monkeypatch.chdir(repo.path / "data")
    assert compared(repo, "HEAD", model="../plans/öljy plan.yaml") == ("M5", "M6")
    monkeypatch.chdir(repo.path.parent)
    assert compared(repo, "HEAD", model="repo/plans/öljy plan.yaml") == ("M5", "M6")


def test_model_outside_the_repository_is_wrong_use(repo: Repo) -> None:
    outside = repo.path.parent / "plan.yaml"
    outside.write_text(plan("M1"), encoding="utf-8")
    with pytest.raises(GitError, match="not in a git repository"):
        sides("HEAD", model=str(outside))


def test_project_opens_at_a_revision(repo: Repo) -> None:
    with unchanged(repo):
        project = Project.at("HEAD~1")
        assert project.document.elements["M1"].id == "M1"
        assert {"M2", "M3"} & set(project.document.elements) == set()
        assert measures_of(Project.at("HEAD", "data/vision.yaml").opened) == ["M1", "M2"]


def test_revision_is_one_commit(repo: Repo) -> None:
    for name in ("HEAD~1...HEAD", "HEAD~1..HEAD", "HEAD..."):
        with unchanged(repo), pytest.raises(UsageError, match="no single revision"):
            Project.at(name)


def test_not_a_repository(tmp_path: Path) -> None:
    with pytest.raises(GitError, match="not in a git repository") as caught:
        sides("HEAD")
    assert caught.value.exit_status == 3


def test_repository_without_a_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = make_repository(tmp_path / "new")
    repo.write({"data/vision.yaml": plan("M1")})
    repo.git("add", "--all")
    monkeypatch.chdir(repo.path)
    with unchanged(repo):
        for old, new in (sides(), sides(staged=True)):
            assert measures_of(new.open()) == ["M1"]
            with pytest.raises(AbsentModelError, match="HEAD: has no"):
                old.open()
        with pytest.raises(UnknownRevisionError, match="no commit yet"):
            sides("HEAD")


def test_path_of_a_revision_is_looked_for_where_one_stands(repo: Repo) -> None:
    outside = repo.path.parent / "plan.yaml"
    outside.write_text(plan("M7"), encoding="utf-8")
    assert compared(repo, "HEAD:data/vision.yaml", model=str(outside)) == ("M1 M2", "M7")


def test_colon_in_the_time_of_a_revision_begins_no_path(repo: Repo) -> None:
    assert compared(repo, "HEAD@{2099-01-01 10:30}") == ("M1 M2", "M1 M2 M3")
    assert compared(repo, "HEAD@{2099-01-01 10:30}:data/vision.yaml") == ("M1 M2", "M1 M2 M3")
    assert compared(repo, "HEAD~1...HEAD@{2099-01-01 10:30}") == ("M1", "M1 M2")


def test_model_behind_a_link_to_another_repository_is_wrong_use(repo: Repo, tmp_path: Path) -> None:
    other = make_repository(tmp_path / "other")
    other.commit("one", {"plans/a.yaml": plan("M5")})
    try:
        (repo.path / "link").symlink_to(other.path / "plans")
    except OSError:
        pytest.skip("links need a permission here")
    with unchanged(repo, other), pytest.raises(UsageError, match="lies outside the repository") as caught:
        sides("HEAD", model="link")
    assert caught.value.hint == "Name it as REV:path."
