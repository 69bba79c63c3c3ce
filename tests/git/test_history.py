"""The commits that touched a model."""

from __future__ import annotations

from pathlib import Path

import pytest

from sotetrace.errors import AbsentModelError, UnknownRevisionError, UnparsableError
from sotetrace.store.history import Commit, iter_commits
from tests.repositories import FIRST_DAY, Repo, make_repository, measures_of, plan, unchanged


def commits(repo: Repo, *, model: str | None = None, revision: str = "HEAD", limit: int | None = None) -> list[Commit]:
    path = Path(model) if model is not None else None
    with unchanged(repo):
        return list(iter_commits(model=path, start=Path.cwd(), revision=revision, limit=limit))


def told(repo: Repo, **options: str) -> list[tuple[str, str]]:
    """Subjects and measures, oldest first."""
    return [(commit.subject, " ".join(measures_of(commit.side.open()))) for commit in commits(repo, **options)]  # type: ignore[arg-type]


def test_only_commits_that_touch_the_model_oldest_first(repo: Repo) -> None:
    repo.write({"data/vision.yaml": plan("M1", "M2")})
    repo.commit("note", {"note.md": "x", "other/data.yaml": "x: 1"})
    repo.commit("empty")
    repo.commit("three", {"data/vision.yaml": plan("M3")})
    repo.git("tag", "v1", "HEAD~3")
    repo.git("tag", "-a", "v1-annotated", "-m", "x", "HEAD~3")
    assert told(repo) == [("one", "M1"), ("two", "M1 M2"), ("three", "M3")]
    first, second, third = commits(repo)
    assert [commit.tags for commit in (first, second, third)] == [(), ("v1", "v1-annotated"), ()]
    assert (second.date, second.author, second.sha) == ("2026-01-03T02:00:00+02:00", "Aino Virta", repo.sha("v1"))
    assert (second.side.kind, second.side.label) == ("revision", repo.sha("v1")[:7])
    assert commits(repo, limit=2) == [second, third]
    assert commits(repo, limit=0) == []
    assert commits(repo, revision="v1") == [first, second]


def test_renamed_file_is_followed(repo: Repo) -> None:
    repo.git("add", "--all")
    repo.git("mv", "data/vision.yaml", "data/näkymä 2040.yaml")
    repo.commit("rename")
    repo.commit("more", {"data/näkymä 2040.yaml": plan("M1", "M2", "M3", "M4"), "data/vision.yaml": plan("M9")})
    model = "data/näkymä 2040.yaml"
    assert [subject for subject, _ in told(repo, model=model)] == ["one", "two", "rename", "more"]
    models = [commit.side.model for commit in commits(repo, model=model)]
    assert models == [Path("data/vision.yaml"), Path("data/vision.yaml"), Path(model), Path(model)]


def test_moved_folder_is_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = make_repository(tmp_path / "repo")
    monkeypatch.chdir(repo.path)
    more = '{{"measures": [{{"id": "{}", "title": {{"fi": "a", "sv": "b", "en": "c"}}, "advances": []}}]}}\n'
    repo.commit("begin", {"old/a.yaml": plan("M1"), "old/b.yaml": more.format("M2")})
    repo.commit("add", {"old/c.yaml": more.format("M3")})
    (repo.path / "plans").mkdir()
    repo.git("mv", "old", "plans/new")
    repo.commit("move")
    repo.commit("edit", {"plans/new/b.yaml": more.format("M4")})
    repo.commit("drop", {"plans/new/c.yaml": None})
    expected = [("begin", "M1 M2"), ("add", "M1 M2 M3"), ("move", "M1 M2 M3"), ("edit", "M1 M4 M3"), ("drop", "M1 M4")]
    assert told(repo, model="plans/new") == expected


def test_file_split_into_a_folder_is_followed(repo: Repo) -> None:
    long = plan(*(f"M{number}" for number in range(1, 20)))
    repo.commit("long", {"data/vision.yaml": long})
    more = '{"trends": []}\n'
    repo.commit("split", {"data/vision.yaml": None, "plans/a.yaml": long, "plans/b.yaml": more})
    assert [subject for subject, _ in told(repo, model="plans")] == ["one", "two", "long", "split"]


def test_settings_and_waivers_belong_to_the_model(repo: Repo) -> None:
    repo.write({"data/vision.yaml": plan("M1", "M2")})
    repo.commit(
        "settings", {"sotetrace.yaml": "documents: [data/vision.yaml]\nwaivers: w.yaml\n", "w.yaml": "waivers: []\n"}
    )
    repo.commit("waive", {"w.yaml": "waivers: []  # none\n"})
    assert told(repo) == [("one", "M1"), ("two", "M1 M2"), ("settings", "M1 M2"), ("waive", "M1 M2")]


def test_first_parents_only(repo: Repo) -> None:
    repo.write({"data/vision.yaml": plan("M1", "M2")})
    repo.git("checkout", "--quiet", "-b", "topic")
    repo.commit("step 1", {"data/vision.yaml": plan("M1", "M2", "M5")})
    repo.commit("step 2", {"data/vision.yaml": plan("M1", "M2", "M6")})
    repo.git("checkout", "--quiet", "main")
    repo.commit("aside", {"note.md": "x"})
    repo.merge("topic")
    assert told(repo) == [("one", "M1"), ("two", "M1 M2"), ("Merge branch 'topic'", "M1 M2 M6")]


def test_model_that_was_away_and_came_back(repo: Repo) -> None:
    repo.commit("away", {"data/vision.yaml": None})
    repo.commit("back", {"data/vision.yaml": plan("M1")})
    found = commits(repo)
    assert [commit.subject for commit in found] == ["one", "two", "away", "back"]
    with pytest.raises(AbsentModelError):
        found[2].side.open()


def test_broken_model_has_a_history(repo: Repo) -> None:
    repo.commit("broken", {"data/vision.yaml": "a: [\n"})
    found = commits(repo)
    assert [commit.subject for commit in found] == ["one", "two", "broken"]
    with pytest.raises(UnparsableError):
        found[2].side.open()


HOSTILE = [
    "\x1b[31mred\x1b[0m",
    "::error::x",
    "|a|b|",
    "\u202eevil",
    "a\tb",
    "Å ä ö",
    "$(touch canary)",
    ":100644 100644 a b R1",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_names_and_subjects_are_given_as_they_are_written(repo: Repo, name: str) -> None:
    repo.commit(name, author=f"Aino {name} Virta")  # git itself drops such characters from the ends of a name
    last = commits(repo)[-1]
    assert (last.author, last.subject) == (f"Aino {name} Virta", name)


def test_commit_that_says_nothing_and_bytes_that_are_no_utf_8(repo: Repo) -> None:
    repo.commit("", {"data/vision.yaml": plan("M3")})
    assert commits(repo)[-1].subject == ""
    raw = repo.git("cat-file", "commit", "HEAD").encode().replace(b"Aino", b"\xffino").replace(b"+0200", b"+9999")
    (repo.path.parent / "raw").write_bytes(raw)
    repo.git(
        "update-ref",
        "HEAD",
        repo.git("hash-object", "-t", "commit", "-w", "--literally", str(repo.path.parent / "raw")),
    )
    assert commits(repo)[-1].author == "\ufffdino Virta"


def test_shallow_clone_tells_where_it_ends(repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit("three")
    clone = repo.clone(tmp_path / "clone", "--depth=2")
    monkeypatch.chdir(clone.path)
    assert [(commit.subject, commit.is_cut) for commit in commits(clone)] == [("two", True), ("three", False)]
    monkeypatch.chdir(repo.path)
    assert [commit.is_cut for commit in commits(repo)] == [False] * 3


def test_long_history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = make_repository(tmp_path / "repo")
    monkeypatch.chdir(repo.path)
    stream = []
    for number in range(1200):
        name, text = ("data/vision.yaml", plan(f"M{number}")) if number % 100 == 0 else ("x.md", str(number))
        stream += ["commit refs/heads/main", f"committer A <a@b> {FIRST_DAY + number} +0000"]
        stream += [f"data {len(str(number))}", str(number), f"M 644 inline {name}", f"data {len(text)}", text, ""]
    repo.git("fast-import", "--quiet", stdin="\n".join(stream))
    repo.git("checkout", "--quiet", "--force", "main")
    assert [commit.subject for commit in commits(repo)] == [str(number) for number in range(0, 1200, 100)]
    assert [commit.subject for commit in commits(repo, limit=2)] == ["1000", "1100"]


def test_no_commit_yet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = make_repository(tmp_path / "repo")
    monkeypatch.chdir(repo.path)
    with pytest.raises(UnknownRevisionError, match="no commit yet"):
        commits(repo)
