"""Comments that a run from a fork left as artifacts: believed only as far as GitHub confirms them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from action.post_comment import tamed
from tests.ci.pulls import HEAD, Pulls
from tests.ci.test_post_comment import MARKER, comment, pulls, run

if TYPE_CHECKING:
    import subprocess

__all__ = ["pulls"]  # the fixture


def publish(pulls: Pulls, head: str = HEAD, run_id: str = "55") -> subprocess.CompletedProcess[str]:
    return run(pulls, "--from-run", run_id, HEAD_SHA=head)


def keep(pulls: Pulls, **fields: object) -> None:
    pulls.keep_artifact(json.dumps({**comment(), **fields}).encode())


def test_comment_of_a_fork_is_created_then_edited_then_cleared(pulls: Pulls) -> None:
    for state, body in (("found", "2 changes"), ("found", "3 changes"), ("clear", "No changes.")):
        pulls.write(artifacts=[])
        keep(pulls, state=state, body=f"{MARKER}\n{body}\n")
        assert publish(pulls).returncode == 0
        assert pulls.bodies == [f"{MARKER}\n{body}\n"]
    assert pulls.writes == ["POST", "PATCH", "PATCH"]


def test_a_run_that_left_nothing_says_nothing(pulls: Pulls) -> None:
    pulls.keep_artifact(b"{}", name="coverage")
    done = publish(pulls)
    assert (done.returncode, done.stdout) == (0, "")
    assert pulls.comments == []


def test_run_that_is_not_of_the_head_of_that_pull_request_posts_nothing(pulls: Pulls) -> None:
    """A later push has its own run; and an artifact cannot choose the pull request of somebody else."""
    keep(pulls)
    assert publish(pulls, head="b" * 40).returncode == 0
    assert pulls.comments == []


@pytest.mark.parametrize(
    "fields",
    [
        {"pull": "7; rm -rf /"},
        {"pull": "7/../8"},
        {"pull": "٧"},
        {"pull": "7\n"},
        {"pull": True},
        {"pull": -7},
        {"pull": 0},
        {"pull": 7.5},
        {"pull": None},
        {"pull": "1" * 40},
        {"state": "merged"},
        {"state": None},
        {"state": []},
        {"name": ""},
        {"name": 7},
        {"name": "x" * 400},
        {"body": None},
        {"body": ["x"]},
        {"body": "x" * 1_000_001},
    ],
    ids="-".join,
)
def test_artifact_with_a_wrong_field_is_left_alone(pulls: Pulls, fields: dict[str, object]) -> None:
    keep(pulls, **fields)
    done = publish(pulls)
    assert done.returncode == 1
    assert "rm -rf" not in done.stdout
    assert not any("/pulls/" in call for call in pulls.read()["calls"])
    assert pulls.writes == []


@pytest.mark.parametrize("raw", [b"", b"[]", b"7", b"\xff\xfe", b'{"pull": 7}', b"[" * 200_000, b"0" * 3_000_000])
def test_artifact_that_is_no_comment_is_left_alone(pulls: Pulls, raw: bytes) -> None:
    pulls.keep_artifact(raw)
    assert publish(pulls).returncode == 1
    assert pulls.writes == []


def test_artifact_of_another_file_or_no_zip_at_all_is_left_alone(pulls: Pulls) -> None:
    pulls.keep_artifact(b"x", file="../comment.json")
    assert publish(pulls).returncode == 1
    pulls.write(artifacts=[{"id": 1, "name": "sotetrace-comment", "size_in_bytes": 3, "zip": "AAAA"}])
    assert publish(pulls).returncode == 1
    pulls.write(artifacts=[{"id": 1, "name": "sotetrace-comment", "size_in_bytes": 10**9, "zip": "AAAA"}])
    assert "too large" in publish(pulls).stdout


@pytest.mark.parametrize("run_id", ["", "x", "5/../6", "5\n"])
def test_run_must_be_a_number(pulls: Pulls, run_id: str) -> None:
    assert publish(pulls, run_id=run_id).returncode == 1
    assert publish(pulls, head="main").returncode == 1
    assert pulls.read()["calls"] == []


def test_marker_is_the_scripts_own(pulls: Pulls) -> None:
    keep(pulls, name="a --> b\n<!-- x", body="<!-- sotetrace diff: somebody else's -->\n<!-- sotetrace diff: x -->\nhi")
    assert publish(pulls).returncode == 0
    [body] = pulls.bodies
    assert body == "<!-- sotetrace diff: a -- b-- x -->\n<\u200b!-- sotetrace diff: x -->\nhi\n"


@pytest.mark.parametrize(
    "text",
    [
        "@aino",
        "@koivula/cooks",
        "#12",
        "GH-12",
        "koivula/plans#12",
        "https://example.org",
        "HTTP://example.org",
        "www.example.org",
        "mailto:a@example.org",
        "[here](x)",
        "![](x)",
        "[here][x]",
        "[x]: y",
        "<img src=x>",
        "<a href=x>",
        "</details><script>",
        "<!-- sotetrace diff: x -->",
        "&#64;aino",
        "&commat;aino",
        "<https://example.org>",
    ],
)
def test_live_text_is_broken(text: str) -> None:
    broken = tamed(f"first\n{text}")
    assert broken != f"first\n{text}"
    assert broken.replace("\u200b", "") == f"first\n{text}"


def test_what_the_report_makes_stays() -> None:
    body = (
        "### Vision model\n\n- **\\!** M2 “Meals” a&#8203;b https&#58;x data/vision.yaml:118 SOT726\n\n"
        "<details>\n<summary>Coverage &amp; more</summary>\n\n```mermaid\nflowchart LR\n"
        '  n1["M2 #123;x"]:::removed\n  n1 -.-x|"advances"| n2\n  classDef a stroke:#1a7f37\n```\n\n</details>\n'
    )
    assert tamed(body) == body
