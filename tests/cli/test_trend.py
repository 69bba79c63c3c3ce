"""`sotetrace trend`, and `--at`: coverage at other commits than the files on disk."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.plans import PLAN
from tests.cli.reading import assert_valid
from tests.cli.runner import Run, sotetrace
from tests.past import MODEL, make_past
from tests.repositories import Repo, make_repository, unchanged

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("neutral_git")


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    return make_past(tmp_path_factory.mktemp("past") / "repo")


def trend(repo: Repo, *args: str) -> Run:
    with unchanged(repo):
        return sotetrace("trend", *args, cwd=repo.path)


def shape_of(repo: Repo, *args: str) -> dict[str, Any]:
    shape: dict[str, Any] = json.loads(trend(repo, *args, "--format", "json").out)
    assert_valid("trend", shape)
    return shape


def points(repo: Repo, *args: str) -> list[tuple[str, str, dict[str, int], dict[str, int]]]:
    """Each point as its day, status, and the tiers on both scales that occur."""
    return [
        (
            point["date"][:10],
            point["status"],
            {tier: count for tier, count in point["as_source"].items() if count},
            {tier: count for tier, count in point["as_read"].items() if count},
        )
        for point in shape_of(repo, *args)["points"]
    ]


FI_TAGS = """\
Kattavuuden kehitys: Suunnitelma

Versio           Lähteen mukaan Kpl sanottu asettelu yleisväite osittain puuttuu
────────────────────────────────────────────────────────────────────────────────
2026-01-03 v1.0  ▓▓▓▓▓▓▓▓▓▓▓▓     1       ·        1          ·        ·       ·
2026-01-10 v1.1, ▓▓▓▓▓▓▓▓▓▓▓▓     1       ·        1          ·        ·       ·
v1.1.0

█ sanottu, ▓ asettelu, ▒ yleisväite, ░ osittain, · puuttuu

Versio                Luettuna     Kpl vahva kohtalainen heikko osittain puuttuu
────────────────────────────────────────────────────────────────────────────────
2026-01-03 v1.0       ████████████   1     1           ·      ·        ·       ·
2026-01-10 v1.1,      ············   1     ·           ·      ·        ·       1
v1.1.0

█ vahva, ▓ kohtalainen, ▒ heikko, ░ osittain, · puuttuu

Versio                  taso ydinongelma tavoite osatavoite toimenpide aukkoja
──────────────────────────────────────────────────────────────────────────────
2026-01-03 v1.0            1           1       1          1          1       0
2026-01-10 v1.1, v1.1.0    1           1       1          1          1       0

Kaksi ensimmäistä taulukkoa laskee osatavoitteita. Jokainen versio on arvioitu
omilla odotuksillaan ja asetuksillaan; hyväksyttyjä aukkoja ei lasketa.
"""


def test_both_scales_at_every_commit_that_touched_the_model(repo: Repo) -> None:
    layout = {"layout": 1}
    assert points(repo) == [
        ("2026-01-02", "read", layout, {"high": 1}),
        ("2026-01-03", "read", layout, {"high": 1}),
        ("2026-01-05", "read", layout, {"high": 1}),
        ("2026-01-06", "read", layout, {"high": 1}),
        ("2026-01-07", "read", layout, {"high": 1}),
        ("2026-01-08", "unreadable", {}, {}),
        ("2026-01-09", "read", layout, {"medium": 1}),
        ("2026-01-10", "read", layout, {"none": 1}),
    ]


def test_tags(repo: Repo) -> None:
    assert trend(repo, "--tags", "--lang", "fi") == Run(0, FI_TAGS, "")
    shape = shape_of(repo, "--tags")
    assert [point["tags"] for point in shape["points"]] == [["v1.0"], ["v1.1", "v1.1.0"]]
    assert shape["points"][0]["elements"] == {"level": 1, "core_problem": 1, "goal": 1, "sub_goal": 1, "measure": 1}
    assert [point["tags"] for point in shape_of(repo, "--tags", "--limit", "1")["points"]] == [["v1.1", "v1.1.0"]]


def test_limit_says_that_there_is_more(repo: Repo) -> None:
    shape = shape_of(repo, "--limit", "3")
    assert (len(shape["points"]), shape["has_more"]) == (3, True)
    assert "Older ones are not shown (--limit)." in trend(repo, "--limit", "3", "--lang", "en").out
    assert shape_of(repo, "--limit", "8")["has_more"] is False


def test_markdown_has_both_scales_and_names_what_cannot_be_read(repo: Repo) -> None:
    out = trend(repo, "--lang", "en", "--format", "markdown").out
    assert "| Commit | As the source has it | Total |" in out
    assert "| Commit | As read | Total |" in out
    assert "| 2026-01-08 `5d316ad` | not parsable |" in out
    assert "judged by its own expectations" in out
    assert "%" not in out


def test_bar_shares_its_width(tmp_path: Path) -> None:
    repo = make_repository(tmp_path / "repo")
    more = "".join(
        f"  - id: G1.{number}\n    goal: G1\n    title: {{fi: Osa, sv: Del, en: Part}}\n" for number in range(2, 5)
    )
    repo.commit("one", {MODEL: PLAN.replace("measures:\n", f"{more}measures:\n")})
    out = trend(repo, "--lang", "en").out
    assert "███·········     4    1      ·   ·       ·    3" in out


def test_gaps_that_are_accepted_do_not_count(tmp_path: Path) -> None:
    repo = make_repository(tmp_path / "repo")
    bare = PLAN.partition("    advances:\n")[0]  # the measure stays, and advances nothing
    repo.commit("one", {MODEL: bare})
    waiver = "{rule: SOT303, element: G1.1, reason: later, owner: Aino Virta, date: 2026-01-01, until: 2999-01-01}"
    settings = "format: 1\ndocuments: [data/vision.yaml]\nwaivers: waivers.yaml\n"
    files = {"sotetrace.yaml": settings, "waivers.yaml": f"format: 1\nwaivers: [{waiver}]\n"}
    repo.commit("two", {**files, "data/vision.yaml": bare + "\n"})
    gaps = [point["gaps"] for point in shape_of(repo)["points"]]
    assert gaps[-1] == gaps[0] - 1


def test_shallow_clone_says_so(repo: Repo, tmp_path: Path) -> None:
    clone = repo.clone(tmp_path / "clone", "--depth=2")
    assert shape_of(clone)["is_cut"] is True
    assert "git fetch --unshallow" in " ".join(trend(clone, "--lang", "en").out.split())


def test_without_a_repository_or_a_tag(tmp_path: Path, repo: Repo) -> None:
    assert sotetrace("trend", cwd=tmp_path).status == 3
    bare = make_repository(tmp_path / "repo")
    bare.commit("one", {MODEL: PLAN})
    assert shape_of(bare, "--tags")["points"] == []
    assert trend(bare, "--tags", "--lang", "en").status == 0


# ---- --at ----------------------------------------------------------------------------------------------------


def test_coverage_of_a_revision(repo: Repo) -> None:
    with unchanged(repo):
        done = sotetrace("coverage", "--at", "v1.0", "--lang", "en", cwd=repo.path)
    assert done.status == 0
    assert "The model at: v1.0." in done.out
    shape = json.loads(sotetrace("coverage", "--at", "v1.0", "--format", "json", cwd=repo.path).out)
    found = next(each for each in shape["documents"][0]["expectations"] if each["id"] == "sub_goal")
    assert found["as_read"]["high"] == 1
    gate = ("--fail-under", "sub_goal=100")
    assert sotetrace("coverage", "--at", "v1.0", *gate, cwd=repo.path).status == 0
    assert sotetrace("coverage", *gate, cwd=repo.path).status == 1
    assert sotetrace("coverage", "--at", "v1.0", "--by", "measure", cwd=repo.path).status == 0


def test_other_questions_of_a_revision(repo: Repo) -> None:
    assert "M2" in sotetrace("list", "measures", "--at", "HEAD~4", cwd=repo.path).out
    assert sotetrace("show", "M2", "--at", "HEAD~4", cwd=repo.path).status == 0
    assert sotetrace("trace", "M2", "--at", "HEAD~4", cwd=repo.path).status == 0
    assert sotetrace("show", "M2", cwd=repo.path).status == 2


def test_revision_that_cannot_be_read(repo: Repo) -> None:
    assert sotetrace("coverage", "--at", "v9", cwd=repo.path).status == 3
    done = sotetrace("coverage", "--at", "5d316ad", "--lang", "en", cwd=repo.path)
    assert (done.status, done.out) == (3, "")
    assert "SOT0" in done.err
    standing = sotetrace("coverage", "--at", "v1.0", "--format", "sarif", cwd=repo.path)
    assert (standing.status, standing.out) == (2, "")
