"""`coverage` with --without, --only and --by, its gates on what is reviewed, `list all` and `list --match`."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from sotetrace.coverage import FACETS
from tests.cli.plans import PLAN, write_plan
from tests.cli.runner import sotetrace

if TYPE_CHECKING:
    from pathlib import Path

Json = dict[str, Any]
SIGNED = PLAN.replace("        by: reader\n", "        by: reader\n        reviewed: {by: N. N., date: 2026-01-31}\n")
REJECTED = SIGNED.replace("date: 2026-01-31}", "date: 2026-01-31, verdict: rejected}")


@cache
def json_of(*args: str) -> Json:
    done = sotetrace(*args, "--format", "json")
    assert (done.status, done.err) == (0, "")
    loaded: Json = json.loads(done.out)
    return loaded


def elements_of(found: Json) -> list[Json]:
    return [element for one in found["documents"][0]["expectations"] for element in one["elements"]]


# ---- what if -----------------------------------------------------------------------------------------------


def test_without_leaves_an_element_out() -> None:
    elements = elements_of(json_of("coverage", "--without", "M8", "--without", "G1.3"))
    ids = {element["id"] for element in elements}
    assert not ids & {"M8", "G1.3"}
    assert not {by for element in elements for by in (*element["by_reading"], *element["carriers"])} & {"M8", "G1.3"}
    assert ids == {element["id"] for element in elements_of(json_of("coverage"))} - {"M8", "G1.3"}


@pytest.mark.parametrize("removed", ["M1", "G2.1"])
def test_headline_counts_the_links_that_are_left(removed: str) -> None:
    def inferred(*options: str) -> str:
        (said,) = re.findall(
            r"from measures to sub-goals: (\d+)", sotetrace("coverage", "--lang", "en", *options, COLUMNS="400").out
        )
        return str(said)

    links = json_of("list", "links", "--type", "advances", "--basis", "inferred")["links"]
    assert inferred() == str(len(links))
    assert inferred("--without", removed) == str(sum(removed not in (x["source"], x["target"]) for x in links))


@pytest.mark.parametrize("basis", ["stated", "layout", "blanket", "inferred"])
def test_only_counts_one_basis(basis: str) -> None:
    elements = elements_of(json_of("coverage", "--only", basis))
    source = {element["as_source"] for element in elements if element["kind"] != "goal"}
    read = {element["as_read"] for element in elements}
    if basis == "inferred":
        assert source <= {"none", "layout"}, "structure (a sub-goal's goal) always counts"
        assert read & {"high", "medium", "low"}
    else:
        assert not read & {"high", "medium", "low"}


def test_only_takes_several() -> None:
    every = ("--only", "stated", "--only", "layout", "--only", "blanket", "--only", "inferred")
    assert elements_of(json_of("coverage", *every)) == elements_of(json_of("coverage"))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fi", "Entä jos: ilman M8, G1.3."),
        ("sv", "Tänk om: utan M8, G1.3."),
        ("en", "What if: without M8, G1.3."),
    ],
)
def test_report_says_what_it_assumes(language: str, words: str) -> None:
    done = sotetrace("coverage", "--without", "M8", "--without", "G1.3", "--only", "inferred", "--lang", language)
    assert words in done.out
    assert words not in sotetrace("coverage", "--lang", language).out


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("--without", "M99"), "no element has the id M99"),
        (("--without", "M99"), "Did you mean: M9"),
        (("--only", "derived"), "--only"),
        (("--by", "colour"), "--by"),
        (("--by", "measure", "--fail-under", "sub_goal=10"), "--by shows a matrix"),
        (("--by", "measure", "--as-source"), "--by shows a matrix"),
    ],
)
def test_wrong_what_ifs_are_wrong_use(args: tuple[str, ...], message: str) -> None:
    done = sotetrace("coverage", *args)
    assert (done.status, done.out) == (2, "")
    assert message in done.err


# ---- matrices ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("output_format", ["terminal", "markdown", "json"])
@pytest.mark.parametrize("facet", FACETS)
def test_matrix_by_every_facet(facet: str, output_format: str, language: str) -> None:
    done = sotetrace("coverage", "--by", facet, "--format", output_format, "--lang", language)
    assert (done.status, done.err) == (0, "")
    if output_format == "json":
        found = json.loads(done.out)
        assert (found["facet"], len(found["sub_goals"])) == (facet, 11)
    elif facet == "indicator":
        assert "G1.1" not in done.out, "the vision has none; an empty table would say less"
    else:
        for identifier in ("G1.1", "G2.2", "G4.2"):
            assert identifier in done.out
        assert "{" not in done.out


def test_matrix_by_measure_has_every_link_that_a_reader_counts() -> None:
    found = json_of("coverage", "--by", "measure")
    links = [
        link
        for link in json_of("list", "links", "--type", "advances")["links"]
        if link["basis"] in ("stated", "inferred") and link["target"].startswith("G") and "." in link["target"]
    ]
    carrying = {(link["source"], link["target"]) for link in links if link["sign"] == "positive"}
    assert {(cell["row"], cell["sub_goal"]) for cell in found["cells"] if cell["ids"]} == carrying
    unclear = {(link["source"], link["target"]) for link in links if link["sign"] == "unclear"}
    assert {(cell["row"], cell["sub_goal"]) for cell in found["cells"] if cell["has_unclear"]} == unclear


def test_matrix_by_level_counts_the_measures_of_a_level() -> None:
    level_of = {e["id"]: e["level"] for e in json_of("list", "measures")["elements"]}
    for cell in json_of("coverage", "--by", "level")["cells"]:
        assert {level_of[identifier] for identifier in cell["ids"]} <= {cell["row"]}


def test_matrix_without_an_element_and_only_on_a_basis() -> None:
    assert "M8" not in json_of("coverage", "--by", "measure", "--without", "M8")["rows"]
    assert not any(cell["ids"] for cell in json_of("coverage", "--by", "measure", "--only", "layout")["cells"])


UNREAD = PLAN + "  - {id: M2, level: L1, title: {fi: Toinen, sv: Andra, en: Second}}\n"
READ = UNREAD + "judged:\n  - {measures: [M1, M2], sub_goals: [G1.1], by: reader, date: 2026-01-31}\n"


@pytest.mark.parametrize(
    ("command", "unread", "read"),
    [
        (("coverage", "--by", "measure"), "· no link; the document does not say", "· read and no link"),
        (("export", "html", "-o", "page.html"), ">no link<", ">read, no link<"),
    ],
)
def test_matrix_says_that_a_pair_was_read_only_where_the_document_records_it(
    tmp_path: Path, command: tuple[str, ...], unread: str, read: str
) -> None:
    for plan, said, unsaid in ((UNREAD, unread, read), (READ, read, unread)):
        done = sotetrace(*command, "--lang", "en", "-m", write_plan(tmp_path, plan), COLUMNS="400", cwd=tmp_path)
        page = tmp_path / "page.html"
        out = page.read_text("utf-8") if "html" in command else done.out
        assert said in out
        assert unsaid not in out


def test_matrix_by_review(tmp_path: Path) -> None:
    for text, row in ((PLAN, "unreviewed"), (SIGNED, "accepted"), (REJECTED, "rejected")):
        plan = write_plan(tmp_path, text)
        done = sotetrace("coverage", "--by", "reviewed", "--format", "json", "-m", plan)
        assert [(cell["row"], cell["ids"]) for cell in json.loads(done.out)["cells"]] == [(row, ["M1"])]


def test_matrix_too_wide_for_the_terminal_goes_on_below() -> None:
    """Nothing is cut: the columns that do not fit come beneath, beside the names of the rows."""
    for facet in FACETS:
        wide, narrow = (
            sotetrace("coverage", "--by", facet, "--lang", "en", COLUMNS=width).out for width in ("80", "40")
        )
        for identifier in re.findall(r"\bG\d\.\d\b", wide):
            assert identifier in narrow
        assert max(map(len, narrow.splitlines())) <= 40


# ---- gates on what is reviewed -----------------------------------------------------------------------------


def test_gate_counts_only_what_is_signed(tmp_path: Path) -> None:
    gate = ("coverage", "--fail-under", "sub_goal=100", "--count", "reviewed", "--lang", "en", "-m")
    for text, status in ((PLAN, 1), (SIGNED, 0), (REJECTED, 1)):
        plan = write_plan(tmp_path, text)
        assert sotetrace(*gate, plan).status == status
    assert sotetrace(*gate[:3], "--count", "high", "-m", write_plan(tmp_path, PLAN)).status == 0
    assert sotetrace(*gate[:3], "--count", "high", "-m", write_plan(tmp_path, REJECTED)).status == 1


def test_gate_on_reviewed_after_review(tmp_path: Path) -> None:
    plan = write_plan(tmp_path)
    gate = ("coverage", "--fail-under", "sub_goal=100", "--count", "reviewed", "-m", plan)
    assert sotetrace(*gate).status == 1
    assert sotetrace("review", "--sign", "M1:G1.1", "--by", "Aino Virta", "-m", plan).status == 0
    assert sotetrace(*gate).status == 0


# ---- list --------------------------------------------------------------------------------------------------


def test_list_all_has_every_kind_in_the_order_of_the_chain() -> None:
    every = [element["id"] for element in json_of("list", "all")["elements"]]
    kinds = ("statements", "trends", "levels", "core_problems", "goals", "sub_goals", "measures", "actors")
    pieces = [[element["id"] for element in json_of("list", kind)["elements"]] for kind in kinds]
    kept = [identifier for identifier in every if any(identifier in piece for piece in pieces)]
    assert kept == [identifier for piece in pieces for identifier in piece]
    assert every == [element["id"] for element in json.loads(sotetrace("export", "json").out)["elements"]]


@pytest.mark.parametrize("words", ["luottamus", "LUOTTAMUS", "trust", "Förtroende"])
def test_match_finds_words_in_every_language_whatever_their_case(words: str) -> None:
    found = json_of("list", "all", "--match", words)["elements"]
    assert {"P3", "G3.1"} <= {element["id"] for element in found}
    for element in found:
        assert words.casefold() in json.dumps(element, ensure_ascii=False).casefold()


def test_match_of_elements_is_not_about_ids_or_links() -> None:
    assert json_of("list", "measures", "--match", "inferred")["elements"] == []
    assert json_of("list", "measures", "--match", "kuutamosonaatti")["elements"] == []
    assert "0 in all" in sotetrace("list", "measures", "--match", "kuutamosonaatti", "--lang", "en").out


def test_match_joins_other_filters() -> None:
    found = json_of("list", "links", "--match", "luottamus", "--confidence", "high")["links"]
    assert found
    for link in found:
        said = json.dumps([link["rationale"], link["evidence"]], ensure_ascii=False).casefold()
        assert "luottamus" in said
        assert link["confidence"] == "high"
    by_level = json_of("list", "all", "--match", "luottamus", "--level", "L3")["elements"]
    assert {"P3", "G3.1"} <= {element["id"] for element in by_level}
    assert len(by_level) < len(json_of("list", "all", "--match", "luottamus")["elements"])


# ---- wrong ids ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "args",
    [
        ("trace", "M88"),
        ("path", "M88", "P3"),
        ("path", "P3", "M88"),
        ("impact", "M10", "M88"),
        ("coverage", "--without", "M88"),
        ("coverage", "--by", "level", "--without", "M88"),
    ],
    ids=" ".join,
)
def test_wrong_ids_are_answered_with_the_nearest(args: tuple[str, ...]) -> None:
    done = sotetrace(*args)
    assert (done.status, done.out) == (2, "")
    assert "no element has the id M88" in done.err
    assert "M8" in done.err.partition("Did you mean")[2]


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("trace",), "Missing argument"),
        (("path", "M8"), "Missing argument"),
        (("trace", "M8", "--depth", "0"), "--depth"),
        (("trace", "M8", "--depth", "x"), "--depth"),
        (("path", "M8", "P3", "--limit", "0"), "--limit"),
        (("trace", "M8", "--basis", "guessed"), "--basis"),
        (("path", "M8", "P3", "--min-confidence", "sure"), "--min-confidence"),
        (("robustness", "M8"), "unexpected extra argument"),
        (("review", "--limit", "0"), "--limit"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_wrong_use(args: tuple[str, ...], message: str) -> None:
    done = sotetrace(*args)
    assert (done.status, done.out) == (2, "")
    assert message in done.err
    assert "Traceback" not in done.err
