"""A stand-in for `gh`, as far as `gh api` is used here: pages, errors and limits are those of the real one.

It keeps its state in the JSON file that GH_STANDIN names; see `State` in tests/ci/pulls.py. It refuses what it does not
know, so that a test cannot pass by an option that only the stand-in understands.
"""

from __future__ import annotations

import base64
import json
import os
import re
import sys
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import parse_qs, urlsplit

STATE = Path(os.environ["GH_STANDIN"])
BODY_LIMIT = 65_536
RAW = "Accept: application/vnd.github.raw+json"


class Answer(Exception):  # noqa: N818
    """What GitHub answers when it is no success."""

    def __init__(self, status: int, message: str, *details: str) -> None:
        super().__init__(message)
        self.status, self.details = status, details


def complain(text: str, status: int = 1) -> NoReturn:
    sys.stderr.write(f"{text}\n")
    sys.exit(status)


def read_call(arguments: list[str]) -> tuple[str, str, bool, str | None]:
    """Return the method, the address, whether all pages are wanted, and the input."""
    if arguments[:1] != ["api"]:
        complain(f'unknown command "{" ".join(arguments[:1])}" for "gh"')
    method, paths, is_paginated, given = "", [], False, None
    rest = iter(arguments[1:])
    for word in rest:
        if word in ("--method", "-X"):
            method = next(rest)
        elif word == "--paginate":
            is_paginated = True
        elif word == "-H":
            if next(rest) != RAW:
                complain("the stand-in knows no other header")
        elif word == "--input":
            name = next(rest)
            given = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
        elif word.startswith("-"):
            complain(f"unknown flag: {word}")
        else:
            paths.append(word)
    if len(paths) != 1:
        complain(f"accepts 1 arg(s), received {len(paths)}")
    method = method or ("POST" if given is not None else "GET")
    if is_paginated and method != "GET":
        complain("the `--paginate` option is not supported for non-GET requests")
    return method, paths[0], is_paginated, given


def fail_as_told(state: dict[str, Any], method: str, path: str, *, is_after: bool) -> None:
    """Fail as the test wants it: before anything is done, or after."""
    for fault in state["faults"]:
        wanted = fault["times"] > 0 and fault["method"] == method and re.search(fault["path"], path)
        if wanted and fault["is_after"] == is_after:
            fault["times"] -= 1
            raise Answer(fault["status"], fault["message"])


def body_of(state: dict[str, Any], given: str | None) -> str:
    if not state["may_write"]:
        raise Answer(403, "Resource not accessible by integration")
    fields = json.loads(given or "{}")
    if not isinstance(fields.get("body"), str) or not fields["body"].strip():
        raise Answer(422, "Validation Failed", "Body can't be blank")
    if len(fields["body"]) > BODY_LIMIT:
        raise Answer(422, "Validation Failed", f"Body is too long (maximum is {BODY_LIMIT} characters)")
    return str(fields["body"])


def list_comments(state: dict[str, Any], pull: str, _given: str | None) -> Any:
    if pull not in state["pulls"]:
        raise Answer(404, "Not Found")
    return state["comments"].setdefault(pull, [])


def create_comment(state: dict[str, Any], pull: str, given: str | None) -> Any:
    comments = list_comments(state, pull, given)
    state["last_id"] += 1
    comments.append({"id": state["last_id"], "user": {"login": state["login"]}, "body": body_of(state, given)})
    return comments[-1]


def edit_comment(state: dict[str, Any], identifier: str, given: str | None) -> Any:
    for comment in (each for group in state["comments"].values() for each in group):
        if comment["id"] == int(identifier):
            comment["body"] = body_of(state, given)
            return comment
    raise Answer(404, "Not Found")


def show_pull(state: dict[str, Any], pull: str, _given: str | None) -> Any:
    if pull not in state["pulls"]:
        raise Answer(404, "Not Found")
    return {"number": int(pull), "head": {"sha": state["pulls"][pull]}}


def list_artifacts(state: dict[str, Any], _run: str, _given: str | None) -> Any:
    listed = [{key: one[key] for key in ("id", "name", "size_in_bytes")} for one in state["artifacts"]]
    return {"total_count": len(listed), "artifacts": listed}


def pack_artifact(state: dict[str, Any], identifier: str, _given: str | None) -> Any:
    for one in state["artifacts"]:
        if one["id"] == int(identifier):
            return base64.b64decode(one["zip"])
    raise Answer(404, "Not Found")


def show_file(_state: dict[str, Any], path: str, _given: str | None) -> Any:
    """Return a file of this repository, as it is with the header for raw answers."""
    return (Path(__file__).parents[2] / path).read_bytes()


ROUTES = (
    ("GET", r"issues/(\d+)/comments", list_comments),
    ("POST", r"issues/(\d+)/comments", create_comment),
    ("PATCH", r"issues/comments/(\d+)", edit_comment),
    ("GET", r"pulls/(\d+)", show_pull),
    ("GET", r"actions/runs/(\d+)/artifacts", list_artifacts),
    ("GET", r"actions/artifacts/(\d+)/zip", pack_artifact),
    ("GET", r"contents/([\w./]+)", show_file),
)


def answer(state: dict[str, Any], method: str, path: str, given: str | None) -> Any:
    """Return what GitHub answers to a request."""
    for known, pattern, act in ROUTES:
        found = re.fullmatch(f"repos/{re.escape(state['repository'])}/{pattern}", path)
        if found and known == method:
            return act(state, found[1], given)
    raise Answer(404, "Not Found")


def write_pages(state: dict[str, Any], found: list[Any], size: int, *, is_paginated: bool) -> None:
    """Write a list: its first page, or all, which older versions of `gh` leave as one list a page."""
    pages = [found[at : at + size] for at in range(0, len(found), size)] or [[]]
    if not is_paginated:
        pages = pages[:1]
    if state["is_merging_pages"]:
        pages = [[one for page in pages for one in page]]
    sys.stdout.write("".join(json.dumps(page) for page in pages))


def main() -> None:
    method, address, is_paginated, given = read_call(sys.argv[1:])
    if not os.environ.get("GH_TOKEN"):
        complain("gh: To use GitHub CLI in a GitHub Actions workflow, set the GH_TOKEN environment variable.", status=4)
    parts = urlsplit(address)
    size = min(100, int(parse_qs(parts.query).get("per_page", ["30"])[0]))
    state = json.loads(STATE.read_text(encoding="utf-8"))
    state["calls"].append(f"{method} {parts.path}")
    try:
        fail_as_told(state, method, parts.path, is_after=False)
        found = answer(state, method, parts.path, given)
        fail_as_told(state, method, parts.path, is_after=True)
    except Answer as error:
        sys.stdout.write(json.dumps({"message": str(error), "status": str(error.status)}))
        complain("\n".join([f"gh: {error} (HTTP {error.status})", *error.details]))
    finally:
        STATE.write_text(json.dumps(state), encoding="utf-8")
    if isinstance(found, bytes):
        sys.stdout.buffer.write(found)
    elif isinstance(found, list):
        write_pages(state, found, size, is_paginated=is_paginated)
    else:
        sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
