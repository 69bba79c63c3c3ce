"""The commands that ask the graph: `trace`, `path`, `impact`, `robustness`, matrices and what-ifs."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from sotetrace.coverage import LOSS_WEIGHT
from tests.cli.plans import PLAN, write_plan
from tests.cli.runner import sotetrace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Json = dict[str, Any]
LANGUAGES = ("fi", "sv", "en")
FORMATS = ("terminal", "markdown", "json")


@cache
def json_of(*args: str) -> Json:
    done = sotetrace(*args, "--format", "json")
    assert (done.status, done.err) == (0, "")
    loaded: Json = json.loads(done.out)
    return loaded


def shown(*args: str, lang: str = "en") -> str:
    """Return what the terminal shows, on one line, so that a test does not depend on where it wraps."""
    done = sotetrace(*args, "--lang", lang)
    assert (done.status, done.err) == (0, "")
    return " ".join(done.out.split())


def steps(branches: list[Json]) -> Iterator[Json]:
    for branch in branches:
        yield branch
        yield from steps(branch["branches"])


def depth_of(branches: list[Json]) -> int:
    return 1 + max(depth_of(branch["branches"]) for branch in branches) if branches else 0


# ---- trace -------------------------------------------------------------------------------------------------


def test_trace_goes_both_ways_or_one() -> None:
    whole = json_of("trace", "G3.2")
    assert {step["id"] for step in steps(whole["up"])} >= {"G3", "P3", "S1"}
    assert {step["id"] for step in steps(whole["down"])} >= {"M1", "M8", "A1"}
    up, down = json_of("trace", "G3.2", "--up"), json_of("trace", "G3.2", "--down")
    assert (up["up"], up["down"]) == (whole["up"], [])
    assert (down["up"], down["down"]) == ([], whole["down"])
    assert json_of("trace", "G3.2", "--up", "--down") == whole


def test_trace_reaches_the_vision_sentence() -> None:
    assert "S1" in {step["id"] for step in steps(json_of("trace", "M8", "--up")["up"])}
    assert "M8" in {step["id"] for step in steps(json_of("trace", "S1", "--down")["down"])}


@pytest.mark.parametrize("depth", [1, 2])
def test_trace_goes_no_deeper_than_asked_and_says_that_there_is_more(depth: int) -> None:
    cut = json_of("trace", "M8", "--up", "--depth", str(depth))
    assert depth_of(cut["up"]) == depth
    assert any(step["is_cut"] for step in steps(cut["up"]))
    assert "…" in shown("trace", "M8", "--up", "--depth", str(depth))


def test_trace_names_the_weakest_link_of_each_chain() -> None:
    order = ["none", "low", "medium", "high", "blanket", "layout", "stated"]

    def follow(branches: list[Json], so_far: str) -> None:
        for branch in branches:
            link = branch["link"]
            here = link["confidence"] if link["basis"] == "inferred" else link["basis"]
            weakest = min(so_far, here, key=order.index)
            assert branch["weakest"] == weakest
            follow(branch["branches"], weakest)

    follow(json_of("trace", "M8")["up"], "stated")


@pytest.mark.parametrize("basis", ["stated", "layout", "inferred"])
def test_trace_by_basis(basis: str) -> None:
    links = [step["link"] for step in steps(json_of("trace", "M8", "--basis", basis)["up"])]
    assert {link["basis"] for link in links if link["type"] != "part_of"} <= {basis}


def test_trace_by_confidence() -> None:
    links = [step["link"] for step in steps(json_of("trace", "M8", "--min-confidence", "medium")["up"])]
    assert {link["confidence"] for link in links} == {None, "high", "medium"}
    every = [step["link"] for step in steps(json_of("trace", "M8")["up"])]
    assert "low" in {link["confidence"] for link in every}


def test_trace_of_a_part_is_that_of_its_element() -> None:
    assert json_of("trace", "G2.2.c") == json_of("trace", "G2.2")


def test_trace_tells_links_of_different_parts_apart() -> None:
    links = [step["link"] for step in json_of("trace", "M8", "--up")["up"] if step["id"] == "G4.2"]
    assert len(links) > 1, "else this tests nothing"
    said = shown("trace", "M8", "--up")
    for link in links:
        assert f"{link['source_part']} – {link['target_part']}" in said


def test_trace_of_what_has_no_link_says_so(tmp_path: Path) -> None:
    plan = write_plan(tmp_path, PLAN + "  - id: M2\n    level: L1\n    title: {fi: Yksin, sv: Ensam, en: Alone}\n")
    said = shown("trace", "M2", "-m", str(plan))
    assert said.count("Nothing in this direction.") >= 1


@pytest.mark.parametrize("command", [("trace", "M8"), ("path", "M8", "P3"), ("impact", "M10")], ids=lambda c: c[0])
def test_trees_and_lists_keep_to_80_columns(command: tuple[str, ...]) -> None:
    for language in LANGUAGES:
        assert max(map(len, sotetrace(*command, "--lang", language).out.splitlines())) <= 80


def test_branches_of_a_tree_take_one_line_each_on_80_columns() -> None:
    for language in LANGUAGES:
        done = sotetrace("trace", "M8", "--lang", language)
        branches = sum(1 for _ in steps(json_of("trace", "M8")["up"])) + sum(
            1 for _ in steps(json_of("trace", "M8")["down"])
        )
        lines = [line for line in done.out.splitlines() if line.startswith(("│", "├", "└", " "))]
        assert len(lines) == branches


# ---- path --------------------------------------------------------------------------------------------------


def test_path_has_every_chain_shortest_first() -> None:
    found = json_of("path", "M8", "P3")
    lengths = [len(chain["links"]) for chain in found["chains"]]
    assert lengths == sorted(lengths)
    assert found["left_out"] == 0
    assert found["is_exact"]
    for chain in found["chains"]:
        ends = {chain["links"][0]["source"], chain["links"][-1]["target"]}
        assert ends == {"M8", "P3"}


def test_path_may_start_at_either_end() -> None:
    there, back = json_of("path", "M8", "P3"), json_of("path", "P3", "M8")
    assert there["chains"] == back["chains"]


@pytest.mark.parametrize("limit", [1, 2, 5])
def test_path_counts_what_the_limit_leaves_out(limit: int) -> None:
    whole, cut = json_of("path", "M8", "P3"), json_of("path", "M8", "P3", "--limit", str(limit))
    assert cut["chains"] == whole["chains"][:limit]
    assert len(cut["chains"]) + cut["left_out"] == len(whole["chains"])
    if cut["left_out"]:
        assert f"Chains not shown: {cut['left_out']} (--limit)." in shown("path", "M8", "P3", "--limit", str(limit))


def test_path_between_what_does_not_hang_together() -> None:
    assert json_of("path", "A1", "A2")["chains"] == []
    assert "There is no chain between these." in shown("path", "A1", "A2")


def test_path_by_basis_and_confidence() -> None:
    for chain in json_of("path", "M8", "P3", "--basis", "layout")["chains"]:
        assert {link["basis"] for link in chain["links"]} == {"layout"}
    for chain in json_of("path", "M8", "P3", "--min-confidence", "medium")["chains"]:
        assert chain["weakest"] != "low"


# ---- impact ------------------------------------------------------------------------------------------------


def carriers_of(found: Json) -> dict[str, set[str]]:
    (document,) = found["documents"]
    (expectation,) = [one for one in document["expectations"] if one["id"] == "sub_goal"]
    return {element["id"]: set(element["carriers"]) for element in expectation["elements"]}


@pytest.mark.parametrize("removed", [("M10",), ("M8",), ("M3", "M10"), ("M1", "M2", "M3", "M4", "M5", "M6")])
def test_impact_says_what_coverage_without_it_shows(removed: tuple[str, ...]) -> None:
    (impact,) = json_of("impact", *removed)["impacts"]
    options = [word for identifier in removed for word in ("--without", identifier)]
    before, after = carriers_of(json_of("coverage")), carriers_of(json_of("coverage", *options))
    emptied = {identifier for identifier, carriers in before.items() if carriers and not after[identifier]}
    alone = {i: after[i] for i, carriers in before.items() if len(carriers) > 1 and len(after[i]) == 1}
    losses = [loss for loss in impact["losses"] if loss["expectation"] == "sub_goal"]
    assert {loss["id"] for loss in losses if loss["type"] == "last_carrier"} >= emptied
    told = {loss["id"]: set(loss["left"]) for loss in losses if loss["type"] == "one_carrier"}
    assert {identifier: left for identifier, left in alone.items() if identifier in told} == told
    for loss in losses:
        assert set(loss["because"]) <= set(removed)


def test_impact_of_several_is_no_smaller_than_that_of_each() -> None:
    together = json_of("impact", "M3", "M10")["impacts"][0]
    for one in ("M3", "M10"):
        assert together["weight"] >= json_of("impact", one)["impacts"][0]["weight"]
    assert together["removed"] == ["M3", "M10"]
    assert json_of("impact", "M10", "M3", "M10") == json_of("impact", "M3", "M10"), "order and repetition do not count"


def test_impact_all_ranks_every_measure_heaviest_first() -> None:
    ranking = json_of("impact", "--all")
    weights = [impact["weight"] for impact in ranking["impacts"]]
    assert weights == sorted(weights, reverse=True)
    assert sorted(impact["removed"][0] for impact in ranking["impacts"]) == sorted(f"M{n}" for n in range(1, 16))
    assert ranking["weights"] == LOSS_WEIGHT
    for impact in ranking["impacts"]:
        assert impact == json_of("impact", *impact["removed"])["impacts"][0]
        assert impact["weight"] == sum(LOSS_WEIGHT[loss["type"]] for loss in impact["losses"])


def test_impact_of_what_carries_nothing() -> None:
    nothing = next(impact for impact in json_of("impact", "--all")["impacts"] if not impact["losses"])
    assert "Nothing falls" in shown("impact", *nothing["removed"])


def test_impact_of_a_part_is_that_of_its_element() -> None:
    assert json_of("impact", "M8.a") == json_of("impact", "M8")


@pytest.mark.parametrize("args", [("impact",), ("impact", "M10", "--all")], ids=["neither", "both"])
def test_impact_wants_ids_or_all(args: tuple[str, ...]) -> None:
    done = sotetrace(*args)
    assert (done.status, done.out) == (2, "")
    assert "name what to remove, or ask for --all" in done.err


# ---- robustness --------------------------------------------------------------------------------------------


def test_robustness_agrees_with_impact_and_coverage() -> None:
    found = json_of("robustness")
    ranking = {impact["removed"][0]: impact for impact in json_of("impact", "--all")["impacts"]}
    assert set(found["droppable"]) <= {name for name, impact in ranking.items() if not impact["losses"]}
    for one in found["single_carriers"]:
        assert one["id"] in {loss["id"] for loss in ranking[one["carrier"]]["losses"]}
    smallest = found["smallest"]
    dropped = [name for name in ranking if name not in smallest["measures"]]
    options = [word for name in dropped for word in ("--without", name)]
    before, after = carriers_of(json_of("coverage")), carriers_of(json_of("coverage", *options))
    assert all(after[identifier] for identifier, carriers in before.items() if carriers)
    assert smallest["at_least"] <= len(smallest["measures"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_robustness_names_everything_it_found(language: str) -> None:
    found, said = json_of("robustness"), shown("robustness", lang=language)
    for identifier in (*found["droppable"], *found["smallest"]["measures"], *(p["id"] for p in found["problems"])):
        assert identifier in said
