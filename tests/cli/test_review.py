"""`review`: the queue, and verdicts written into the YAML without touching anything else."""

from __future__ import annotations

import json
import stat
from typing import TYPE_CHECKING, Any

import pytest

from sotetrace.coverage import LOSS_WEIGHT
from tests.cli.plans import BROKEN, PLAN, write_plan
from tests.cli.runner import Run, sotetrace

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
      - {to: G1.1, from: M2.a, basis: inferred, confidence: low, by: reader, rationale: {fi: syy, sv: skäl, en: "why, {x}"}}
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
    bare = without(written, f"{rejected}, ", f"        {WRITTEN}\n        confidence", f"          {WRITTEN}\n") if (
        f"        {WRITTEN}\n        confidence" in written
    ) else without(written.replace(f"{rejected}, ", ""), f"          {WRITTEN}\n", f"        {WRITTEN}\n")
    assert bare == FULL
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


@pytest.mark.parametrize("blank", [False, True], ids=["one-section-each", "blank-section"])
def test_folder_of_files(blank: bool, tmp_path: Path) -> None:
    folder = tmp_path / "parts"
    head, _, measures = (PLAN + SECOND).partition("measures:\n")
    first, _, second = measures.partition("  - id: M2")
    files = {
        "1-head.yaml": head + ("measures:\n" if blank else ""),
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
    """The real file, with its long texts: every link of the queue can be signed, one by one and all at once."""
    from tests.cli.runner import VISION

    text = VISION.read_text(encoding="utf-8")
    plan = write_plan(tmp_path, text)
    names = [item["name"] for item in json.loads(sotetrace("review", "-m", plan, "--format", "json").out)["items"]]
    once = [name for name in names if names.count(name) == 1]
    done = review(plan, *(word for name in once for word in ("--sign", name)), *SIGN)
    assert done.status == 0, done.err
    lines = plan.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.strip() != WRITTEN] == text.splitlines()
    assert len(lines) - len(text.splitlines()) == len(once)
    assert len(once) == len(names), "a name that means two links cannot be signed"
