"""`diff`: what it compares, what it shows in which format, and how it ends."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli import runner
from tests.cli.formats import read_github
from tests.cli.hostile import HOSTILE, raw_model
from tests.cli.reading import assert_inert
from tests.repositories import make_repository

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.runner import Run
    from tests.repositories import Repo

FORMATS = ("terminal", "markdown", "json", "comment", "github")
HEAD = "format: 1\ndocument: {id: plan, title: {en: Plan}, original: en}\n"
PLAN = f"""{HEAD}levels:
  - {{id: L1, title: {{en: Homes}}}}
  - {{id: L2, title: {{en: Streets}}}}
goals:
  - {{id: G1, title: {{en: Goal}}}}
sub_goals:
  - {{id: G1.1, goal: G1, title: {{en: Early support}}}}
  - {{id: G1.2, goal: G1, level: L1, title: {{en: Safe ways}}}}
measures:
  - id: M1
    title: {{en: Offer help early}}
    advances:
      - {{to: G1.1, basis: stated, quote: early support}}
  - id: M2
    title: {{en: Build pavements}}
    advances:
      - {{to: G1.2, basis: stated, quote: safe}}
"""
LINK = "    advances:\n      - {to: G1.1, basis: stated, quote: early support}\n"
BROKEN = PLAN.replace(LINK, "")
REWORDED = PLAN.replace("Build pavements", "Plan pavements")
TOUCHED = PLAN.replace("Build pavements", "Build pavements.")
ALL = BROKEN.replace("Build pavements", "Plan pavements").replace("{en: Goal}", "{en: GOAL}")
COUNTS = re.compile(r"Needs a decision: (\d+), meaning changed: (\d+), wording only: (\d+), accepted: (\d+)\.")


@pytest.fixture
def compare(tmp_path: Path) -> Callable[..., Run]:
    """Compare the plan with another text of it."""

    def run(new: str, *args: str) -> Run:
        for name, text in (("old.yaml", PLAN), ("new.yaml", new)):
            (tmp_path / name).write_text(text, encoding="utf-8", newline="\n")
        return runner.sotetrace("diff", "old.yaml", "new.yaml", "--today", "2026-11-22", *args, cwd=tmp_path)

    return run


def rules_of(done: Run) -> list[str]:
    return [change["rule"] for change in json.loads(done.out)["changes"]]


# ---- how it ends -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("new", "level", "status"),
    [
        *((new, "none", 0) for new in (PLAN, BROKEN)),
        *((PLAN, level, 0) for level in ("breaking", "substantive", "any")),
        *((TOUCHED, level, status) for level, status in (("breaking", 0), ("substantive", 0), ("any", 1))),
        *((REWORDED, level, status) for level, status in (("breaking", 0), ("substantive", 1), ("any", 1))),
        *((BROKEN, level, 1) for level in ("breaking", "substantive", "any")),
    ],
)
@pytest.mark.parametrize("output", FORMATS)
def test_it_fails_on_what_it_is_told_to(
    new: str, level: str, status: int, output: str, compare: Callable[..., Run]
) -> None:
    done = compare(new, "--fail-on", level, "--format", output)
    assert (done.status, done.err) == (status, "")


def test_a_detail_of_a_change_fails_no_more_than_the_change(tmp_path: Path) -> None:
    """The parts of a retired measure are cited as little as it is."""
    parts = "    parts:\n      - {id: M1.a, title: {en: part}}\n"
    old = PLAN.replace(
        "    title: {en: Offer help early}\n", "    title: {en: Offer help early}\n    draft: true\n" + parts
    )
    new = old.replace(old[old.index("  - id: M1") : old.index("  - id: M2")], "")
    new += "retired:\n  - {id: M1, title: {en: Offer help early}, replaced_by: [M2]}\n"
    for name, text in (("old.yaml", old), ("new.yaml", new)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = runner.sotetrace("diff", "old.yaml", "new.yaml", "--format", "json", "--fail-on", "breaking", cwd=tmp_path)
    assert (done.status, json.loads(done.out)["counts"]["breaking"]) == (0, 0)


def test_nothing_changed(compare: Callable[..., Run]) -> None:
    assert compare(PLAN).out.startswith("No changes.\n")
    assert compare(PLAN, "--lang", "fi").out.startswith("Ei muutoksia.\n")
    assert json.loads(compare(PLAN, "--format", "json").out)["changes"] == []


@pytest.mark.parametrize("side", ["old.yaml", "new.yaml"])
def test_a_side_that_cannot_be_parsed_is_no_comparison(side: str, tmp_path: Path) -> None:
    for name in ("old.yaml", "new.yaml"):
        (tmp_path / name).write_text("a: [b\n" if name == side else PLAN, encoding="utf-8")
    done = runner.sotetrace("diff", "old.yaml", "new.yaml", cwd=tmp_path)
    assert (done.status, done.out) == (3, "")
    assert f"{side}:" in done.err
    assert "SOT001" in done.err


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--only", "coverage-lsot"), "coverage-lost"),
        (("--skip", "nonsense-of-its-own"), "is no rule of changes"),
        (("--only", "unknown-reference"), "is no rule of changes"),
        (("--only", "SOT303"), "is no rule of changes"),
        (("--under", "G11"), "G1.1"),
        (("--format", "xml"), "xml"),
        (("--fail-on", "all"), "all"),
        (("--staged", "--format", "terminal"), ""),
    ],
)
def test_wrong_use_says_what_was_meant(args: tuple[str, ...], words: str, compare: Callable[..., Run]) -> None:
    done = compare(BROKEN, *args)
    assert (done.status, done.out) == (2, "")
    assert words in done.err


# ---- what it shows ---------------------------------------------------------------------------------------------------


def test_only_and_skip_take_codes_and_slugs(compare: Callable[..., Run]) -> None:
    def shown(*args: str) -> list[str]:
        return rules_of(compare(ALL, "--format", "json", *args))

    everything = shown()
    assert {"link-removed", "coverage-lost", "title-changed", "text-touched"} <= set(everything)
    assert shown("--only", "coverage-lost") == shown("--only", "SOT726") == ["coverage-lost"]
    assert shown("--only", "coverage-lost", "--only", "title-changed") == ["coverage-lost", "title-changed"]
    assert shown("--skip", "SOT726") == [rule for rule in everything if rule != "coverage-lost"]
    assert shown("--only", "coverage-lost", "--skip", "coverage-lost") == []


def test_what_is_left_out_fails_nothing(compare: Callable[..., Run]) -> None:
    assert compare(BROKEN, "--skip", "coverage-lost", "--fail-on", "breaking").status == 0
    assert compare(BROKEN, "--only", "coverage-lost", "--fail-on", "breaking").status == 1


@pytest.mark.parametrize(
    ("under", "subjects"),
    [
        ("G1.2", {"M2"}),
        ("M1", {"M1", "M1:G1.1"}),
        ("G1", {"G1", "G1.1", "M1", "M1:G1.1", "M2"}),
        ("L1", {"M2"}),
        ("L2", set()),
    ],
)
def test_under_an_element_is_what_hangs_on_it(under: str, subjects: set[str], compare: Callable[..., Run]) -> None:
    done = compare(ALL, "--format", "json", "--under", under)
    assert {change["id"] for change in json.loads(done.out)["changes"]} == subjects


def test_stat_is_the_counts_and_the_sides(compare: Callable[..., Run]) -> None:
    done = compare(ALL, "--stat")
    assert len([line for line in done.out.splitlines() if line]) == 2
    assert COUNTS.search(done.out)


def test_what_only_touches_a_text_is_hidden_aloud(compare: Callable[..., Run]) -> None:
    assert "Hidden changes of wording only: 1 (--show-editorial)." in compare(TOUCHED).out
    shown = compare(TOUCHED, "--show-editorial").out
    assert "Hidden" not in shown
    assert "SOT715" in shown


@pytest.mark.parametrize(
    ("lang", "words"), [("fi", "Päätettävää: "), ("sv", "Att besluta: "), ("en", "Needs a decision: ")]
)
def test_it_speaks_three_languages(lang: str, words: str, compare: Callable[..., Run]) -> None:
    done = compare(ALL, "--lang", lang, "--stat")
    assert done.out.startswith(words)
    assert json.loads(compare(ALL, "--lang", lang, "--format", "json").out)["language"] == lang


# ---- every format says the same --------------------------------------------------------------------------------------


def counts_in(output: str, text: str) -> tuple[int, ...]:
    if output == "json":
        counts = json.loads(text)["counts"]
        return tuple(counts[name] for name in ("breaking", "substantive", "editorial", "accepted"))
    found = COUNTS.search(text)
    assert found is not None, text
    return tuple(map(int, found.groups()))


@pytest.mark.parametrize("new", [BROKEN, REWORDED, TOUCHED, ALL])
def test_every_format_counts_the_same(new: str, tmp_path: Path, compare: Callable[..., Run]) -> None:
    wanted = [f"--format={name}={tmp_path / name}" for name in FORMATS]
    done = compare(new, *wanted)
    assert (done.status, done.out, done.err) == (0, "", "")
    texts = {name: (tmp_path / name).read_text(encoding="utf-8") for name in FORMATS}
    counts = {counts_in(name, text) for name, text in texts.items()}
    assert len(counts) == 1
    (breaking, substantive, editorial, _) = counts.pop()
    changes = [change for change in json.loads(texts["json"])["changes"] if not change["is_detail"]]
    weights = [change["class"] for change in changes]
    assert [weights.count(name) for name in ("breaking", "substantive", "editorial")] == [
        *(breaking, substantive, editorial)
    ]
    levels = [one.level for one in read_github(texts["github"].rsplit("Needs a decision", 1)[0])]
    assert [levels.count(name) for name in ("error", "warning", "notice")] == [breaking, substantive, editorial]


def test_one_format_goes_to_the_screen_and_others_to_files(tmp_path: Path, compare: Callable[..., Run]) -> None:
    done = compare(ALL, "--format", "terminal", "--format", f"json={tmp_path / 'a.json'}")
    assert COUNTS.search(done.out)
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["changes"]


def test_a_new_side_with_faults_is_compared_all_the_same(compare: Callable[..., Run]) -> None:
    claims = "languages: [en], claims: [{kind: measure, count: 7}]}"
    new = ALL.replace("original: en}", f"original: en, {claims}").replace("to: G1.2", "to: G9.9")
    done = compare(new)
    assert done.status == 0
    assert "Faults this change leaves behind" in done.out
    for words in ("unknown-reference", "claim-does-not-hold", "SOT717"):
        assert words in done.out
    found: dict[str, Any] = json.loads(compare(new, "--format", "json").out)
    assert {fault["rule"] for fault in found["faults"]} >= {"unknown-reference", "claim-does-not-hold"}
    assert found["counts"]["breaking"] > 0


# ---- sides -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def repo(tmp_path: Path, neutral_git: None) -> Repo:
    made = make_repository(tmp_path / "repo")
    made.commit("one", {"vision.yaml": PLAN})
    made.git("checkout", "--quiet", "-b", "topic")
    made.commit("two", {"vision.yaml": BROKEN})
    return made


def test_without_sides_it_compares_with_where_the_branch_parted(repo: Repo) -> None:
    repo.git("checkout", "--quiet", "main")
    repo.commit("three", {"vision.yaml": REWORDED})
    repo.git("checkout", "--quiet", "topic")
    found = json.loads(runner.sotetrace("diff", "-m", "vision.yaml", "--format", "json", cwd=repo.path).out)
    assert "title-changed" not in {change["rule"] for change in found["changes"]}
    assert found["old"]["sha"] == repo.sha("main~1")


@pytest.mark.parametrize(
    ("sides", "expected"),
    [
        (("main",), True),
        (("main", "topic"), True),
        (("main...topic",), True),
        (("main:vision.yaml", "vision.yaml"), True),
        (("topic", "topic"), False),
        (("HEAD",), False),
    ],
)
def test_sides_are_named_in_many_ways(sides: tuple[str, ...], expected: bool, repo: Repo) -> None:
    model = () if any(":" in side for side in sides) else ("-m", "vision.yaml")
    done = runner.sotetrace("diff", *sides, *model, "--format", "json", cwd=repo.path)
    assert ("coverage-lost" in rules_of(done)) is expected


def test_what_is_staged_is_compared_with_head(repo: Repo) -> None:
    def staged() -> list[str]:
        return rules_of(runner.sotetrace("diff", "--staged", "-m", "vision.yaml", "--format", "json", cwd=repo.path))

    repo.write({"vision.yaml": PLAN})
    assert staged() == []
    repo.git("add", "vision.yaml")
    assert "coverage-gained" in staged()


# ---- hostile titles --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [name for name in HOSTILE if name not in ("long-text", "marks")])
def test_no_title_steers_what_shows_a_comparison(words: str, tmp_path: Path) -> None:
    text = "".join(char for char in HOSTILE[words] if char.isprintable() or char in "\n\u202e\u2066\u200b")
    old = raw_model(lambda: text)
    new = copy.deepcopy(old)
    new["measures"][0]["title"]["fi"] = f"{text} z"
    new["measures"][0]["advances"] = []
    new["retired"] = []
    del new["goals"][0]
    for name, raw in (("old.yaml", old), ("new.yaml", new)):
        (tmp_path / name).write_text(json.dumps(raw), encoding="utf-8")
    for output in ("terminal", "markdown", "github"):
        done = runner.sotetrace("diff", "old.yaml", "new.yaml", "--format", output, "--show-editorial", cwd=tmp_path)
        if output == "github":
            assert all(one.level in ("error", "warning", "notice") for one in read_github(done.out))
        else:
            assert_inert(done, output)
