"""`sotetrace merge-check`: branches that each are fine, and what merging them gives."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.hostile import HOSTILE
from tests.cli.plans import PLAN, UNPARSABLE
from tests.cli.reading import assert_inert, assert_valid
from tests.cli.runner import Run, sotetrace
from tests.past import MODEL
from tests.repositories import Repo, make_repository, unchanged

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("neutral_git")

SECOND_GOAL = """\
  - id: G3
    level: L1
    title: {fi: Kolmas, sv: Tredje, en: Third}
    answers:
      - {to: P1, basis: layout, where: page}
"""
BASE = PLAN.replace("sub_goals:\n", f"{SECOND_GOAL}sub_goals:\n")
M16 = """\
  - id: M16
    level: L1
    title: {fi: Uusi, sv: Ny, en: New}
    advances:
      - {to: G1, basis: layout, where: page}
"""
FIRST = BASE.replace("measures:\n", f"measures:\n{M16}")
LAST = BASE + M16
LINKED = BASE + "      - {to: G3, basis: layout, where: page}\n"
GONE = BASE.replace(SECOND_GOAL, "")


def fork(path: Path, ours: str | None, theirs: str | None, base: str = BASE, name: str = MODEL) -> Repo:
    """Make a repository whose branches `main` and `topic` hold these models."""
    repo = make_repository(path / "repo")
    repo.commit("base", {name: base, "readme.txt": "words\n"})
    repo.git("checkout", "--quiet", "-b", "topic")
    repo.commit("theirs", {name: theirs})
    repo.git("checkout", "--quiet", "main")
    repo.commit("ours", {name: ours})
    return repo


def check(repo: Repo, *args: str, branches: tuple[str, str] = ("main", "topic")) -> Run:
    with unchanged(repo):
        return sotetrace("merge-check", *branches, *args, cwd=repo.path)


def shape_of(repo: Repo, *args: str) -> dict[str, Any]:
    shape: dict[str, Any] = json.loads(check(repo, *args, "--format", "json").out)
    assert_valid("merge", shape)
    return shape


def rules(repo: Repo) -> list[str]:
    return [f"{fault['rule']} {fault['element']}" for fault in shape_of(repo)["faults"]]


def test_merge_that_is_fine(tmp_path: Path) -> None:
    repo = fork(tmp_path, BASE.replace("en: Goal", "en: Aim"), LAST)
    done = check(repo, "--lang", "en")
    assert (done.status, done.err) == (0, "")
    assert "The merge succeeds and does not break the model." in done.out
    shape = shape_of(repo)
    assert (shape["faults"], shape["conflicts"], shape["is_judged"], shape["has_model"]) == ([], [], True, True)
    assert shape["changes"] == {"breaking": 0, "substantive": 1, "editorial": 1, "accepted": 0}


def test_both_add_the_same_id(tmp_path: Path) -> None:
    repo = fork(tmp_path, FIRST, LAST)
    assert "duplicate-id M16" in rules(repo)
    done = check(repo, "--lang", "en")
    assert done.status == 1
    assert "Files in conflict: 0; faults that neither branch has alone: 2." in done.out
    assert "Line numbers are those of the merged text." in done.out


def test_one_deletes_what_the_other_links_to(tmp_path: Path) -> None:
    repo = fork(tmp_path, GONE, LINKED)
    assert rules(repo) == ["unknown-reference M1"]
    assert check(repo).status == 1


def test_faults_that_a_side_has_already_are_not_the_merge_s(tmp_path: Path) -> None:
    broken = LAST.replace("{to: G1, basis: layout, where: page}\n", "{to: G9, basis: layout, where: page}\n", 2)
    repo = fork(tmp_path, BASE.replace("en: Goal", "en: Aim"), broken)
    assert rules(repo) == []
    assert check(repo).status == 0


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("fi", "Mallia ei ole arvioitu: siihen kuuluva tiedosto on ristiriidassa."),
        ("sv", "Modellen har inte bedömts: en av dess filer är i konflikt."),
        ("en", "The model was not judged: one of its files is in conflict."),
    ],
)
def test_texts_in_conflict(tmp_path: Path, lang: str, words: str) -> None:
    repo = fork(tmp_path, BASE.replace("en: Goal", "en: Aim"), BASE.replace("en: Goal", "en: Target"))
    done = check(repo, "--lang", lang)
    assert done.status == 1
    assert words in " ".join(done.out.split())
    shape = shape_of(repo)
    assert (shape["conflicts"], shape["is_judged"], shape["faults"]) == ([MODEL], False, [])


def test_conflict_elsewhere_leaves_the_model_judged(tmp_path: Path) -> None:
    repo = fork(tmp_path, FIRST, LAST)
    repo.commit("ours", {"readme.txt": "ours\n"})
    repo.git("checkout", "--quiet", "topic")
    repo.commit("theirs", {"readme.txt": "theirs\n"})
    shape = shape_of(repo)
    assert (shape["conflicts"], shape["is_judged"]) == (["readme.txt"], True)
    assert "duplicate-id" in [fault["rule"] for fault in shape["faults"]]
    assert check(repo).status == 1


def test_one_deletes_the_model_and_the_other_changes_it(tmp_path: Path) -> None:
    repo = fork(tmp_path, LAST, LAST)
    repo.git("checkout", "--quiet", "topic")
    repo.commit("theirs", {MODEL: None})
    assert check(repo).status == 3, "a side without a model cannot be read"


def test_level_from_which_faults_fail(tmp_path: Path) -> None:
    """Each branch takes away one of two links, so that in the merge nothing carries the sub-goal."""
    other = M16.replace("- {to: G1, basis: layout, where: page}", "- {to: G1.1, basis: layout, where: page}")
    base = BASE + other
    link = "      - to: G1.1\n" + BASE.split("      - to: G1.1\n")[1]
    first = base.replace(link, "")
    second = base.replace(
        "      - {to: G1.1, basis: layout, where: page}\n", "      - {to: G3, basis: layout, where: page}\n"
    )
    repo = fork(tmp_path, first.replace("      - {to: G1, basis", "      - {to: G3, basis", 1), second, base)
    found = [fault["severity"] for fault in shape_of(repo)["faults"]]
    assert found
    assert set(found) == {"warning"}
    assert check(repo).status == 0
    assert check(repo, "--fail-on", "warning").status == 1


def test_side_that_cannot_be_read(tmp_path: Path) -> None:
    repo = fork(tmp_path, LAST, UNPARSABLE)
    done = check(repo, "--lang", "en")
    assert (done.status, done.out) == (3, "")
    assert "SOT0" in done.err
    assert check(repo, branches=("main", "nowhere")).status == 3
    assert sotetrace("merge-check", "main", cwd=repo.path).status == 2
    assert sotetrace("merge-check", "a", "b", cwd=tmp_path).status == 3


def test_model_of_another_name_and_from_a_folder_below(tmp_path: Path) -> None:
    repo = fork(tmp_path, FIRST, LAST, name="suunnitelmat/öljy.yaml")
    done = check(repo, "-m", "suunnitelmat/öljy.yaml", "--lang", "en")
    assert done.status == 1
    assert "öljy.yaml:" in done.out


def test_base_without_a_model_has_no_comparison(tmp_path: Path) -> None:
    repo = make_repository(tmp_path / "repo")
    repo.commit("base", {"readme.txt": "words\n"})
    repo.git("branch", "topic")
    repo.commit("ours", {MODEL: BASE})
    repo.git("checkout", "--quiet", "topic")
    repo.commit("theirs", {MODEL: BASE, "more.txt": "more\n"})
    shape = shape_of(repo)
    assert (shape["changes"], shape["faults"]) == (None, [])


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_and_names_are_inert(name: str, tmp_path: Path) -> None:
    repo = fork(
        tmp_path, *(BASE.replace("{fi: Tavoite,", f"{{fi: {json.dumps(text)},") for text in (HOSTILE[name], "x"))
    )
    repo.commit("ours", {MODEL: FIRST.replace("{fi: Uusi,", f"{{fi: {json.dumps(HOSTILE[name])},")})
    repo.git("checkout", "--quiet", "topic")
    repo.commit("theirs", {MODEL: LAST.replace("{fi: Uusi,", f"{{fi: {json.dumps(HOSTILE[name])},")})
    for output_format in ("terminal", "markdown", "json"):
        assert_inert(check(repo, "--lang", "fi", "--format", output_format), output_format)
