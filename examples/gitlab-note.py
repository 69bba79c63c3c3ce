"""Keep one note of a merge request as `sotetrace diff` has it: create it, edit it, or leave the merge request alone.

    gitlab-note.py STATUS    the exit status of the comparison, which left comment.md, diff.json and said.txt here

The note is found again by its first line and its author, over all pages.
"""

# ruff: noqa: INP001 (a script to copy, not a package)
from __future__ import annotations

import json
import os
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

NOT_COMPARED = "Not compared. What this merge request changes in the model is not known."


def call(method: str, path: str, body: str | None = None) -> tuple[Any, str]:
    """Return what GitLab answers, and the number of the next page; empty on the last."""
    address = f"{os.environ['CI_API_V4_URL']}/{path}"
    data = json.dumps({"body": body}).encode() if body is not None else None
    headers = {"PRIVATE-TOKEN": os.environ["NOTE_TOKEN"], "Content-Type": "application/json"}
    request = urllib.request.Request(address, data, headers, method=method)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer), answer.headers.get("X-Next-Page", "")


def find_own(notes: str, marker: str) -> dict[str, Any] | None:
    """Return the oldest note that begins with the marker and is by the owner of the token."""
    author, page = call("GET", "user")[0]["id"], "1"
    while page:
        found, page = call("GET", f"{notes}?sort=asc&per_page=100&page={page}")
        for note in found:
            if note["author"]["id"] == author and note["body"].startswith(f"{marker}\n"):
                own: dict[str, Any] = note
                return own
    return None


def build_body(status: int) -> tuple[str, str, bool]:
    """Return the hidden first line, the text of the note, and whether there is something to tell."""
    if status in (0, 1) and Path("diff.json").is_file():
        marker, _, text = Path("comment.md").read_text(encoding="utf-8").partition("\n")
        result = json.loads(Path("diff.json").read_text(encoding="utf-8"))
        counts = result["counts"]
        told = counts["breaking"] + counts["substantive"] + counts["accepted"] + len(result["faults"])
        return marker, text, bool(told)
    said = Path("said.txt").read_text(encoding="utf-8", errors="replace")[:4000]
    reason = "\n".join(f"    {line}" for line in said.splitlines())  # indented: code, and no quick action
    return f"<!-- sotetrace diff: {os.environ['MODEL']} -->", f"**{NOT_COMPARED}**\n\n{reason}\n", True


def main(status: int) -> None:
    """Run the program."""
    project, merge_request = os.environ["CI_PROJECT_ID"], os.environ["CI_MERGE_REQUEST_IID"]
    notes = f"projects/{project}/merge_requests/{merge_request}/notes"
    marker, text, is_told = build_body(status)
    body = f"{marker}\n{text}"
    own = find_own(notes, marker)
    if own is not None and own["body"].strip() != body.strip():
        call("PUT", f"{notes}/{own['id']}", body)
    elif own is None and is_told:
        call("POST", notes, body)


if __name__ == "__main__":
    try:
        main(int(sys.argv[1]))
    except urllib.error.URLError as error:
        sys.stderr.write(f"gitlab-note.py: no note was written: {error}\n")
