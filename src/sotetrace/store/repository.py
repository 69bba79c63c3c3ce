"""The repository that a folder lies in, and asking it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sotetrace.errors import GitError, UsageError
from sotetrace.store.git import Answer, refusal, run_git
from sotetrace.store.readers import shown


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository: the folder git runs in (the top of its files, or itself when bare) and its own folder.

    `prefix` is the folder it was found from, relative to the top, with a slash at its end when it is not the top.
    """

    folder: Path
    git_dir: Path
    prefix: str = ""
    has_files: bool = True
    is_shallow: bool = False

    def run(self, *arguments: str, stdin: bytes = b"", index: Path | None = None) -> Answer:
        """Run git here, whatever the exit status. Raises GitError as run_git does."""
        return run_git(self.folder, *arguments, stdin=stdin, index=index)

    def ask(self, *arguments: str, stdin: bytes = b"", index: Path | None = None) -> bytes:
        """Run git here and return its output. Raises GitError when it fails."""
        answer = self.run(*arguments, stdin=stdin, index=index)
        if answer.status:
            raise refusal(self.folder, answer)
        return answer.output

    def line(self, *arguments: str) -> str | None:
        """Run git here and return its answer of one line; None when it fails."""
        answer = self.run(*arguments)
        return answer.output.decode("utf-8", "surrogateescape").removesuffix("\n") if answer.status == 0 else None


def find_repository(start: Path) -> Repository:
    """Find the repository that a folder lies in, as git does, without regard to the variables of a hook.

    Raises GitError when there is none or git refuses it.
    """
    folder = start.resolve()
    asked = ("--absolute-git-dir", "--is-inside-work-tree", "--is-shallow-repository", "--show-prefix", "--show-cdup")
    answer = run_git(folder, "rev-parse", *asked)
    lines = answer.output.decode("utf-8", "surrogateescape").split("\n")
    if answer.status:
        raise refusal(folder, answer)
    if len(lines) < 4 or len(lines) > 6:
        raise GitError(f"{shown(folder)}: has a line break in its path", "Give the folder another name.")
    git_dir, has_files, is_shallow = Path(lines[0]), lines[1] == "true", lines[2] == "true"
    if not has_files:
        return Repository(git_dir, git_dir, has_files=False, is_shallow=is_shallow)
    return Repository((folder / lines[4]).resolve(), git_dir, lines[3], is_shallow=is_shallow)


def check_words(*words: str) -> None:
    """Raise UsageError for what no revision or path can be: empty, with a line break or NUL, or like an option."""
    for word in words:
        if not word:
            raise UsageError("a name is empty", "Name a path or a revision.")
        if any(character in word for character in "\n\r\0"):
            raise UsageError(f"{word!r}: has a line break or NUL", "Name a path or a revision.")
        if word.startswith("-"):
            raise UsageError(f"{word}: starts with a dash", f"For a file of that name: ./{word}")
