"""`show` and `list`: a scope is answered for, everything that an element has is told, and what is waived is marked."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from sotetrace.store.documents import load_document
from tests.cli.plans import PLAN, write_plan
from tests.cli.runner import VISION, sotetrace

if TYPE_CHECKING:
    from pathlib import Path

    from sotetrace.model.document import VisionDocument


def shown(*args: str | Path, **more: Any) -> str:
    """Return a report in English as one line."""
    done = sotetrace(*args, "--lang", "en", **more)
    assert (done.status, done.err) == (0, "")
    return " ".join(done.out.split())


def vision() -> VisionDocument:
    value = load_document([("vision.yaml", VISION.read_bytes())]).value
    assert value is not None
    return value


# ---- scopes ------------------------------------------------------------------------------------------------


def test_scope_is_shown_with_members_links_words_and_place() -> None:
    said = shown("show", "X1")
    for words in (
        "X1 The wellbeing and health of the population",
        "kind blanket claim",
        "M1 Continuity at basic level for all",
        "M15 ",
        "15 in all",
        "advances G1 Stronger wellbeing",
        "[blanket] “Väestön hyvinvointi ja terveys on läpileikkaava näkökulma kaikissa toimenpiteissä” (Summary)",
        "ett genomgående perspektiv i alla åtgärder (unofficial translation)",
    ):
        assert words in said


def test_scope_in_json() -> None:
    found = json.loads(sotetrace("show", "X1", "--format", "json").out)
    assert found["schema"] == "sotetrace.scope/1"
    assert (found["scope"]["id"], len(found["scope"]["members"])) == ("X1", 15)
    assert [link["source"] for link in found["links"]] == found["scope"]["members"]
    assert {(link["scope"], link["evidence"]["where"]) for link in found["links"]} == {("X1", "summary")}


@pytest.mark.parametrize("kind", ["scope", "scopes"])
def test_scopes_are_listed(kind: str) -> None:
    assert "X1 G1 15 The wellbeing and health" in shown("list", kind)
    found = json.loads(sotetrace("list", kind, "--format", "json").out)
    assert (found["elements"], found["links"], [scope["id"] for scope in found["scopes"]]) == ([], [], ["X1"])


@pytest.mark.parametrize(
    ("options", "count"),
    [
        (["--match", "LÄPILEIKKAAVA"], 1),
        (["--match", "nowhere said"], 0),
        (["--level", "L2"], 1),
        (["--level", "L1"], 0),
    ],
)
def test_filters_of_scopes(options: list[str], count: int) -> None:
    assert len(json.loads(sotetrace("list", "scopes", *options, "--format", "json").out)["scopes"]) == count


def test_nearest_of_a_wrong_id_may_be_a_scope() -> None:
    done = sotetrace("show", "X2")
    assert done.status == 2
    assert "Did you mean: X1?" in done.err
    assert "X1" not in sotetrace("trace", "X2").err


def test_filters_of_links_are_not_about_scopes() -> None:
    assert sotetrace("list", "scopes", "--basis", "blanket").status == 2


# ---- what an element has -----------------------------------------------------------------------------------


def test_everything_that_an_element_of_the_vision_has_is_shown() -> None:
    document = vision()
    first_of_each = {element.kind: element for element in document.iter_elements()}
    named = {**first_of_each, **{element.kind: element for element in document.iter_elements() if element.sic}}
    places = {place.id: place.title.en or "" for source in document.sources for place in source.places}
    for element in (*first_of_each.values(), *named.values(), *(m for m in document.measures if m.instruments)):
        said = shown("show", element.id, COLUMNS="4000")
        texts = [element.title, element.summary, element.note, *(v.note for v in element.variants)]
        texts += [part.title for part in element.parts] + [slip.note for slip in element.sic]
        wanted = [text.en or "" for text in texts if text is not None]
        wanted += [text for _, text in element.title.items()]
        anchors = [element.source, *(part.source for part in element.parts), *getattr(element, "instruments", ())]
        wanted += [anchor.quote for anchor in anchors if anchor is not None and anchor.quote]
        wanted += [variant.text for variant in element.variants]
        wanted += ["our own, not the source's"] * (element.title_from == "project")
        for link_type in ("advances", "serves", "names", "answers", "drives", "delivers"):
            for link in getattr(element, link_type, ()):
                wanted += [link.to, link.quote or "", places[link.where] if link.where else ""]
                wanted.append(link.rationale.en or "" if link.rationale is not None else "")
        missing = [words for words in wanted if " ".join(words.split()) not in said]
        assert not missing, (element.id, missing)


INDICATOR = """\
indicators:
  - id: I1
    number: "7b"
    title: {fi: Mitta, sv: Mått, en: Number of things}
    baseline: "3"
    target: "9"
    unit: things
    year: 2030
    data_source: {fi: Rekisteri, sv: Register, en: The register}
    indicates:
      - {to: G1.1, basis: stated, where: page, quote: words}
milestones:
  - id: R1
    title: {fi: Vaihe, sv: Skede, en: Step}
    date: 2031-05-06
    delivers:
      - to: M1
        basis: inferred
        confidence: low
        by: reader
        rationale: {fi: syy, sv: skäl, en: reason}
        reviewed: {by: Aino Virta, date: 2026-01-31}
"""


def test_measurement_date_and_verdict_are_shown(tmp_path: Path) -> None:
    plan = write_plan(tmp_path, PLAN + INDICATOR)
    said = shown("show", "I1", "-m", plan)
    for words in ("number 7b", "baseline 3", "target 9", "unit things", "data source The register", "year 2030"):
        assert words in said
    assert "indicates G1.1 Part [stated] “words” (Page)" in said
    said = shown("show", "R1", "-m", plan)
    assert "date 2031-05-06" in said
    assert "[inferred, low, reviewed] reason (Aino Virta, 2026-01-31)" in said


# ---- what is waived ----------------------------------------------------------------------------------------


@pytest.fixture
def waived(tmp_path: Path) -> Path:
    """A workspace in which one of two parts without a measure, and a whole sub-goal, are waived."""
    parts = "".join(f"      - {{id: G1.1.{x}, title: {{fi: {x}, sv: {x}, en: {x}}}}}\n" for x in "abc")
    text = PLAN.replace(
        "measures:\n",
        f"    parts:\n{parts}  - {{id: G1.2, goal: G1, title: {{fi: Muu, sv: Annan, en: Other}}}}\nmeasures:\n",
    )
    text = text.replace("{to: G1, basis", "{to: G1.1.a, basis").replace("- to: G1.1\n", "- to: G1.1.a\n")
    write_plan(tmp_path, text, "data/vision.yaml")
    write_plan(tmp_path, "format: 1\nwaivers: waivers.yaml\n", "sotetrace.yaml")
    entry = "{{rule: {}, element: {}, reason: later, owner: N. N., date: 2026-01-01, until: 2999-12-31}}"
    entries = "".join(f"  - {entry.format(*each)}\n" for each in (("SOT304", "G1.1.b"), ("SOT303", "G1.2")))
    write_plan(tmp_path, f"format: 1\nwaivers:\n{entries}", "waivers.yaml")
    return tmp_path


def test_waived_part_is_marked_in_the_table_as_a_waived_element_is(waived: Path) -> None:
    said = shown("coverage", cwd=waived)
    assert "b (waived), c" in said
    assert "G1.2 Other none none waived" in said


def test_waived_part_and_element_are_marked_when_shown(waived: Path) -> None:
    assert "G1.1.b (waived), G1.1.c" in shown("show", "G1.1", cwd=waived)
    assert "none none waived" in shown("show", "G1.2", cwd=waived)
