"""Keep one comment of a pull request as it should be: create it, edit it, or leave the pull request alone.

    post_comment.py FILE             the comment that report.py wrote
    post_comment.py --from-run RUN   the comments that a run which may not write left as artifacts; HEAD_SHA: its commit

A comment is found again by its hidden first line and its author, over all pages. `gh` does the talking. What a run
left behind may come from anybody: it is believed only as far as GitHub itself confirms it.
"""

# ruff: noqa: INP001 (a script of the action, not a package)
from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import time
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LIMIT = 65_000
"""The most characters of a comment; GitHub's own limit is 65,536."""
FILE_LIMIT = 1_000_000
"""The most bytes of an artifact and of the file in it; characters may be escaped there."""
ARTIFACT = "sotetrace-comment"
ATTEMPTS = 3
STATES = ("found", "clear", "failed")
CUT = {
    "en": "Cut: the whole report is in the summary of the job.",
    "fi": "Lyhennetty: koko raportti on työn yhteenvedossa.",
    "sv": "Förkortad: hela rapporten finns i jobbets sammanfattning.",
}

_MARKER = re.compile(r"\A<!-- sotetrace diff:[^\n]*(?:\n|\Z)")
# What makes a mention, a reference, a link, an image or markup of text that somebody else wrote. What the report itself
# makes stays: folds, its own character references, and the classes, colours and escapes of a diagram.
_LIVE = re.compile(
    r"@(?=\w)|(?<!&)#(?![0-9a-f]{6}\b|\d{2,3};)(?=\d)|\bGH(?=-\d)"
    r"|\](?=[(\[]|:(?!::))|:(?=//)|www(?=\.)|mailto(?=:)"
    r"|<(?!/?(?:details|summary)>)|&(?!(?:#8203|#58|#46|lt|gt|amp|quot);)(?=[#\w])",
    re.IGNORECASE,
)
_ZERO_WIDTH = "\u200b"


class RefusedError(Exception):
    """GitHub said no, and would say so again; `may_not_write` when it is for want of permission."""

    def __init__(self, message: str, *, may_not_write: bool = False) -> None:
        super().__init__(message)
        self.may_not_write = may_not_write


class BusyError(Exception):
    """GitHub could not answer now."""


@dataclass(frozen=True)
class Comment:
    """What should stand in a pull request.

    `name` tells it from comments about other models. In the state `found` there is something to tell, `clear` there is
    nothing, `failed` nothing is known.
    """

    pull: int
    name: str
    state: str
    body: str
    language: str = "en"

    @property
    def text(self) -> str:
        """The whole comment: the hidden line by which it is found, and as much of the body as GitHub takes."""
        marker = marker_of(self.name)
        body = _MARKER.sub("", self.body).strip("\n")
        room = LIMIT - len(marker) - 2
        if len(body) > room:
            note = CUT.get(self.language, CUT["en"]) + "\n\n"
            body = note + body[: room - len(note)].rpartition("\n")[0]
        return f"{marker}\n{body}\n"


def marker_of(name: str) -> str:
    """Return the hidden line by which a comment is found again."""
    return f"<!-- sotetrace diff: {''.join(char for char in name if char.isalnum() or char in ' ./_-')} -->"


# ---- talking to GitHub -----------------------------------------------------------------------------------------------


def call(path: str, *options: str, body: str | None = None) -> bytes:
    """Return what GitHub answers through `gh`. Raises RefusedError or BusyError."""
    command = ["gh", "api", *options, path]
    if body is not None:
        command += ["--input", "-"]
    given = json.dumps({"body": body}).encode() if body is not None else b""
    try:
        done = subprocess.run(command, input=given, capture_output=True, check=False, timeout=60)
    except subprocess.TimeoutExpired as error:
        raise BusyError("GitHub did not answer in time") from error
    except OSError as error:
        raise RefusedError(f"gh cannot be run: {error.strerror}") from error
    if done.returncode == 0:
        return done.stdout
    said = done.stderr.decode(errors="replace").strip() or f"gh ended with status {done.returncode}"
    found = re.search(r"\(HTTP (\d{3})\)", said)
    status = int(found[1]) if found else 0
    if status >= 500 or status == 429 or "rate limit" in said or "error connecting" in said:
        raise BusyError(said)
    raise RefusedError(said, may_not_write=status in (401, 403, 404))


def pages_of(path: str) -> list[dict[str, Any]]:
    """Return what stands on all pages of a list.

    Older versions of `gh` print one list a page, newer ones a single list; both are read.
    """
    text = call(path, "--paginate").decode()
    decoder, at, found = json.JSONDecoder(), 0, []
    while text[at:].strip():
        at += len(text[at:]) - len(text[at:].lstrip())
        page, at = decoder.raw_decode(text, at)
        found += page
    return found


def find_own(repository: str, pull: int, marker: str, author: str) -> dict[str, Any] | None:
    """Return the oldest comment that begins with the marker and is by the author."""
    for comment in pages_of(f"repos/{repository}/issues/{pull}/comments?per_page=100"):
        is_own = (comment.get("user") or {}).get("login") == author
        if is_own and (comment.get("body") or "").replace("\r\n", "\n").startswith(f"{marker}\n"):
            return comment
    return None


# ---- posting ---------------------------------------------------------------------------------------------------------


def post(comment: Comment, repository: str, author: str) -> str:
    """Bring the pull request up to date, and return what was done. Raises RefusedError, or BusyError after some tries.

    Every attempt looks for the comment anew: one that GitHub wrote without saying so is then edited, not written twice.
    """
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return _post_once(comment, repository, author)
        except BusyError:
            if attempt == ATTEMPTS:
                raise
            time.sleep(float(os.environ.get("SOTETRACE_WAIT", "5")) * attempt)
    raise AssertionError("unreachable")


def _post_once(comment: Comment, repository: str, author: str) -> str:
    own = find_own(repository, comment.pull, marker_of(comment.name), author)
    if own is None:
        if comment.state == "clear":
            return "nothing to tell"
        call(f"repos/{repository}/issues/{comment.pull}/comments", "--method", "POST", body=comment.text)
        return "created"
    if own["body"].replace("\r\n", "\n").rstrip() == comment.text.rstrip():
        return "up to date"
    call(f"repos/{repository}/issues/comments/{int(own['id'])}", "--method", "PATCH", body=comment.text)
    return "edited"


def read_comment(raw: bytes) -> Comment:
    """Return the comment that a file holds. Raises ValueError, which repeats nothing of the file, where it has none."""
    if len(raw) > FILE_LIMIT:
        raise ValueError("the file is too large")
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        raise ValueError("the file is no JSON") from None
    if not isinstance(found, dict):
        raise ValueError("the file holds no comment")
    if not re.fullmatch(r"[1-9][0-9]{0,8}", str(found.get("pull")), re.ASCII):
        raise ValueError("the number of the pull request is no number")
    if found.get("state") not in STATES or not all(isinstance(found.get(key), str) for key in ("name", "body")):
        raise ValueError("the file holds no comment")
    if not 0 < len(found["name"]) <= 300 or len(found["body"]) > FILE_LIMIT:
        raise ValueError("the name or the body is too long")
    language = found.get("language")
    return Comment(int(found["pull"]), found["name"], found["state"], found["body"], str(language))


def tamed(body: str) -> str:
    """Return text of somebody else in which nothing is a mention, a link, an image or markup; folds stay."""
    return _LIVE.sub(lambda found: found[0] + _ZERO_WIDTH, _MARKER.sub("", body))


# ---- comments that a run left behind ---------------------------------------------------------------------------------


def post_from_run(run: str, repository: str, author: str) -> bool:
    """Post what a run left as artifacts, where GitHub says that its commit is the head of the pull request named.

    Returns whether all went well. Nothing is unpacked to disk and nothing of it is run.
    """
    head = os.environ.get("HEAD_SHA", "")
    if not re.fullmatch(r"[0-9]{1,20}", run, re.ASCII) or not re.fullmatch(r"[0-9a-f]{40,64}", head):
        warn("the run or its commit is not named rightly: give the number of the run, and HEAD_SHA")
        return False
    listed = json.loads(call(f"repos/{repository}/actions/runs/{run}/artifacts?per_page=100"))["artifacts"]
    names = [one for one in listed if str(one["name"]).startswith(ARTIFACT)]
    done = [_post_artifact(one, head, repository, author) for one in names[:20]]
    return all(done)


def _post_artifact(artifact: dict[str, Any], head: str, repository: str, author: str) -> bool:
    try:
        comment = _read_artifact(artifact, repository)
    except ValueError as error:
        warn(f"an artifact was left alone: {error}")
        return False
    pull = json.loads(call(f"repos/{repository}/pulls/{comment.pull}"))
    if pull["head"]["sha"] != head:
        # A later push has a run of its own; or the number is that of somebody else's pull request.
        say("an artifact was left alone: the run is not of the newest commit of that pull request")
        return True
    say(post(comment, repository, author))
    return True


def _read_artifact(artifact: dict[str, Any], repository: str) -> Comment:
    if artifact["size_in_bytes"] > FILE_LIMIT:
        raise ValueError("it is too large")
    packed = call(f"repos/{repository}/actions/artifacts/{int(artifact['id'])}/zip")
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive, archive.open("comment.json") as file:
            comment = read_comment(file.read(FILE_LIMIT + 1))
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, RuntimeError):
        raise ValueError("it holds no comment.json") from None
    return Comment(comment.pull, comment.name, comment.state, tamed(comment.body), comment.language)


# ---- the program -----------------------------------------------------------------------------------------------------


def say(text: str) -> None:
    """Print a line for the log."""
    sys.stdout.write(f"comment: {text}\n")


def warn(text: str) -> None:
    """Print a warning that the run shows; the percent sign is escaped first, because the escapes are made of it."""
    shown = text[:2000].replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    sys.stdout.write(f"::warning title=sotetrace::Comment not written: {shown}\n")


def keep(file: Path) -> None:
    """Put a comment that may not be written where the workflow can upload it, and say where."""
    folder = file.parent / "artifact"
    folder.mkdir(exist_ok=True)
    shutil.copy(file, folder / "comment.json")
    with Path(os.environ["GITHUB_OUTPUT"]).open("a", encoding="utf-8") as output:
        output.write(f"artifact={folder}\n")
    why = "the token may not write here (a fork, or no pull-requests: write); the comment is kept as an artifact"
    sys.stdout.write(f"::notice title=sotetrace::{why}\n")


def post_file(file: Path, repository: str, author: str) -> None:
    """Post the comment of a file, or keep it for a run that may. Never fails: the summary of the job tells the same."""
    if not file.is_file():
        say("no pull request to comment on")
        return
    try:
        say(post(read_comment(file.read_bytes()), repository, author))
    except RefusedError as error:
        if error.may_not_write:
            keep(file)
        else:
            warn(str(error))
    except (BusyError, ValueError) as error:
        warn(str(error))


def main(arguments: list[str]) -> int:
    """Run the program and return its exit status."""
    repository = os.environ["GITHUB_REPOSITORY"]
    author = os.environ.get("COMMENT_AUTHOR") or "github-actions[bot]"
    if not re.fullmatch(r"[\w.-]+/[\w.-]+", repository, re.ASCII):
        warn("GITHUB_REPOSITORY is no owner/name")
        return 2
    if arguments[:1] != ["--from-run"]:
        post_file(Path(arguments[0]), repository, author)
        return 0
    try:
        return 0 if post_from_run(arguments[1], repository, author) else 1
    except (RefusedError, BusyError, KeyError, TypeError, ValueError) as error:
        warn(str(error))
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
