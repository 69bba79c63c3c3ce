"""Run a composite action as the runner does: its steps as written, with the expressions of GitHub worked out.

The install step runs too, with a stand-in `python3` that makes no environment and installs nothing: it notes what would
be installed, and is otherwise the Python of the tests.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from tests.ci.pulls import REPOSITORY, Pulls

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parents[2]

_PYTHON = """#!/bin/sh
case "$*" in
  "-I -m venv "*) mkdir -p "$4/bin" && cp "$0" "$4/bin/python" ;;
  "-I -m pip "*) echo "$*" >>"{notes}" && test -z "$PIP_FAILS" ;;
  *) exec "{python}" "$@" ;;
esac
"""


def load_yaml(name: str) -> dict[str, Any]:
    """Load a file of this repository; `on` stays a word."""
    found: dict[str, Any] = yaml.load((ROOT / name).read_text(encoding="utf-8"), yaml.BaseLoader)
    return found


@dataclass
class Ran:
    """What a run of an action left behind."""

    is_success: bool = True
    log: str = ""
    summary: str = ""
    outputs: dict[str, str] = field(default_factory=dict)
    statuses: dict[str, int] = field(default_factory=dict)


@dataclass
class Job:
    """A job in a checked-out repository, and the pull request it is about; 0 for none."""

    workspace: Path
    pulls: Pulls
    folder: Path
    pull: int = 7
    name: str = "action.yml"
    github: dict[str, str] = field(default_factory=lambda: {"token": "secret"})
    environment: dict[str, str] = field(default_factory=dict)

    def run(self, **inputs: str) -> Ran:
        """Run the action; a `_` in the name of an input stands for `-`."""
        action = load_yaml(self.name)
        given = {name.replace("_", "-"): value for name, value in inputs.items()}
        assert given.keys() <= action["inputs"].keys()
        ran = Ran()
        values = {f"github.{name}": value for name, value in self.github.items()}
        for name, about in action["inputs"].items():
            values[f"inputs.{name}"] = given.get(name, worked_out(about.get("default", ""), values))
        for step in action["runs"]["steps"]:
            if is_wanted(step.get("if"), values, is_success=ran.is_success):
                self._run_step(step, values, ran)
        for name, about in action.get("outputs", {}).items():
            ran.outputs[name] = worked_out(about["value"], values)
        return ran

    def _run_step(self, step: Mapping[str, Any], values: dict[str, str], ran: Ran) -> None:
        assert step["shell"] == "bash"
        assert "${{" not in step["run"], "an expression in a shell is script injection"
        files = {name: self.folder / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for file in files.values():
            file.write_text("", encoding="utf-8")
        script = self.folder / "step.sh"
        script.write_text(step["run"], encoding="utf-8")
        own = {name: worked_out(value, values) for name, value in step.get("env", {}).items()}
        environment = {**self._environment(), **{name: str(file) for name, file in files.items()}, **own}
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)]
        done = subprocess.run(
            command,
            cwd=self.workspace,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
            timeout=120,
        )
        ran.log += done.stdout.decode()
        ran.summary += files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8")
        ran.statuses[step["name"]] = done.returncode
        ran.is_success = ran.is_success and done.returncode == 0
        for line in files["GITHUB_OUTPUT"].read_text(encoding="utf-8").splitlines():
            name, _, value = line.partition("=")
            values[f"steps.{step['id']}.outputs.{name}"] = value

    def _environment(self) -> dict[str, str]:
        python = self.pulls.bin / "python3"
        python.write_text(_PYTHON.format(notes=self.folder / "pip.txt", python=sys.executable), encoding="utf-8")
        python.chmod(0o755)
        event = self.folder / "event.json"
        event.write_text(json.dumps({"pull_request": {"number": self.pull}} if self.pull else {}), encoding="utf-8")
        action = (ROOT / self.name).parent
        return {
            "PATH": f"{self.pulls.bin}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
            "HOME": str(self.folder),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(action),
            "GITHUB_EVENT_PATH": str(event),
            "GITHUB_JOB": "vision",
            "GITHUB_REPOSITORY": REPOSITORY,
            "GITHUB_WORKFLOW": "model",
            "GITHUB_WORKSPACE": str(self.workspace),
            "RUNNER_TEMP": str(self.folder / "temp"),
            "GH_STANDIN": str(self.pulls.file),
            "SOTETRACE_WAIT": "0",
            **self.environment,
        }


def worked_out(text: str, values: Mapping[str, str]) -> str:
    """Return a text in which every `${{ … }}` is what it names; what was never set is empty, as for the runner."""
    return re.sub(r"\$\{\{\s*(.*?)\s*\}\}", lambda found: _value(found[1], values), text)


def _value(name: str, values: Mapping[str, str]) -> str:
    assert re.fullmatch(r"(?:inputs|github|steps)\.[\w.-]+", name), name
    return values.get(name, "")


def is_wanted(condition: str | None, values: Mapping[str, str], *, is_success: bool) -> bool:
    """Work out an `if`; a step without one runs as long as nothing has failed."""
    if condition is None:
        return is_success
    inner = re.fullmatch(r"\$\{\{ (.*) \}\}", condition)
    assert inner, condition
    results = [_is_true(term.strip(), values) for term in inner[1].split("&&")]
    return all(results) and (is_success or "!cancelled()" in inner[1])


def _is_true(term: str, values: Mapping[str, str]) -> bool:
    if term == "!cancelled()":
        return True
    found = re.fullmatch(r"([\w.-]+) (==|!=) '(.*)'", term)
    assert found, term
    return (_value(found[1], values) == found[3]) == (found[2] == "==")
