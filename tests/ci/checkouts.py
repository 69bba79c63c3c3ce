"""Pull requests as a build server checks them out: the merge with the target, detached, and only as deep as asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.repositories import make_repository

if TYPE_CHECKING:
    from pathlib import Path

MODEL = "data/vision.yaml"


class Project:
    """A repository with a model on `main`, and a pull request from `topic`, whose target moves on meanwhile."""

    def __init__(self, folder: Path, model: str) -> None:
        """Make the repository in a folder."""
        self.folder = folder
        self.repo = make_repository(folder / "origin")
        self.repo.commit("plan", {MODEL: model})
        self.repo.git("branch", "topic")
        self.repo.commit("meanwhile", {"notes.txt": "somebody else's change\n"})
        self.pushes = 0

    def push(self, files: dict[str, str | bytes | None], *, depth: int = 2) -> Path:
        """Push to the pull request, and return a fresh checkout of its merge commit."""
        self.repo.git("checkout", "--quiet", "topic")
        self.repo.commit("push", files)
        return self.check_out(depth=depth)

    def check_out(self, *, depth: int = 2) -> Path:
        """Return a fresh checkout of the merge commit, as `actions/checkout` makes it."""
        self.repo.git("checkout", "--quiet", "--detach", "main")
        self.repo.git("merge", "--quiet", "--no-ff", "--no-edit", "topic")
        self.repo.git("update-ref", "refs/pull/7/merge", "HEAD")
        self.pushes += 1
        made = make_repository(self.folder / f"checkout{self.pushes}")
        made.git("remote", "add", "origin", self.repo.path.as_uri())
        limit = [f"--depth={depth}"] if depth else []
        made.git("fetch", "--quiet", *limit, "origin", "refs/pull/7/merge")
        made.git("checkout", "--quiet", "--detach", "FETCH_HEAD")
        return made.path


def hostile_title() -> str:
    """A title that would be a mention, a link, markup, a command of the runner and a marker, if it could."""
    return (
        "::error::forged @aino #12 [x](https://example.org) <img src=x> | `a` <!-- sotetrace diff: x --> "
        "${{ github.token }} $(touch forged) ##[error]forged </details>"
    )
