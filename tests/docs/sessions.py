"""Run what a page shows: one shell and one folder a page, from top to bottom."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from sotetrace.store.starter import write_starter
from tests.docs.pages import ROOT, Command, Fence, commands_of, fences_of

_STARTER = re.compile(r"^<!-- session: starter -->$", re.MULTILINE)
_SOTE2040 = re.compile(r"^<!-- session: sote2040 -->$", re.MULTILINE)
_FAMILY = re.compile(r"^<!-- session: family -->$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Ran:
    """A command that was run: its output in lines, without white space at their ends, and its exit status."""

    command: Command
    output: list[str]
    status: int


@dataclass(frozen=True, slots=True)
class Block:
    """A console fence and what came of its commands."""

    fence: Fence
    ran: list[Ran]

    @property
    def expected_status(self) -> int:
        return int(self.fence.options.get("exit", "0"))

    @property
    def refreshed(self) -> str:
        lines = [[f"$ {ran.command.text}", *ran.command.refreshed(ran.output)] for ran in self.ran]
        return "\n".join(line for command in lines for line in command) + "\n"


def is_session(fence: Fence) -> bool:
    return fence.language == "console" or bool({"file", "append"} & fence.options.keys())


def run_session(text: str, folder: Path) -> list[Block]:
    """Run the session of a page in an empty folder."""
    home, work = folder / "home", folder / "work"
    for each in (home, work):
        each.mkdir()
    (work / ".git").mkdir()  # the search for a model ends here
    if _STARTER.search(text):
        write_starter(work)
    if _SOTE2040.search(text):
        (work / "data").mkdir()
        shutil.copy(ROOT / "data/vision.yaml", work / "data")
    if _FAMILY.search(text):
        shutil.copytree(ROOT / "data", work / "data")
    fences = [fence for fence in fences_of(text) if is_session(fence)]
    script = "".join(_script(number, fence, home) for number, fence in enumerate(fences))
    (home / "session.sh").write_text(script, encoding="utf-8")
    environment = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "COLUMNS": "80",
        "TERM": "dumb",
        "GIT_AUTHOR_DATE": "2026-11-22T12:00:00+02:00",  # a page that shows a hash shows the same one every time
        "GIT_COMMITTER_DATE": "2026-11-22T12:00:00+02:00",
    }
    subprocess.run(
        ["bash", str(home / "session.sh")], cwd=work, env=environment, stdin=subprocess.DEVNULL, check=True, timeout=120
    )
    return [_read(number, fence, home) for number, fence in enumerate(fences) if fence.language == "console"]


def _script(number: int, fence: Fence, home: Path) -> str:
    if fence.language == "diff":
        (home / f"{number}.diff.py").write_text(_change(fence), encoding="utf-8")
        return f'python "$HOME/{number}.diff.py"\n'
    if fence.language != "console":
        (home / f"{number}.text").write_text(fence.body, encoding="utf-8")
        arrow, name = (">", fence.options["file"]) if "file" in fence.options else (">>", fence.options["append"])
        return f'mkdir -p "$(dirname {name})" && cat "$HOME/{number}.text" {arrow} {name}\n'
    return "".join(
        f'{{ {command.text}\n}} >"$HOME/{number}.{index}.out" 2>&1; echo $? >"$HOME/{number}.{index}.status"\n'
        for index, command in enumerate(commands_of(fence.body))
    )


def _change(fence: Fence) -> str:
    """Return a program that changes a file as a reader would by hand: lines with `-` go, lines with `+` come."""
    lines = fence.body.splitlines(keepends=True)
    old, new = ("".join(line[1:] for line in lines if line[0] in kept) for kept in (" -", " +"))
    return (
        "import pathlib\n"
        f"path = pathlib.Path({fence.options['file']!r})\n"
        "text = path.read_text(encoding='utf-8')\n"
        f"assert text.count({old!r}) == 1\n"
        f"path.write_text(text.replace({old!r}, {new!r}), encoding='utf-8')\n"
    )


def _read(number: int, fence: Fence, home: Path) -> Block:
    ran = []
    for index, command in enumerate(commands_of(fence.body)):
        stem = home / f"{number}.{index}"
        output = stem.with_name(f"{stem.name}.out").read_text(encoding="utf-8")
        status = int(stem.with_name(f"{stem.name}.status").read_text(encoding="utf-8"))
        lines = [line.rstrip() for line in output.splitlines()]
        while lines and not lines[-1]:
            lines.pop()
        ran.append(Ran(command, lines, status))
    return Block(fence, ran)
