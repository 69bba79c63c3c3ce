"""Which model a command reads, and what it says of one that is broken."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.plans import BROKEN, PLAN, UNPARSABLE, write_plan
from tests.cli.runner import VISION, sotetrace

if TYPE_CHECKING:
    from pathlib import Path

READING = [
    ("coverage",),
    ("list", "measures"),
    ("show", "M1"),
    ("trace", "M1"),
    ("path", "M1", "G1"),
    ("impact", "M1"),
    ("robustness",),
    ("review",),
    ("coverage", "--by", "measure"),
    ("verify",),
    ("export", "json"),
    ("export", "markdown"),
]
JUDGING = [
    ("check",),
    ("coverage", "--fail-under", "sub_goal=10"),
    ("review", "--sign", "M1:G1.1", "--by", "Aino Virta"),
]
SETTINGS = "format: 1\ndocuments: [parts]\n"


def title_of(*args: str | Path, cwd: Path) -> str:
    done = sotetrace("export", "json", *args, cwd=cwd)
    assert done.status == 0, done.err
    return str(json.loads(done.out)["document"]["title"]["en"])


def named(title: str) -> str:
    return PLAN.replace("en: A plan", f"en: {title}")


# ---- finding -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("args", READING, ids=" ".join)
@pytest.mark.parametrize(
    ("language", "words"), [("fi", "Mallia ei löytynyt"), ("sv", "Ingen modell"), ("en", "No model found")]
)
def test_embedded_default_is_announced(args: tuple[str, ...], language: str, words: str, tmp_path: Path) -> None:
    done = sotetrace(*args, "--lang", language, cwd=tmp_path)
    assert words in done.err
    assert "Sote2040" in done.err
    assert words not in done.out
    assert done.status == (1 if args == ("verify",) else 0)
    assert done.out == sotetrace(*args, "--lang", language, "-m", VISION, cwd=tmp_path).out


@pytest.mark.parametrize("args", JUDGING, ids=" ".join)
def test_what_judges_needs_a_model(args: tuple[str, ...], tmp_path: Path) -> None:
    done = sotetrace(*args, cwd=tmp_path)
    assert (done.status, done.out) == (3, "")
    assert "no model found" in done.err
    assert "-m PATH" in done.err
    assert "sotetrace init" in done.err


def test_file_folder_and_settings(tmp_path: Path) -> None:
    one = write_plan(tmp_path, named("One file"), "one.yaml")
    head, _, tail = named("A folder").partition("levels:\n")
    write_plan(tmp_path / "parts", head, "1-head.yaml")
    write_plan(tmp_path / "parts", "levels:\n" + tail, "2-chain.yml")
    settings = write_plan(tmp_path, SETTINGS, "sotetrace.yaml")
    assert title_of("-m", one, cwd=tmp_path) == "One file"
    assert title_of("-m", tmp_path / "parts", cwd=tmp_path) == "A folder"
    assert title_of("-m", settings, cwd=tmp_path) == "A folder"
    assert title_of("-m", tmp_path, cwd=tmp_path) == "A folder", "the settings of a folder come first"
    assert title_of("--model", "one.yaml", cwd=tmp_path) == "One file"


def test_upwards_to_the_root_of_the_repository(tmp_path: Path) -> None:
    write_plan(tmp_path, named("Outside"), "data/vision.yaml")
    root = tmp_path / "repository"
    deep = root / "a" / "b"
    deep.mkdir(parents=True)
    assert title_of(cwd=deep) == "Outside"
    (root / ".git").mkdir()
    assert title_of(cwd=deep) == "Sote2040 vision", "nothing above the root of the repository"
    write_plan(root, named("Inside"), "data/vision.yaml")
    assert title_of(cwd=deep) == "Inside"
    write_plan(root / "a", named("Nearer"), "data/vision.yaml")
    assert title_of(cwd=deep) == "Nearer"
    write_plan(root / "a", "format: 1\ndocuments: [../data/vision.yaml]\n", "sotetrace.yaml")
    assert title_of(cwd=deep) == "Inside", "the settings come before the document beside them"


def test_no_announcement_when_a_model_is_found(tmp_path: Path) -> None:
    write_plan(tmp_path, PLAN, "data/vision.yaml")
    assert sotetrace("coverage", cwd=tmp_path).err == ""


@pytest.mark.parametrize("args", [*READING, *JUDGING], ids=" ".join)
def test_model_that_is_not_there(args: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for name in ("absent.yaml", "empty"):
        done = sotetrace(*args, "-m", name, cwd=tmp_path)
        assert (done.status, done.out) == (3, "")
        assert done.err.startswith(f"sotetrace: {name}: ")
        assert len(done.err.splitlines()) == 2, "what happened, and what to do"


# ---- broken ------------------------------------------------------------------------------------------------

BROKEN_FILES = {
    "empty": b"",
    "blank": b" \n\n",
    "list": UNPARSABLE.encode(),
    "list-of-traps": b"- no\n- 010\n",
    "text": b"just words\n",
    "bytes": b"\xff\xfe\x00\x01",
    "control": b"format: 1\n\x07\n",
    "unclosed": b"document: {id: x\n",
    "tabs": b"format: 1\ndocument:\n\tid: x\n",
    "tag": b"format: !!python/object/apply:os.system [ls]\n",
    "two": b"format: 1\n---\nformat: 1\n",
    "cut": PLAN.encode()[:700],
    "wrong": PLAN.replace("answers:", "answer:").replace("goal: G1", "goal: [G1]").encode(),
    "no-header": b"format: 1\nmeasures: [{id: M1}]\n",
    "newer": PLAN.replace("format: 1", "format: 99").encode(),
}


@pytest.mark.parametrize("output_format", ["terminal", "markdown", "json"])
@pytest.mark.parametrize("name", BROKEN_FILES)
def test_check_of_a_broken_file_is_findings_with_places(name: str, output_format: str, tmp_path: Path) -> None:
    raw = BROKEN_FILES[name]
    (tmp_path / "plan.yaml").write_bytes(raw)
    done = sotetrace("check", "-m", "plan.yaml", "--format", output_format, cwd=tmp_path)
    assert done.status in (1, 3), done.out
    assert "SOT0" in done.out
    assert (tmp_path / "plan.yaml").read_bytes() == raw
    if output_format == "json":
        findings = json.loads(done.out)["findings"]
        assert all(found["location"]["file"] == "plan.yaml" for found in findings)
        assert all(found["location"]["line"] >= 1 for found in findings)
    else:
        assert "plan.yaml:" in done.out
    assert done.err == ""


@pytest.mark.parametrize("args", READING, ids=" ".join)
@pytest.mark.parametrize("name", BROKEN_FILES)
def test_other_commands_on_a_broken_file_say_so(name: str, args: tuple[str, ...], tmp_path: Path) -> None:
    raw = BROKEN_FILES[name]
    (tmp_path / "plan.yaml").write_bytes(raw)
    done = sotetrace(*args, "-m", "plan.yaml", cwd=tmp_path)
    assert done.err, "a word on standard error"
    assert (tmp_path / "plan.yaml").read_bytes() == raw
    if done.status == 3:
        assert done.out == ""
        assert "SOT0" in done.err
    else:
        assert "sotetrace check" in done.err or args == ("show", "M1")


@pytest.mark.parametrize(("language", "word"), [("fi", "virhe"), ("sv", "fel"), ("en", "error")])
def test_findings_of_what_cannot_be_parsed_are_in_the_language(language: str, word: str, tmp_path: Path) -> None:
    plan = write_plan(tmp_path, UNPARSABLE)
    for done in (
        sotetrace("coverage", "-m", plan, "--lang", language),
        sotetrace("coverage", "-m", plan, SOTETRACE_LANG=language),
    ):
        assert (done.status, done.out) == (3, "")
        assert f"plan.yaml:1:1: {word} SOT003" in " ".join(done.err.split())


def test_unknown_language_and_broken_file_is_no_traceback(tmp_path: Path) -> None:
    plan = write_plan(tmp_path, UNPARSABLE)
    for command in ("coverage", "check"):
        assert sotetrace(command, "-m", plan, SOTETRACE_LANG="xx").status == 2


def test_coverage_of_the_valid_part(tmp_path: Path) -> None:
    plan = write_plan(tmp_path, BROKEN)
    check = sotetrace("check", "-m", plan, "--lang", "en")
    assert check.status == 1
    for code in ("SOT005", "SOT201"):
        assert code in check.out, "one fault never hides the next"
    done = sotetrace("coverage", "-m", plan, "--lang", "en")
    assert done.status == 0
    assert "The model has errors (1)" in done.err
    assert "M1" in done.out
    assert "Links with an end that does not exist: 1" in done.out


def test_element_left_out_is_named(tmp_path: Path) -> None:
    plan = write_plan(tmp_path, PLAN + "  - id: M2\n    level: L1\n")
    done = sotetrace("coverage", "-m", plan, "--lang", "en")
    assert done.status == 0
    assert "could not be read (1: M2)" in done.out
    assert "The model has errors" in done.err
    document = json.loads(sotetrace("coverage", "-m", plan, "--format", "json").out)["documents"][0]
    assert document["left_out"] == ["M2"]


def test_finding_shows_place_line_caret_nearest_and_page(tmp_path: Path) -> None:
    write_plan(tmp_path, PLAN.replace("to: P1", "to: P11").replace("confidence: high", "confidense: high"))
    shown = sotetrace("check", "-m", "plan.yaml", "--lang", "en", cwd=tmp_path).out
    lines = shown.splitlines()
    at = next(number for number, line in enumerate(lines) if "SOT005" in line)
    assert lines[at].startswith("plan.yaml:37:9: error SOT005 unknown-key")
    assert lines[at + 2] == "  37 |         confidense: high"
    assert lines[at + 3] == "     |         ^^^^^^^^^^"
    assert lines[at + 4] == "  Did you mean: confidence"
    assert lines[at + 5].startswith("  Remedy: ")
    assert "Did you mean: P1\n" in shown
    assert "sotetrace explain SOT005" in shown


def test_fail_on(tmp_path: Path) -> None:
    write_plan(tmp_path, PLAN, "data/vision.yaml")
    assert [sotetrace("check", "--fail-on", level, cwd=tmp_path).status for level in ("error", "warning", "note")] == [
        0,
        0,
        1,
    ]
    write_plan(tmp_path, BROKEN, "data/vision.yaml")
    assert sotetrace("check", cwd=tmp_path).status == 1


def test_severities_and_waivers_of_the_workspace(tmp_path: Path) -> None:
    second = "  - {id: G1.2, goal: G1, title: {fi: Muu, sv: Annan, en: Other}}\n"
    bare = PLAN.replace("measures:\n", f"{second}measures:\n").replace("{to: G1, basis", "{to: G1.1, basis")
    write_plan(tmp_path, bare, "data/vision.yaml")
    write_plan(tmp_path, "format: 1\nwaivers: waivers.yaml\nrules: {SOT303: error}\n", "sotetrace.yaml")
    waiver = "{rule: SOT303, element: G1.2, reason: later, owner: N. N., date: 2026-01-01, until: 2026-12-31}"
    write_plan(tmp_path, f"format: 1\nwaivers:\n  - {waiver}\n", "waivers.yaml")
    waived = sotetrace("check", "--today", "2026-06-01", "--lang", "en", cwd=tmp_path)
    assert waived.status == 0
    assert "Waived: later" in waived.out
    assert "waived 1" in waived.out
    expired = sotetrace("check", "--today", "2027-01-01", "--lang", "en", cwd=tmp_path)
    assert expired.status == 1
    assert "SOT602" in expired.out
    assert "(waived: later)" in sotetrace("coverage", "--today", "2026-06-01", "--lang", "en", cwd=tmp_path).out
