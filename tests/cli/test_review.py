"""`review`: the queue, and verdicts written into the YAML without touching anything else."""

from __future__ import annotations

import json
import stat
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from sotetrace.coverage import LOSS_WEIGHT
from sotetrace.report.shapes.schemas import schema_of
from tests.cli.plans import BROKEN, PLAN, write_plan
from tests.cli.runner import ROOT, VISION, Run, sotetrace

if TYPE_CHECKING:
    from pathlib import Path

SECOND = """\
  - id: M2   # the second
    level: L1
    title: {fi: Toinen, sv: Andra, en: Second}
    parts:
      - {id: M2.a, title: {fi: Osa, sv: Del, en: Part}}
    advances:
      # why this one: see the minutes
      - {to: G1.1, from: M2.a, basis: inferred, confidence: low, by: reader, rationale: {fi: a, sv: ä, en: "why, {x}"}}
      -   to:   G1.1     # odd spacing, kept
          rationale:
            fi: >-
              Pitkä
              selitys
            sv: 'skäl'
            en: |
              Long
                reason
          by:   reader   # by whom
          confidence: "medium"
          basis: inferred


"""
FULL = "# top comment\n" + PLAN + SECOND + "# last comment, no line end"
SIGN = ("--by", "Aino Virta", "--today", "2026-03-01")
WRITTEN = "reviewed: {by: Aino Virta, date: 2026-03-01}"


def review(plan: Path, *args: str) -> Run:
    return sotetrace("review", *args, "-m", plan)


def links_of(plan: Path) -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = json.loads(sotetrace("list", "links", "-m", plan, "--format", "json").out)["links"]
    return [link for link in loaded if link["basis"] == "inferred"]


def without(text: str, *pieces: str) -> str:
    """Take away what was written, each piece exactly once."""
    for piece in pieces:
        assert text.count(piece) == 1, piece
        text = text.replace(piece, "")
    return text


# ---- the queue ---------------------------------------------------------------------------------------------


def test_queue_has_every_unsigned_inference_most_consequential_first() -> None:
    found = json.loads(sotetrace("review", "--format", "json").out)
    links = json.loads(sotetrace("list", "links", "--basis", "inferred", "--format", "json").out)["links"]
    assert len(found["items"]) + found["accepted"] + found["rejected"] == len(links)
    weights = [item["weight"] for item in found["items"]]
    assert weights == sorted(weights, reverse=True)
    assert weights[0] > 0
    for item in found["items"]:
        assert item["weight"] == sum(LOSS_WEIGHT[loss["type"]] for loss in item["losses"])


@pytest.mark.parametrize("limit", [1, 4])
def test_limit_of_the_queue(limit: int) -> None:
    total = len(json.loads(sotetrace("review", "--format", "json").out)["items"])
    done = sotetrace("review", "--limit", str(limit), "--lang", "en")
    assert done.out.count("Reason:") == limit
    assert f"{total - limit} more in the queue" in done.out


def test_words_of_both_ends_and_the_evidence_stand_together(tmp_path: Path) -> None:
    done = review(write_plan(tmp_path, FULL), "--lang", "en")
    for words in ("M2.a Part", "G1.1 Part", "Reason: why, {x}", "low, not reviewed", "M1:G1.1"):
        assert words in done.out


def test_signed_links_leave_the_queue(tmp_path: Path) -> None:
    plan = write_plan(tmp_path)
    assert "M1:G1.1" in review(plan).out
    assert review(plan, "--sign", "M1:G1.1", *SIGN).status == 0
    done = review(plan, "--lang", "en")
    assert "M1:G1.1" not in done.out
    assert "Inferred links without a signature 0, accepted 1, rejected 0." in done.out


# ---- signing -----------------------------------------------------------------------------------------------


def test_block_link_is_signed_and_nothing_else_changes(tmp_path: Path) -> None:
    plan = write_plan(tmp_path, FULL)
    done = review(plan, "--sign", "M1:G1.1", *SIGN)
    assert (done.status, done.out) == (0, "")
    assert done.err == "M1:G1.1: accepted, Aino Virta, 2026-03-01\n"
    written = plan.read_text(encoding="utf-8")
    assert without(written, f"        {WRITTEN}\n") == FULL
    assert "        by: reader\n        reviewed:" in written
    (link,) = [link for link in links_of(plan) if link["source"] == "M1"]
    assert (link["reviewed_by"], link["reviewed_on"], link["verdict"]) == ("Aino Virta", "2026-03-01", "accepted")


def test_verdicts_in_json(tmp_path: Path) -> None:
    plan = write_plan(tmp_path, FULL)
    done = review(plan, "--sign", "M1:G1.1", "--reject", "M2.a:G1.1", *SIGN, "--format", "json")
    assert (done.status, done.err) == (0, "")
    document = json.loads(done.out)
    who = {"by": "Aino Virta", "date": "2026-03-01"}
    assert document == {
        "schema": "sotetrace.verdicts/1",
        "verdicts": [
            {"name": "M1:G1.1", "verdict": "accepted", **who},
            {"name": "M2.a:G1.1", "verdict": "rejected", **who},
        ],
    }
    Draft202012Validator(schema_of("verdicts")).validate(document)
    assert [link["verdict"] for link in links_of(plan)] == ["accepted", "rejected", None]


def test_no_verdict_in_json_when_none_was_written(tmp_path: Path) -> None:
    done = review(write_plan(tmp_path, FULL), "--sign", "M1:G9", *SIGN, "--format", "json")
    assert (done.status, done.out) == (2, "")


def test_flow_link_is_rejected_and_nothing_else_changes(tmp_path: Path) -> None:
    plan = write_plan(tmp_path, FULL)
    assert review(plan, "--reject", "M2.a:G1.1", *SIGN).status == 0
    rejected = WRITTEN.replace("}", ", verdict: rejected}")
    assert without(plan.read_text(encoding="utf-8"), f"{rejected}, ") == FULL
    (link,) = [link for link in links_of(plan) if link["source_part"] == "M2.a"]
    assert (link["reviewed_by"], link["verdict"]) == ("Aino Virta", "rejected")


def test_several_at_once_in_any_order(tmp_path: Path) -> None:
    plan = write_plan(tmp_path, FULL)
    done = review(plan, "--sign", "M2:G1.1", "--reject", "M2.a:G1.1", "--sign", "M1:G1.1", *SIGN)
    assert done.status == 0
    assert len(done.err.splitlines()) == 3
    rejected = WRITTEN.replace("}", ", verdict: rejected}")
    written = plan.read_text(encoding="utf-8")
    bare = without(written, f"{rejected}, ", f"\n          {WRITTEN}")
    assert without(bare, f"        {WRITTEN}\n") == FULL
    assert [link["verdict"] for link in links_of(plan)] == ["accepted", "rejected", "accepted"]


def test_type_may_stand_in_the_name(tmp_path: Path) -> None:
    plan = write_plan(tmp_path, FULL)
    assert review(plan, "--sign", "M1:advances:G1.1", *SIGN).status == 0
    assert review(plan, "--sign", "M2:answers:G1.1", *SIGN).status == 2


@pytest.mark.parametrize("ending", ["\r\n", "\n"])
def test_line_ends_are_kept(ending: str, tmp_path: Path) -> None:
    raw = FULL.replace("\n", ending).encode()
    plan = tmp_path / "plan.yaml"
    plan.write_bytes(raw)
    assert review(plan, "--sign", "M1:G1.1", "--sign", "M2:G1.1", "--reject", "M2.a:G1.1", *SIGN).status == 0
    written = plan.read_bytes()
    assert written.count(b"\r\n") == (written.count(b"\n") if ending == "\r\n" else 0)
    assert written.count(b"\n") == raw.count(b"\n") + 2


def test_signature_on_the_last_line_of_a_file_without_a_line_end(tmp_path: Path) -> None:
    text = PLAN.rstrip("\n").replace("        by: reader\n", "")
    text += "\n        by: reader"
    plan = write_plan(tmp_path, text)
    assert review(plan, "--sign", "M1:G1.1", *SIGN).status == 0
    assert plan.read_text(encoding="utf-8") == f"{text}\n        {WRITTEN}\n"


@pytest.mark.parametrize("blank", [False, True], ids=["one-section-each", "empty-section"])
def test_folder_of_files(blank: bool, tmp_path: Path) -> None:
    folder = tmp_path / "parts"
    head, _, measures = (PLAN + SECOND).partition("measures:\n")
    first, _, second = measures.partition("  - id: M2")
    files = {
        "1-head.yaml": head + ("measures: []\n" if blank else ""),
        "2-m.yaml": f"# mine\nmeasures:\n{first}",
        "3-m.yml": f"measures:\n  - id: M2{second}",
    }
    for name, text in files.items():
        write_plan(folder, text, name)
    assert review(folder, "--sign", "M2:G1.1", *SIGN).status == 0
    now = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    assert {name: now[name] for name in ("1-head.yaml", "2-m.yaml")} == {
        name: files[name] for name in ("1-head.yaml", "2-m.yaml")
    }
    assert without(now["3-m.yml"], f"          {WRITTEN}\n") == files["3-m.yml"]
    assert review(folder, "--sign", "M1:G1.1", "--reject", "M2.a:G1.1", *SIGN).status == 0
    assert sum(path.read_text(encoding="utf-8").count("reviewed:") for path in folder.iterdir()) == 3


def test_links_of_the_vision_itself(tmp_path: Path) -> None:
    """The real file, with its long texts: every link of the queue can be signed, all at once."""
    text = VISION.read_text(encoding="utf-8")
    plan = write_plan(tmp_path, text)
    names = [item["name"] for item in json.loads(sotetrace("review", "-m", plan, "--format", "json").out)["items"]]
    assert len(set(names)) == len(names), "a name that means two links cannot be signed"
    done = review(plan, *(word for name in names for word in ("--sign", name)), *SIGN)
    assert done.status == 0, done.err
    lines = plan.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.strip() != WRITTEN] == text.splitlines()
    assert len(lines) - len(text.splitlines()) == len(names)


# ---- the name ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        *("Aino Virta", "Åke Öberg", "Äijö-Åström", "A", "Ö", "O'Brien", 'Aino "Ainu" Virta', "Virta, Aino"),
        *(
            "a: b",
            "a #b",
            "#b",
            "- a",
            "{a}",
            "[a, b]",
            "a}",
            "&a",
            "*a",
            "!a",
            "|",
            ">",
            "%a",
            "@a",
            "`a`",
            "\\n",
            "\\",
        ),
        *("no", "No", "NO", "yes", "on", "off", "y", "n", "null", "~", "true", "False", "1", "1.5", "0x1F", "1e3"),
        *("2026-01-31", "12:30", "=", "<<", ".inf", ".nan", "a:", ":a", "?", "? a", "-", "--", "---", "...", "Aino  V"),
        *("名前", "Aino 🙂", "e\u0301", "\u00c5ke\u00a0\u00d6", " Aino ", "a\u200db"),
    ],
)
def test_any_name_is_written_so_that_it_is_read_back(name: str, tmp_path: Path) -> None:
    plan = write_plan(tmp_path, FULL)
    done = review(plan, "--sign", "M1:G1.1", "--reject", "M2.a:G1.1", "--by", name, "--today", "2026-03-01")
    assert done.status == 0, done.err
    signed = {link["source_part"] or link["source"]: link for link in links_of(plan)}
    assert signed["M1"]["reviewed_by"] == signed["M2.a"]["reviewed_by"] == name.strip()
    assert json.loads(sotetrace("check", "-m", plan, "--format", "json").out)["counts"]["error"] == 0


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "a\x1b[31m", "a\x00b", "a\x7f", "\x85", "a\u2028b", "\udcff"])
def test_names_that_no_file_can_hold_are_refused(name: str, tmp_path: Path) -> None:
    plan = write_plan(tmp_path, FULL)
    done = review(plan, "--sign", "M1:G1.1", "--by", name)
    assert (done.status, done.out) == (2, "")
    assert "Traceback" not in done.err
    assert "\x1b" not in done.err
    assert plan.read_text(encoding="utf-8") == FULL


# ---- refused, and untouched --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "messages"),
    [
        (("--sign", "M1:G1.2", *SIGN), ("no inferred link is called M1:G1.2", "Did you mean", "M1:G1.1")),
        (("--sign", "m1:g1.1", *SIGN), ("no inferred link is called m1:g1.1",)),
        (("--sign", "M1:G1", *SIGN), ("no inferred link is called M1:G1",)),
        (("--sign", "M1", *SIGN), ("no inferred link is called M1",)),
        (("--sign", "", *SIGN), ("no inferred link is called",)),
        (("--sign", "M1:G1.1", "--sign", "M9:G9", *SIGN), ("no inferred link is called M9:G9",)),
        (("--sign", "M1:G1.1", "--sign", "M1:G1.1", *SIGN), ("M1:G1.1: is named twice",)),
        (("--sign", "M1:G1.1", "--reject", "M1:advances:G1.1", *SIGN), ("is named twice",)),
        (("--sign", "M1:G1.1"), ("--sign and --reject go with --by",)),
        (("--reject", "M1:G1.1"), ("--sign and --reject go with --by",)),
        (("--by", "Aino Virta"), ("--sign and --reject go with --by",)),
        (("--sign", "M1:G1.1", "--by", "x", "--today", "1.3.2026"), ("--today: 1.3.2026 is no date",)),
    ],
    ids=lambda value: " ".join(value[:4]) if isinstance(value, tuple) else None,
)
def test_wrong_use_is_refused_and_the_file_untouched(
    args: tuple[str, ...], messages: tuple[str, ...], tmp_path: Path
) -> None:
    plan = write_plan(tmp_path, FULL)
    before = plan.stat()
    done = review(plan, *args)
    assert (done.status, done.out) == (2, "")
    for message in messages:
        assert message in done.err
    assert plan.read_text(encoding="utf-8") == FULL
    assert plan.stat().st_mtime_ns == before.st_mtime_ns
    assert [path.name for path in tmp_path.iterdir()] == ["plan.yaml"]


@pytest.mark.parametrize(("option", "again"), [("--sign", "--sign"), ("--reject", "--sign"), ("--sign", "--reject")])
def test_link_with_a_verdict_keeps_it(option: str, again: str, tmp_path: Path) -> None:
    plan = write_plan(tmp_path, FULL)
    assert review(plan, option, "M1:G1.1", *SIGN).status == 0
    signed = plan.read_bytes()
    done = review(plan, again, "M1:G1.1", "--by", "Another")
    assert (done.status, done.out) == (2, "")
    assert "has a verdict already" in done.err
    assert plan.read_bytes() == signed


def test_name_that_means_two_links_is_refused(tmp_path: Path) -> None:
    twin = "      - {to: G1.1, basis: inferred, confidence: low, by: other, rationale: {fi: a, sv: b, en: c}}\n"
    text = PLAN + twin
    plan = write_plan(tmp_path, text)
    done = review(plan, "--sign", "M1:G1.1", *SIGN)
    assert done.status == 2
    assert "several links are called M1:G1.1" in done.err
    assert plan.read_text(encoding="utf-8") == text


def test_model_with_errors_is_refused(tmp_path: Path) -> None:
    plan = write_plan(tmp_path, BROKEN)
    done = review(plan, "--sign", "M1:G1.1", *SIGN)
    assert (done.status, done.out) == (2, "")
    assert "the model has errors" in done.err
    assert "sotetrace check" in done.err
    assert plan.read_text(encoding="utf-8") == BROKEN


def test_broken_second_file_is_refused_and_neither_written(tmp_path: Path) -> None:
    folder = tmp_path / "parts"
    write_plan(folder, PLAN, "1.yaml")
    write_plan(folder, "actors:\n  - {id: A1, colour: red}\n", "2.yaml")
    assert review(folder, "--sign", "M1:G1.1", *SIGN).status == 2
    assert (folder / "1.yaml").read_text(encoding="utf-8") == PLAN


def test_read_only_file_is_refused(tmp_path: Path) -> None:
    plan = write_plan(tmp_path, FULL)
    plan.chmod(0o444)
    done = review(plan, "--sign", "M1:G1.1", *SIGN)
    assert (done.status, done.out) == (2, "")
    assert "is read-only" in done.err
    assert plan.read_text(encoding="utf-8") == FULL
    assert stat.S_IMODE(plan.stat().st_mode) == 0o444


def test_permissions_and_links_of_the_file_system_are_kept(tmp_path: Path) -> None:
    plan = write_plan(tmp_path / "real", FULL)
    plan.chmod(0o640)
    link = tmp_path / "plan.yaml"
    link.symlink_to(plan)
    assert review(link, "--sign", "M1:G1.1", *SIGN).status == 0
    assert link.is_symlink()
    assert "reviewed:" in plan.read_text(encoding="utf-8")
    assert stat.S_IMODE(plan.stat().st_mode) == 0o640
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["plan.yaml", "plan.yaml", "real"]


def test_embedded_model_is_not_signed(tmp_path: Path) -> None:
    embedded = ROOT / "src" / "sotetrace" / "embedded"
    before = VISION.read_bytes()
    done = sotetrace("review", "--sign", "M1:G2.1.a", *SIGN, cwd=tmp_path)
    assert (done.status, done.out) == (3, "")
    assert "no model found" in done.err
    assert VISION.read_bytes() == before
    assert not embedded.exists() or not list(embedded.glob("*.tmp"))
    assert not list(tmp_path.iterdir())


def test_model_of_settings_is_signed_where_it_stands(tmp_path: Path) -> None:
    write_plan(tmp_path, "format: 1\ndocuments: [data/plan.yaml]\n", "sotetrace.yaml")
    plan = write_plan(tmp_path / "data")
    (tmp_path / "deep").mkdir()
    done = sotetrace("review", "--sign", "M1:G1.1", *SIGN, cwd=tmp_path / "deep")
    assert done.status == 0, done.err
    assert without(plan.read_text(encoding="utf-8"), f"        {WRITTEN}\n") == PLAN
