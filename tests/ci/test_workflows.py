"""The workflows of this repository and the examples: pinned, frugal with rights, and right about the action."""

from __future__ import annotations

import json
import os
import re
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from tests.ci.jobs import ROOT, load_yaml
from tests.ci.pulls import HEAD, REPOSITORY, Pulls
from tests.ci.test_post_comment import comment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OWN = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / ".github/workflows").glob("*.yml"))
EXAMPLES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "examples/github").glob("*.yml"))
ACTIONS = {
    "./": "action.yml",
    "OWNER/sotetrace@COMMIT": "action.yml",
    "OWNER/sotetrace/action/publish@COMMIT": "action/publish/action.yml",
}


def steps_of(name: str) -> Iterator[dict[str, Any]]:
    for job in load_yaml(name)["jobs"].values():
        yield from job["steps"]


@pytest.mark.parametrize("name", [*OWN, *EXAMPLES])
def test_other_actions_are_pinned_by_full_hash_with_the_version_beside_it(name: str) -> None:
    used = re.findall(r"uses: (\S+)(.*)", (ROOT / name).read_text(encoding="utf-8"))
    for action, rest in used:
        if action not in ACTIONS:
            assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", action), action
            assert re.fullmatch(r" # v\d+\.\d+\.\d+", rest), action


@pytest.mark.parametrize("name", [*OWN, *EXAMPLES])
def test_nothing_is_interpolated_into_a_shell(name: str) -> None:
    for step in steps_of(name):
        assert "${{" not in step.get("run", "")


@pytest.mark.parametrize("name", [*OWN, *EXAMPLES])
def test_inputs_and_outputs_of_our_actions_are_there(name: str) -> None:
    for step in steps_of(name):
        if step.get("uses") in ACTIONS:
            action = load_yaml(ACTIONS[step["uses"]])
            assert step.get("with", {}).keys() <= action["inputs"].keys()
    for output in re.findall(r"steps\.compare\.outputs\.([\w-]+)", (ROOT / name).read_text(encoding="utf-8")):
        assert output in load_yaml("action.yml")["outputs"]


@pytest.mark.parametrize("name", [*OWN, *EXAMPLES])
def test_permissions_are_few_and_no_workflow_runs_a_fork_with_rights(name: str) -> None:
    workflow = load_yaml(name)
    assert "pull_request_target" not in workflow["on"]
    assert workflow["permissions"] in ("", {}, {"contents": "read"})
    for job in workflow["jobs"].values():
        allowed = {"contents": "read", "actions": "read", "pull-requests": "write"}
        assert job.get("permissions", {}).items() <= allowed.items()
    if "workflow_run" in workflow["on"]:
        assert not any("checkout" in step.get("uses", "") for step in steps_of(name))


@pytest.mark.parametrize("name", [*OWN, *EXAMPLES])
def test_every_workflow_and_job_says_what_it_may(name: str) -> None:
    """What one leaves out the platform fills in, and with more than is needed."""
    workflow = load_yaml(name)
    assert "permissions" in workflow
    for job, content in workflow["jobs"].items():
        assert "permissions" in content, f"{name}: {job}"
        assert name in EXAMPLES or content["timeout-minutes"], f"{name}: {job}"


@pytest.mark.parametrize("name", [*OWN, *EXAMPLES])
def test_no_checkout_leaves_a_token_behind(name: str) -> None:
    for step in steps_of(name):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] in ("false", False)


@pytest.mark.parametrize("name", [".github/workflows/model.yml", "examples/github/model.yml"])
def test_comparing_workflow_has_the_merge_and_its_parents(name: str) -> None:
    first, *others = steps_of(name)
    assert first["with"]["fetch-depth"] == "2"
    assert "paths" not in (load_yaml(name)["on"]["pull_request"] or {})
    [compare] = [step for step in others if step.get("id") == "compare"]
    assert (ROOT / compare["with"]["model"]).is_file()
    [upload] = [step for step in others if "upload-artifact" in step.get("uses", "")]
    assert upload["with"]["name"].startswith("sotetrace-comment")


def test_second_workflow_listens_to_the_first() -> None:
    for folder in (".github/workflows", "examples/github"):
        first, second = (load_yaml(f"{folder}/{name}.yml") for name in ("model", "model-comment"))
        assert second["on"]["workflow_run"]["workflows"] == [first["name"]]


def test_second_workflow_of_this_repository_posts_with_the_script_of_the_default_branch(tmp_path: Path) -> None:
    pulls = Pulls(tmp_path / "github")
    pulls.keep_artifact(json.dumps(comment()).encode())
    [step] = steps_of(".github/workflows/model-comment.yml")
    environment = {
        "PATH": f"{pulls.bin}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "GH_STANDIN": str(pulls.file),
        "GH_TOKEN": "secret",
        "GITHUB_REPOSITORY": REPOSITORY,
        "GITHUB_SHA": "b" * 40,
        "RUNNER_TEMP": str(tmp_path),
        "RUN_ID": "55",
        "HEAD_SHA": HEAD,
    }
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    subprocess.run(command, cwd=tmp_path, env=environment, check=True)
    assert len(pulls.bodies) == 1
