"""`sotetrace changelog`: what changed in meaning, by level, as it could be published."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.hostile import HOSTILE
from tests.cli.plans import PLAN
from tests.cli.reading import assert_inert, assert_valid
from tests.cli.runner import Run, sotetrace
from tests.past import ADDED, MODEL, make_past
from tests.repositories import Repo, make_repository, unchanged

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("neutral_git")


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    return make_past(tmp_path_factory.mktemp("past") / "repo")


def changelog(repo: Repo, *args: str) -> Run:
    with unchanged(repo):
        return sotetrace("changelog", *args, cwd=repo.path)


def groups(repo: Repo, *args: str) -> list[dict[str, Any]]:
    shape = json.loads(changelog(repo, *args, "--lang", "en", "--format", "json").out)
    assert_valid("changelog", shape)
    return list(shape["groups"])


EN = """\
What has changed: A plan

Before: v1.0 (21eb348). Now: v1.1 (97765ab).

L1 Level
New wording (title): G1 “New goal”.
  Before: “Goal”
  Now: “New goal”
Link removed: M1 “Deed” – advances – G1.1 “Part” (inferred).
G1.1 “Part”: lost its last measure.
  Because: M1 “Deed”: the link M1:G1.1 was removed (inferred).
M1 “Deed”: the measure no longer advances any goal or sub-goal.
  Because: M1 “Deed”: the link M1:G1.1 was removed (inferred).
P1 “Problem”: the chain no longer reaches a measure, it stops at: G1.1.
  Because: M1 “Deed”: the link M1:G1.1 was removed (inferred).
"""
FI_MARKDOWN = """\
# Mitä on muuttunut: Suunnitelma

Ennen: v1.0 (21eb348). Nyt: 526e721.

## L1 Taso

- M2 ”Toinen” on uusi (toimenpide).

  Uusi yhteys: M2 ”Toinen” – edistää – G1.1 ”Osa” (päätelty).
- Uusi sanamuoto (nimi): G1 ”Uusi tavoite”.

  Ennen: ”Tavoite”

  Nyt: ”Uusi tavoite”
- G1.1 ”Osa”: katettu aiempaa vahvemmin: 1 → 2; kantajat: M1, M2.

  Syy: M2 ”Toinen” on uusi (toimenpide).
"""


def test_in_words(repo: Repo) -> None:
    assert changelog(repo, "v1.0", "v1.1", "--lang", "en") == Run(0, EN, "")


def test_in_markdown_and_another_language(repo: Repo) -> None:
    done = changelog(repo, "v1.0", "526e721", "--lang", "fi", "--format", "markdown")
    assert (done.status, done.out) == (0, FI_MARKDOWN)


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_no_code_and_no_fingerprint(repo: Repo, lang: str) -> None:
    for output_format in ("terminal", "markdown", "json"):
        out = changelog(repo, "v1.0", "v1.1", "--lang", lang, "--format", output_format).out
        assert out
        assert not re.search(r"SOT\d|\b[0-9a-f]{16}\b", out)


def test_nothing_changed(repo: Repo) -> None:
    for args in (("v1.1", "HEAD"), ("HEAD",), ("HEAD", "--format", "markdown")):
        assert changelog(repo, *args) == Run(0, "", "")
    assert groups(repo, "v1.1", "HEAD") == []


def test_wording_only_and_the_keeping_of_the_model_are_left_out(tmp_path: Path) -> None:
    repo = make_repository(tmp_path / "repo")
    repo.commit("one", {MODEL: PLAN})
    repo.commit("two", {MODEL: PLAN.replace("fi: Tavoite", "fi: tavoite ")})
    assert changelog(repo, "HEAD~1", "HEAD").out == ""
    signed = PLAN.replace("        by: reader\n", "        by: reader\n        reviewed: {by: A, date: 2026-01-01}\n")
    repo.commit("three", {MODEL: signed})
    assert groups(repo, "HEAD~2", "HEAD") == []


def test_what_stands_at_no_level_comes_last(tmp_path: Path) -> None:
    repo = make_repository(tmp_path / "repo")
    repo.commit("one", {MODEL: ADDED})
    actor = "actors:\n  - id: A1\n    title: {fi: Kunta, sv: Kommun, en: Town}\n"
    second = "  - id: L2\n    title: {fi: Toinen, sv: Andra, en: Second}\ncore_problems:"
    moved = ADDED.replace("core_problems:", second).replace("- id: M1\n    level: L1", "- id: M1\n    level: L2")
    repo.commit("two", {MODEL: moved.replace("  - id: M2\n", "  - id: M9\n") + actor})
    told = groups(repo, "HEAD~1", "HEAD")
    assert [group["level"] for group in told] == ["L1", "L2", None]
    assert [(line["topic"], line["id"]) for line in told[0]["lines"]][:2] == [("added", "M9"), ("removed", "M2")]
    assert {line["id"] for line in told[1]["lines"]} == {"L2", "M1"}
    assert [line["id"] for line in told[2]["lines"]] == ["A1"]


def test_document_and_source_are_called_by_their_titles(tmp_path: Path) -> None:
    repo = make_repository(tmp_path / "repo")
    repo.commit("one", {MODEL: PLAN})
    repo.commit("two", {MODEL: PLAN.replace("fi: Suunnitelma", "fi: Ohjelma").replace("fi: Teksti", "fi: Lähde")})
    (group,) = groups(repo, "HEAD~1", "HEAD")
    assert [line["text"] for line in group["lines"]] == [
        "New wording (title): plan “A plan”.",
        "New wording (title): text “Text”.",
    ]


def test_a_range_and_files_on_disk(repo: Repo) -> None:
    assert groups(repo, "v1.0...v1.1") == groups(repo, "v1.0", "v1.1") == groups(repo, "v1.0")


def test_side_that_cannot_be_read(repo: Repo) -> None:
    done = changelog(repo, "v1.0", "5d316ad", "--lang", "sv")
    assert (done.status, done.out) == (3, "")
    assert changelog(repo, "nowhere", "v1.1").status == 3
    assert sotetrace("changelog", cwd=repo.path).status == 2


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_are_inert(name: str, tmp_path: Path) -> None:
    repo = make_repository(tmp_path / "repo")
    repo.commit("one", {MODEL: PLAN})
    repo.commit("two", {MODEL: PLAN.replace("{fi: Tavoite,", f"{{fi: {json.dumps(HOSTILE[name])},")})
    for output_format in ("terminal", "markdown", "json"):
        done = changelog(repo, "HEAD~1", "HEAD", "--lang", "fi", "--format", output_format)
        assert_inert(done, output_format)
