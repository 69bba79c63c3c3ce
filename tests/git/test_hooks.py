"""Hooks, their environment, and repositories that would have something run or read elsewhere."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from sotetrace.errors import GitError
from sotetrace.store.history import iter_commits
from sotetrace.store.merges import read_merge
from tests.git.asking import compared, sides
from tests.repositories import Repo, make_repository, measures_of, plan, unchanged

ASK = """
import sys
from pathlib import Path
from sotetrace.store.revisions import resolve_sides
from tests.repositories import measures_of
start = Path(sys.argv[1]) if len(sys.argv) > 1 else Path.cwd()
for side in resolve_sides([], staged=True, model=None, start=start):
    print(" ".join(measures_of(side.open())))
"""


@pytest.fixture
def hooked(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """A repository whose pre-commit hook writes both sides of `--staged` to a file beside the repository."""
    if sys.platform == "win32":
        pytest.skip("the hook is a script")
    top = Path(__file__).resolve().parents[2]
    (repo.path.parent / "ask.py").write_text(ASK, encoding="utf-8")
    hook = repo.path / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    paths = os.pathsep.join([str(top), str(top / "src")])
    asked = f'PYTHONPATH="{paths}" "{sys.executable}" "{repo.path.parent}/ask.py" $ASK_START'
    hook.write_text(
        f'#!/bin/sh\nenv > "{repo.path.parent}/env"\n{asked} > "{repo.path.parent}/said" 2>&1\n', encoding="utf-8"
    )
    hook.chmod(0o755)
    return repo


def said(repo: Repo) -> list[str]:
    return (repo.path.parent / "said").read_text(encoding="utf-8").splitlines()


def test_hook_of_a_commit_sees_what_will_be_committed(hooked: Repo) -> None:
    hooked.git("add", "--all")
    hooked.write({"data/vision.yaml": plan("M7")})
    hooked.git("commit", "--quiet", "-m", "plain")
    assert said(hooked) == ["M1 M2", "M1 M2 M3"]


def test_hook_of_commit_all_sees_what_is_not_in_the_usual_index(hooked: Repo) -> None:
    hooked.git("commit", "--quiet", "--all", "-m", "all")
    assert said(hooked) == ["M1 M2", "M1 M2 M3"]


def test_hook_of_commit_path_sees_only_that_path(hooked: Repo) -> None:
    hooked.write({"other.md": "staged too"})
    hooked.git("add", "other.md")
    hooked.git("commit", "--quiet", "-m", "path", "data/vision.yaml")
    assert "next-index" in (hooked.path.parent / "env").read_text(encoding="utf-8")
    assert said(hooked) == ["M1 M2", "M1 M2 M3"]


def test_hook_of_a_linked_worktree_sees_its_own_index(hooked: Repo) -> None:
    linked = Repo(hooked.path.parent / "linked")
    hooked.git("worktree", "add", "--quiet", "-b", "topic", str(linked.path))
    linked.write({"data/vision.yaml": plan("M8")})
    linked.git("commit", "--quiet", "--all", "-m", "linked")
    assert "\nGIT_DIR=" in (hooked.path.parent / "env").read_text(encoding="utf-8")
    assert said(hooked) == ["M1 M2", "M8"]


def test_hook_that_asks_another_repository_gets_that_one(hooked: Repo, tmp_path: Path) -> None:
    other = make_repository(tmp_path / "other")
    other.commit("one", {"data/vision.yaml": plan("M5")})
    other.write({"data/vision.yaml": plan("M6")})
    other.git("add", "--all")
    with unchanged(other):
        hooked.git("commit", "--quiet", "--all", "-m", "all", ASK_START=str(other.path))
    assert said(hooked) == ["M5", "M6"]


def test_variables_of_another_repository_do_not_count(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make_repository(tmp_path / "other")
    other.commit("one", {"data/vision.yaml": plan("M9")})
    for name, value in {
        "GIT_DIR": other.path / ".git",
        "GIT_INDEX_FILE": other.path / ".git/index",
        "GIT_WORK_TREE": other.path,
        "GIT_PREFIX": "data/",
        "GIT_OBJECT_DIRECTORY": other.path / ".git/objects",
        "GIT_NAMESPACE": "x",
        "GIT_LITERAL_PATHSPECS": "0",
        "GIT_TRACE": tmp_path / "trace",
        "GIT_EXTERNAL_DIFF": f"touch {tmp_path}/canary",
        "GIT_SSH_COMMAND": f"touch {tmp_path}/canary",
        "LC_ALL": "fi_FI.UTF-8",
    }.items():
        monkeypatch.setenv(name, str(value))
    assert compared(repo, "HEAD~1") == ("M1", "M1 M2 M3")
    assert compared(repo, staged=True) == ("M1 M2", "M1 M2")
    assert not (tmp_path / "trace").exists()
    assert not (tmp_path / "canary").exists()


def test_settings_and_hooks_of_a_repository_run_nothing(repo: Repo, tmp_path: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("the canary is a script")
    canary = tmp_path / "canary"
    script = tmp_path / "sing"
    script.write_text(f'#!/bin/sh\ntouch "{canary}"\ncat "$2" 2>/dev/null\nexit 0\n', encoding="utf-8")
    script.chmod(0o755)
    repo.commit("three", {".gitattributes": "*.yaml diff=bad filter=bad merge=bad\n"})
    repo.git("checkout", "--quiet", "-b", "topic", "HEAD~1")
    repo.commit("topic", {"data/vision.yaml": plan("M1", "M2", "M4"), ".gitattributes": "*.yaml merge=bad\n"})
    folder = repo.path / ".git/hooks"
    folder.mkdir(exist_ok=True)
    names = ("pre-commit", "post-checkout", "post-index-change", "reference-transaction", "fsmonitor-watchman")
    for name in names:
        shutil.copy(script, folder / name)
    for name in (
        *(
            "core.fsmonitor",
            "core.pager",
            "core.editor",
            "core.sshCommand",
            "core.gitProxy",
            "core.alternateRefsCommand",
        ),
        *("diff.external", "diff.bad.textconv", "diff.bad.command", "filter.bad.clean", "filter.bad.smudge"),
        *(
            "filter.bad.process",
            "merge.bad.driver",
            "gpg.program",
            "credential.helper",
            "pager.log",
            "interactive.diffFilter",
        ),
    ):
        repo.git("config", name, str(script))
    repo.git("config", "log.showSignature", "true")
    repo.git("config", "alias.ls-tree", f"!{script}")
    (repo.path / ".git/info/attributes").write_text("*.yaml diff=bad filter=bad merge=bad\n", encoding="utf-8")
    canary.unlink(missing_ok=True)
    with unchanged(repo):
        for arguments in ((), ("HEAD~1",), ("main...topic",), ("main", "topic"), ("HEAD:data/vision.yaml",)):
            for side in sides(*arguments):
                side.open()
        for side in sides(staged=True):
            side.open()
        assert list(iter_commits(model=None, start=Path.cwd()))
        with read_merge("main", "topic", model=None, start=Path.cwd()):
            pass
    assert not canary.exists()


def test_git_that_is_not_installed(repo: Repo, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(GitError, match="is not installed") as caught:
        sides("HEAD")
    assert "Install git" in caught.value.hint
    old, new = sides("data/vision.yaml", "data/vision.yaml")
    assert measures_of(old.open()) == measures_of(new.open())
    (repo.path / "git").write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    (repo.path / "git").chmod(0o755)
    for path in ("", "."):
        monkeypatch.setenv("PATH", path)
        with pytest.raises(GitError, match="is not installed"):
            sides("HEAD")


def test_repository_of_another_user(repo: Repo, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    if sys.platform == "win32" or os.geteuid() != 0:
        pytest.skip("only root can give a folder away")
    for path in (repo.path, repo.path / ".git"):
        os.chown(path, 65534, 65534)
    with unchanged(repo), pytest.raises(GitError, match="belongs to another user") as caught:
        sides("HEAD")
    assert caught.value.hint == f"If you trust it: git config --global --add safe.directory {repo.path}"
    settings = tmp_path / "settings"
    settings.write_text(f"[safe]\n\tdirectory = {repo.path}\n", encoding="utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    assert compared(repo, "HEAD") == ("M1 M2", "M1 M2 M3")


def test_replaced_objects_do_not_count(repo: Repo) -> None:
    repo.git("replace", repo.sha("HEAD"), repo.sha("HEAD~1"))
    assert compared(repo, "HEAD") == ("M1 M2", "M1 M2 M3")
