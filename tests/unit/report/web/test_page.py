"""The page as markup: what it may load, where its links lead, which words it carries, and that it holds the figures."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter
from functools import cache
from itertools import pairwise

import pytest

from sotetrace.messages import Translator
from sotetrace.model.text import LANGUAGES, Language
from sotetrace.project import Project
from sotetrace.report.web.embed import to_data
from tests.builders import goal, inferred, layout, level, measure, problem, sub_goal, vision
from tests.cli.runner import VISION, sotetrace
from tests.unit.report.web.reading import Read, read_page


@cache
def project() -> Project:
    return Project.open(VISION)


@cache
def page(language: Language = "fi") -> Read:
    exported = project().export("html", Translator(language))
    assert isinstance(exported, bytes)
    return Read(exported.decode("utf-8"))


# ---- one file, nothing else ------------------------------------------------------------------------------------


def test_policy_allows_this_script_and_style_and_nothing_else() -> None:
    (meta,) = page().find("meta", http_equiv="Content-Security-Policy")
    policy = dict(part.strip().split(" ", 1) for part in (meta["content"] or "").split(";"))
    script = page().text.rpartition("<script>")[2].partition("</script>")[0]
    style = page().text.partition("<style>")[2].partition("</style>")[0]

    def hash_of(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    assert policy == {
        "default-src": "'none'",
        "script-src": hash_of(script),
        "style-src": hash_of(style),
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }


def test_page_refers_to_nothing_outside() -> None:
    for name, attributes in page().tags:
        assert name not in ("link", "img", "iframe", "object", "embed", "base", "form"), name
        for key, value in attributes.items():
            assert not key.startswith("on"), key
            assert key not in ("src", "style", "action", "srcset"), key
            if key == "href":
                assert (value or "").startswith("#"), value
    assert not re.search(r"@import|url\(", page().text.partition("<style>")[2].partition("</style>")[0])


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_is_small(language: Language) -> None:
    assert len(page(language).text.encode()) < 500_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_same_model_same_bytes(language: Language) -> None:
    again = Project.open(VISION).export("html", Translator(language))
    assert again == page(language).text.encode()


def test_data_cannot_end_its_element() -> None:
    hostile = {"a": "</script><!-- ]]> & \u2028 \u2029"}
    written = to_data(hostile)
    assert not re.search("[<>&\u2028\u2029]", written)
    assert json.loads(written) == hostile


# ---- anchors and headings --------------------------------------------------------------------------------------


def test_every_id_stands_once_and_every_link_leads_somewhere() -> None:
    ids = [attributes["id"] for _, attributes in page().tags if "id" in attributes]
    assert Counter(ids).most_common(1)[0][1] == 1
    targets = {(attributes["href"] or "")[1:] for attributes in page().find("a")}
    assert targets <= set(ids)
    for attributes in page().find():
        for key in ("aria-labelledby", "aria-describedby", "for"):
            assert attributes.get(key, "_main") in ids


def test_every_element_and_part_has_an_anchor() -> None:
    ids = {attributes.get("id") for _, attributes in page().tags}
    for element in project().document.iter_elements():
        assert element.id in ids
        assert {part.id for part in element.parts} <= ids
    assert {scope.id for scope in project().document.scopes} <= ids


def test_headings_are_in_order() -> None:
    levels = [int(name[1]) for name, _ in page().tags if re.fullmatch("h[1-6]", name)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_landmarks() -> None:
    for name in ("header", "nav", "main", "footer"):
        assert len(page().find(name)) == 1
    assert page().find(role="search")


# ---- words -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_report_says_what_traceability_does_not_show(language: Language) -> None:
    said = "".join(page(language).pieces)
    assert said.count(Translator(language)("coverage.caveat")) == 2


def test_every_language_is_in_the_page() -> None:
    """Whatever language a page opens in, every wording of every text is in it."""
    for each in LANGUAGES:
        carried = {words for text in page(each).data["texts"] for words in text if isinstance(words, str)}
        carried |= {piece.strip() for piece in page(each).pieces}
        for path, _, text in project().document.iter_texts():
            if path[0] in ("sources", "document") and path[-1] != "summary":
                continue  # a place is named where something stands at it
            assert {" ".join(words.split()) for _, words in text.items()} <= carried, path


def test_every_inference_is_labelled() -> None:
    words = Translator("en")
    document = project().graph
    said = "".join(page("en").pieces)
    links = [link for link in document.iter_links() if link.basis == "inferred"]
    for link in links:
        assert f"[inferred, {words(f'tier.{link.confidence}')}" in said
    labels = [p for p in page("en").pieces if p.startswith("[inferred, ")]
    assert len(labels) == 2 * len(links), "at both ends"


def test_a_text_that_is_missing_falls_back_and_says_so() -> None:
    plan = vision(levels=[level("L1", title={"fi": "Vain suomeksi"})])
    read = read_page(plan, "sv")
    assert read.find("html", lang="sv")
    assert "<bdi lang=fi>Vain suomeksi</bdi>" in read.text


# ---- figures ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_are_those_of_the_command_line(language: Language) -> None:
    answer = json.loads(sotetrace("coverage", "-m", VISION, "--format", "json").out)["documents"][0]
    shown = Counter(
        (attributes["data-s"], attributes["data-tier"])
        for attributes in page(language).find("td")
        if "data-s" in attributes
    )
    data = page(language).data
    statuses = {
        (status[0], data["topics"][status[1]], data["scales"][status[2]], status[3]): str(number)
        for number, status in enumerate(data["statuses"])
    }
    for rolled in answer["roll_ups"]:
        for scale in ("as_source", "as_read"):
            assert shown[statuses[rolled["id"], "roll_up", scale, -1], rolled[scale]] == 1
    for chain in answer["chains"]:
        for scale in ("as_source", "as_read"):
            assert shown[statuses[chain["id"], "chain", scale, -1], chain[f"{scale}_strength"]] == 1
    for n, expectation in enumerate(answer["expectations"]):
        if expectation["id"] in ("sub_goal", "measure"):
            for element in expectation["elements"]:
                for scale in ("as_source", "as_read"):
                    assert shown[statuses[element["id"], "element", scale, n], element[scale]] == 1


def test_headline_and_gaps_are_those_of_the_report() -> None:
    answer = json.loads(sotetrace("coverage", "-m", VISION, "--format", "json", "--lang", "en").out)["documents"][0]
    said = "".join(page("en").pieces)
    for sentence in answer["headline"]:
        assert sentence in said
    report = " ".join(sotetrace("coverage", "-m", VISION, "--lang", "en", COLUMNS="500").out.split())
    gaps = report.partition(" Gaps ")[2].partition("Traceability")[0].split("•")[1:]
    assert gaps
    for gap in gaps:
        assert gap.strip() in said


# ---- small and odd models --------------------------------------------------------------------------------------


def test_nothing_at_all() -> None:
    read = read_page(vision())
    assert read.find("main")
    assert not read.find("svg", **{"class": "map"})


def test_elements_without_a_level_have_a_row_of_their_own() -> None:
    plan = vision(
        levels=[level("L1")],
        core_problems=[problem("P1")],
        goals=[goal("G1", layout("P1"), level="L1")],
        sub_goals=[sub_goal("G1.1", "G1")],
        measures=[measure("M1", inferred("G1.1", "low"))],
    )
    read = read_page(plan)
    rows = {box["data-box"]: box["data-at"] for box in read.find("g") if "data-box" in box}
    assert rows == {"G1": "0", "G1.1": "0", "P1": "1", "M1": "1"}
    assert "Without a level" in "".join(read.pieces)
