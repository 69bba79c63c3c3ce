"""The one door to git. Only plumbing that reads: no ref, index, file or object of a repository is ever written.

Git runs in an environment of its own, so that neither a hook's variables nor the settings of a repository decide what
is read, and nothing that a repository names is run, and nothing is fetched.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sotetrace.errors import GitError
from sotetrace.model.limits import MAX_BYTES
from sotetrace.store.readers import shown

if TYPE_CHECKING:
    from collections.abc import Collection
    from typing import IO

SECONDS = 60.0
"""How long one run of git may take."""

MAX_OUTPUT = 200_000_000
"""How many bytes one run of git may answer: the names of about two million files."""

# What a user sets for git itself stays; what a hook sets for its own repository goes, and so does every trace.
_KEPT = re.compile("GIT_(CONFIG(_.*)?|CEILING_DIRECTORIES|DISCOVERY_ACROSS_FILESYSTEM|EXEC_PATH)")
_OWN = {
    "LC_ALL": "C",
    "LANGUAGE": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",  # what a commit holds, not what this clone puts in its place
    "GIT_NO_LAZY_FETCH": "1",  # a partial clone says what is missing
    "GIT_ALLOW_PROTOCOL": "",  # the same for a git that does not know the line above
    "GIT_ATTR_NOSYSTEM": "1",
}
_SETTINGS = (
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    f"core.attributesFile={os.devnull}",
    "merge.default=text",
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a run of git said: its exit status, output, and the words on its standard error."""

    status: int
    output: bytes
    said: str


def _command(arguments: Collection[str]) -> list[str]:
    program = shutil.which("git")
    if program is None or not Path(program).is_absolute():  # one in the current folder is not the user's
        raise GitError("git: is not installed", "Install git, or compare two files by their paths.")
    options = [word for setting in _SETTINGS for word in ("-c", setting)]
    return [program, "--no-pager", "--literal-pathspecs", *options, *arguments]


def _environment(index: Path | None) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or _KEPT.fullmatch(name)}
    return {**kept, **_OWN, **({"GIT_INDEX_FILE": str(index)} if index is not None else {})}


def run_git(folder: Path, *arguments: str, stdin: bytes = b"", index: Path | None = None) -> Answer:
    """Run git in a folder and return its answer, whatever the exit status.

    Raises GitError when git is absent, takes longer than SECONDS, or answers more than MAX_OUTPUT bytes.
    """
    with _scratch_file() as asked, _scratch_file() as said:
        asked.write(stdin)
        asked.seek(0)
        with _start(folder, arguments, index, asked, said) as process, _Watch(process) as watch:
            assert process.stdout is not None
            output = process.stdout.read(MAX_OUTPUT + 1)
            if len(output) > MAX_OUTPUT:
                process.kill()
                raise GitError(
                    f"git {arguments[0]}: answers more than {MAX_OUTPUT} bytes", "Name files by their paths."
                )
            status = process.wait()
        watch.check(arguments[0])
        said.seek(0)
        return Answer(status, output, said.read().decode("utf-8", "replace").strip())


def _scratch_file() -> IO[bytes]:
    """Return a file that is gone when closed: in memory where the system has that, so that no disk need be written."""
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("sotetrace"), "w+b")
    try:
        return tempfile.TemporaryFile()
    except OSError as error:
        problem = f"no temporary file: {error.strerror or error}"
        raise GitError(problem, "Let TMPDIR name a folder to write to.") from error


def _start(
    folder: Path, arguments: Collection[str], index: Path | None, stdin: IO[bytes] | int, stderr: IO[bytes]
) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(
            _command(arguments),
            cwd=folder,
            env=_environment(index),
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=stderr,
        )
    except (OSError, ValueError) as error:
        raise GitError(f"{shown(folder)}: {getattr(error, 'strerror', None) or error}", "Check the path.") from error


class _Watch:
    """Ends a process that takes too long."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.is_late = False
        self._process = process
        self._timer = threading.Timer(SECONDS, self._end)
        self._timer.daemon = True

    def _end(self) -> None:
        self.is_late = True
        self._process.kill()

    def __enter__(self) -> _Watch:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def check(self, command: str) -> None:
        """Raise GitError when the process was ended."""
        if self.is_late:
            raise GitError(f"git {command}: takes longer than {SECONDS:g} seconds", "Compare files by their paths.")


def refusal(folder: Path, answer: Answer) -> GitError:
    """Return the error that says why git failed in a folder."""
    place = re.search("dubious ownership in repository at '(.*?)'", answer.said)
    if place:
        return GitError(
            f"{place[1]}: belongs to another user, so git does not read it",
            f"If you trust it: git config --global --add safe.directory {place[1]}",
        )
    if "not a git repository" in answer.said:
        return GitError(f"{shown(folder)}: is not in a git repository", "Compare two files by their paths.")
    said = answer.said.splitlines()
    reason = next((line for line in said if line.startswith(("fatal: ", "error: "))), said[-1] if said else "")
    return GitError(
        f"git: {reason.partition(': ')[2] or reason or f'exit status {answer.status}'}",
        "Run git status there; it says more.",
    )


@dataclass(slots=True)
class Batch:
    """Objects of the repository of a folder, read through one process that lives while the batch is entered."""

    folder: Path
    _process: subprocess.Popen[bytes] | None = None
    _said: IO[bytes] | None = None
    _depth: int = 0

    def __enter__(self) -> Batch:
        self._depth += 1
        return self

    def __exit__(self, *_: object) -> None:
        self._depth -= 1
        if not self._depth:
            self._close()

    def read(self, name: str, called: str) -> bytes | None:
        """Return the bytes of an object by its hash; None when the repository lacks it.

        `called` is its name in messages. Raises GitError when it is larger than a file of a model may be, or git fails.
        """
        with self:
            try:
                return self._read(name, called)
            except GitError:
                self._close()  # the next reading begins with a process of its own
                raise

    def _read(self, name: str, called: str) -> bytes | None:
        process = self._begin()
        with _Watch(process) as watch:
            try:
                content = _read_object(process, name, called)
            except OSError:
                content = b""
        watch.check("cat-file")
        if content == b"":
            failure = self._failure()
            if "promisor remote" not in failure.message:  # a partial clone that may not fetch what it lacks
                raise failure
            self._close()
            content = None
        return content[:-1] if content is not None else None

    def _begin(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            self._said = _scratch_file()
            self._process = _start(self.folder, ("cat-file", "--batch"), None, subprocess.PIPE, self._said)
        return self._process

    def _failure(self) -> GitError:
        assert self._process is not None
        assert self._said is not None
        self._process.kill()
        status = self._process.wait()
        self._said.seek(0)
        return refusal(self.folder, Answer(status, b"", self._said.read().decode("utf-8", "replace").strip()))

    def _close(self) -> None:
        if self._process is not None:
            self._process.kill()
            with contextlib.suppress(OSError):  # what was not yet written goes nowhere
                self._process.communicate()
        if self._said is not None:
            self._said.close()
        self._process = self._said = None


def _read_object(process: subprocess.Popen[bytes], name: str, called: str) -> bytes | None:
    """Return an object with a line feed after it, None for one that is missing, or nothing when git is gone."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(f"{name}\n".encode())
    process.stdin.flush()
    header = process.stdout.readline().split()
    if header[1:] == [b"missing"]:
        return None
    if len(header) != 3:
        return b""
    size = int(header[2])
    if size > MAX_BYTES:
        raise GitError(f"{called}: is larger than {MAX_BYTES} bytes", "Split it into several files.")
    content = process.stdout.read(size + 1)
    return content if len(content) == size + 1 else b""
