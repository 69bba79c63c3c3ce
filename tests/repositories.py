"""Small repositories, made by git itself in a folder of the test, and a way to show that nothing in one was changed.

repo = make_repository(tmp_path / "repo")
repo.commit("one", {"data/vision.yaml": plan("M1")})
with unchanged(repo):
    ...
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.builders import goal, measure, raw_vision

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from sotetrace.store.workspaces import OpenedWorkspace

DAY = 86_400
FIRST_DAY = 1_767_225_600  # 2026-01-01


def hermetic() -> dict[str, str]:
    """The environment of the git that makes repositories: nothing of the machine's settings counts."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    names = {
        f"GIT_{who}_{what}": word
        for who in ("AUTHOR", "COMMITTER")
        for what, word in (("NAME", "Aino Virta"), ("EMAIL", "aino@example.org"))
    }
    return {**kept, **names, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C"}


@dataclass
class Repo:
    """A repository, and the hour of its last commit."""

    path: Path
    clock: int = FIRST_DAY

    def git(self, *arguments: str, stdin: str = "", **environment: str) -> str:
        """Run git in it and return the answer without the last line end. Words in capitals are its environment."""
        words = ["git", "-c", "protocol.file.allow=always", "-c", "gc.auto=0", "-c", "maintenance.auto=0", *arguments]
        whole = {**hermetic(), **environment}
        done = subprocess.run(
            words, cwd=self.path, env=whole, input=stdin, capture_output=True, encoding="utf-8", check=False
        )
        assert done.returncode == 0, (arguments, done.stderr)
        return done.stdout.removesuffix("\n")

    def write(self, files: Mapping[str, str | bytes | None]) -> None:
        """Write files, and take away those given as None."""
        for name, content in files.items():
            path = self.path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if content is None:
                path.unlink()
            else:
                path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def commit(
        self,
        subject: str = "change",
        files: Mapping[str, str | bytes | None] | None = None,
        *,
        author: str = "Aino Virta",
    ) -> str:
        """Write files, commit everything, and return the hash. Every commit is a day later than the one before."""
        self.write(files or {})
        self.git("add", "--all")
        self.clock += DAY
        date = f"{self.clock} +0200"
        names = {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date, "GIT_AUTHOR_NAME": author}
        self.git("commit", "--quiet", "--allow-empty", "--allow-empty-message", "-m", subject, **names)
        return self.sha()

    def merge(self, branch: str) -> str:
        """Merge a branch with a commit of its own, and return the hash."""
        self.git("merge", "--quiet", "--no-ff", "--no-edit", branch)
        return self.sha()

    def sha(self, revision: str = "HEAD") -> str:
        """Return the hash of a revision."""
        return self.git("rev-parse", revision)

    def copy(self, path: Path) -> Repo:
        """Copy it, which takes less time than making it again."""
        shutil.copytree(self.path, path, symlinks=True)
        return Repo(path, self.clock)

    def clone(self, path: Path, *options: str) -> Repo:
        """Clone it as over a network, so that depth and filters count."""
        self.git("clone", "--quiet", *options, self.path.as_uri(), str(path))
        return Repo(path, self.clock)


def make_repository(path: Path, *, branch: str = "main") -> Repo:
    """Make a repository without a commit."""
    path.mkdir(parents=True)
    repo = Repo(path)
    repo.git("init", "--quiet", "--initial-branch", branch)
    return repo


def plan(*measures: str, title: str = "Plan") -> str:
    """The text of a small vision that has these measures."""
    header = {"id": "plan", "title": {"fi": title, "sv": title, "en": title}}
    raw = raw_vision(header, goals=[goal("G1")], measures=[measure(identifier) for identifier in measures])
    return json.dumps(raw, ensure_ascii=False, indent=1) + "\n"


def measures_of(opened: OpenedWorkspace) -> list[str]:
    """The ids of the measures of the first document."""
    return [each.id for each in opened.workspace.documents[0].measures]


def state(repo: Repo) -> dict[str, bytes]:
    """Every file of a repository, its own and those worked on: refs, index, objects, settings and all."""
    return {
        path.relative_to(repo.path).as_posix(): str(path.readlink()).encode()
        if path.is_symlink()
        else path.read_bytes()
        for path in sorted(repo.path.rglob("*"))
        if path.is_symlink() or path.is_file()
    }


@contextmanager
def unchanged(*repos: Repo) -> Iterator[None]:
    """Fail the test when anything in the repositories is not as it was."""
    before = [state(repo) for repo in repos]
    yield
    for repo, files in zip(repos, before, strict=True):
        after = state(repo)
        assert set(after) ^ set(files) == set(), sorted(set(after) ^ set(files))
        changed = [name for name in files if files[name] != after[name]]
        assert not changed, changed
