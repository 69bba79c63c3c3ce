"""`sotetrace history`: what each commit changed of one element, along its former ids and the names of its file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.hostile import HOSTILE
from tests.cli.plans import PLAN, UNPARSABLE
from tests.cli.reading import assert_inert, assert_valid
from tests.cli.runner import Run, sotetrace
from tests.past import MODEL, SECOND, make_past
from tests.repositories import Repo, make_repository, unchanged

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("neutral_git")


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    return make_past(tmp_path_factory.mktemp("past") / "repo")


def history(repo: Repo, *args: str) -> Run:
    with unchanged(repo):
        return sotetrace("history", *args, cwd=repo.path)


def steps(repo: Repo, *args: str) -> list[dict[str, Any]]:
    shape = json.loads(history(repo, *args, "--lang", "en", "--format", "json").out)
    assert_valid("history", shape)
    return list(shape["steps"])


def told(repo: Repo, *args: str) -> list[str]:
    """Each step as its subject, status, ids, and the rules of its changes."""
    return [
        " ".join((step["subject"], step["status"], *step["ids"], "|", *(one["rule"] for one in step["changes"])))
        for step in steps(repo, *args)
    ]


EN = """\
History: G1.1 Part

2026-01-10 97765ab (v1.1, v1.1.0) Aino Virta
  drop
  ! G1.1 “Part”: lost its last measure.
  ~ M3 “Second”: the link M3:G1.1 was removed (inferred).

2026-01-09 d2faf86 Aino Virta
  repair
  ~ M1 “Deed”: the link M1:G1.1 was removed (inferred).
  ~ G1.1 “Part”: coverage has thinned: high → medium; left: M3.

2026-01-08 5d316ad Aino Virta
  break
  The model could not be parsed in this version; it was passed over.

2026-01-06 526e721 Aino Virta
  add
  ~ M2 “Second”: the link M2:G1.1 was added (inferred).
  ~ G1.1 “Part”: covered more firmly than before: 1 → 2; carried by: M1, M2.

2026-01-02 f7d7067 Aino Virta
  begin
  There from the first version on.
"""
SV_MARKDOWN = """\
# Historik: G1 Nytt mål

- **2026-01-02** `f7d7067` Aino Virta

  begin

  Med från den första versionen.
- **2026-01-05** `4753277` Aino Virta

  reword

  \\~ G1 ”Nytt mål”: namnet har ändrats (fi).

  ~~Tavoite~~**Uusi tavoite**
"""


def test_links_coverage_faults_and_a_moved_file(repo: Repo) -> None:
    assert history(repo, "G1.1", "--lang", "en") == Run(0, EN, "")


def test_markdown_and_the_oldest_first(repo: Repo) -> None:
    out = history(repo, "G1", "--lang", "sv", "--reverse", "--format", "markdown").out
    assert out.startswith(SV_MARKDOWN[: SV_MARKDOWN.index("~~Tavoite")])
    assert "~~Tavoite~~" in out or "Uusi tavoite" in out


def test_former_ids_are_followed(repo: Repo) -> None:
    assert told(repo, "M3") == [
        "drop changed M3 | element-removed link-removed",
        "break unreadable M3 |",
        "rename changed M3 | id-changed",
        "add changed M2 | element-added link-added",
    ]
    assert told(repo, "M2")[1:] == [
        "rename changed M2 | id-changed",
        "add changed M2 | element-added link-added",
    ]


def test_merging_and_splitting_are_followed(tmp_path: Path) -> None:
    repo = make_repository(tmp_path / "repo")
    two = PLAN + SECOND
    repo.commit("two", {MODEL: two})
    one = PLAN.replace("  - id: M1\n", "  - id: M5\n    formerly: [M1, M2]\n")
    repo.commit("merge", {MODEL: one})
    halves = one.replace("  - id: M5\n    formerly: [M1, M2]\n", "  - id: M6\n    formerly: [M5]\n")
    repo.commit("split", {MODEL: halves + SECOND.replace("- id: M2", "- id: M7\n    formerly: [M5]")})
    found = [(step["subject"], step["ids"]) for step in steps(repo, "M7")]
    assert found == [("split", ["M7"]), ("merge", ["M7", "M5"]), ("two", ["M7", "M5", "M1", "M2"])]


def test_part_stands_for_its_element(tmp_path: Path) -> None:
    repo = make_repository(tmp_path / "repo")
    part = "{id: G1.1.a, title: {fi: a, sv: b, en: c}}"
    parts = PLAN.replace("    goal: G1\n", f"    goal: G1\n    parts: [{part}, {part.replace('1.a', '1.b')}]\n")
    repo.commit("plain", {MODEL: PLAN})
    repo.commit("parts", {MODEL: parts})
    assert [step["subject"] for step in steps(repo, "G1.1.b")] == ["parts", "plain"]
    assert told(repo, "G1.1") == told(repo, "G1.1.a")
    assert "parts" not in [step["subject"] for step in steps(repo, "G1")]


def test_scope_and_level_have_a_history(tmp_path: Path) -> None:
    repo = make_repository(tmp_path / "repo")
    links = "    advances:\n      - {to: G1, basis: blanket, where: page, quote: all}\n"
    scope = f"scopes:\n  - id: X1\n    members: {{kind: measure, level: L1}}\n{links}"
    repo.commit("one", {MODEL: PLAN + scope})
    repo.commit("two", {MODEL: (PLAN + scope).replace("quote: all", "quote: every").replace("sv: Nivå", "sv: Plan")})
    assert [step["subject"] for step in steps(repo, "X1")] == ["two", "one"]
    assert [step["subject"] for step in steps(repo, "L1")] == ["two", "one"]


def test_limit_says_that_there_is_more(repo: Repo) -> None:
    out = history(repo, "G1.1", "--limit", "2", "--lang", "en").out
    assert out.count("Aino Virta") == 2
    assert out.endswith("Older changes are not shown (--limit).\n")
    assert "not shown" not in history(repo, "G1.1", "--limit", "9", "--lang", "en").out
    first = history(repo, "G1.1", "--limit", "2", "--reverse", "--lang", "en").out.splitlines()
    assert first[2] == "Older changes are not shown (--limit)."


def test_unknown_id(repo: Repo) -> None:
    done = history(repo, "G9")
    assert (done.status, done.out) == (2, "")
    assert "no element has the id G9" in done.err


def test_shallow_clone_says_so(repo: Repo, tmp_path: Path) -> None:
    clone = repo.clone(tmp_path / "clone", "--depth=2")
    assert [step["status"] for step in steps(clone, "G1.1")] == ["changed", "cut"]
    out = " ".join(history(clone, "G1.1", "--lang", "en").out.split())
    assert "There already here, where the history of this clone is cut off." in out
    assert "git fetch --unshallow" in out


def test_newest_commit_that_cannot_be_parsed_is_passed_over(tmp_path: Path) -> None:
    repo = make_repository(tmp_path / "repo")
    repo.commit("good", {MODEL: PLAN})
    repo.commit("bad", {MODEL: UNPARSABLE})
    assert told(repo, "G1") == ["bad unreadable G1 |", "good first G1 |"]
    repo.commit("worse", {MODEL: "{"})
    assert history(repo, "G1").status == 0


def test_nothing_can_be_read(tmp_path: Path) -> None:
    repo = make_repository(tmp_path / "repo")
    assert history(repo, "G1").status == 3
    repo.commit("bad", {MODEL: UNPARSABLE})
    assert history(repo, "G1").status == 3
    assert sotetrace("history", "G1", cwd=tmp_path).status == 3


# git itself refuses these in a name.
NAMES = {
    name: " ".join(text.replace("\0", "").replace("<", "").replace(">", "").split()) for name, text in HOSTILE.items()
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_subjects_and_authors_are_inert(name: str, tmp_path: Path) -> None:
    repo = make_repository(tmp_path / "repo")
    repo.commit(HOSTILE[name].replace("\0", "") or "x", {MODEL: PLAN}, author=NAMES[name][:900] or "x")
    repo.git("tag", "-m", HOSTILE[name].replace("\0", "")[:200], "v1.0")
    for output_format in ("terminal", "markdown", "json"):
        assert_inert(history(repo, "G1", "--lang", "en", "--format", output_format), output_format)
        done = sotetrace("trend", "--lang", "en", "--format", output_format, cwd=repo.path)
        assert_inert(done, output_format)
