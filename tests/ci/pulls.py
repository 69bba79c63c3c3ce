"""A pull request as GitHub would have it: its comments, kept by the stand-in for `gh`."""

from __future__ import annotations

import base64
import io
import json
import sys
import zipfile
from pathlib import Path
from typing import Any

REPOSITORY = "koivula/plans"
BOT = "github-actions[bot]"
HEAD = "a" * 40


class Pulls:
    """What GitHub knows of a repository whose pull request is number 7, and what a test has it do."""

    def __init__(self, folder: Path) -> None:
        """Put the stand-in where `folder / "bin"` on the path finds it."""
        self.folder, self.file = folder, folder / "github.json"
        self.bin = folder / "bin"
        self.bin.mkdir(parents=True)
        program = self.bin / "gh"
        standin = Path(__file__).with_name("gh_standin.py")
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{standin}" "$@"\n', encoding="utf-8")
        program.chmod(0o755)
        self.write(
            repository=REPOSITORY,
            login=BOT,
            may_write=True,
            is_merging_pages=False,
            last_id=100,
            pulls={"7": HEAD},
            comments={},
            artifacts=[],
            faults=[],
            calls=[],
        )

    def read(self) -> dict[str, Any]:
        state: dict[str, Any] = json.loads(self.file.read_text(encoding="utf-8"))
        return state

    def write(self, **changes: Any) -> None:
        state = self.read() if self.file.exists() else {}
        self.file.write_text(json.dumps({**state, **changes}), encoding="utf-8")

    @property
    def comments(self) -> list[dict[str, Any]]:
        """The comments of pull request 7."""
        found: list[dict[str, Any]] = self.read()["comments"].get("7", [])
        return found

    @property
    def bodies(self) -> list[str]:
        """What the bot has written there."""
        return [comment["body"] for comment in self.comments if comment["user"]["login"] == BOT]

    @property
    def writes(self) -> list[str]:
        """The calls that change something, since the last time they were asked for."""
        calls = self.read()["calls"]
        self.write(calls=[])
        return [call.partition(" ")[0] for call in calls if not call.startswith("GET ")]

    def talk(self, count: int, body: str = "Looks good.", author: str | None = "aino") -> None:
        """Let somebody write comments; an author of None is somebody who has left."""
        state = self.read()
        user = {"login": author} if author is not None else None
        made = [{"id": state["last_id"] + 1 + at, "user": user, "body": body} for at in range(count)]
        comments = {**state["comments"], "7": [*self.comments, *made]}
        self.write(comments=comments, last_id=state["last_id"] + count)

    def fail(
        self, status: int, message: str, *, method: str = "POST", path: str = "", times: int = 1, is_after: bool = False
    ) -> None:
        """Have calls fail, before or after what they ask for is done."""
        told = {"status": status, "message": message, "method": method, "path": path, "times": times}
        self.write(faults=[*self.read()["faults"], {**told, "is_after": is_after}])

    def keep_artifact(self, raw: bytes, name: str = "sotetrace-comment", file: str = "comment.json") -> None:
        """Have a run leave an artifact of one file."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(file, raw)
        artifacts = self.read()["artifacts"]
        made = {"id": len(artifacts) + 1, "name": name, "size_in_bytes": len(packed.getvalue())}
        encoded = base64.b64encode(packed.getvalue()).decode()
        self.write(artifacts=[*artifacts, {**made, "zip": encoded}])
