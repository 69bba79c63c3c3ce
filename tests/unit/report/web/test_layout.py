"""The layout of the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.graph import build_graph
from sotetrace.report.web.layout import GAP_Y, HEIGHT, MOST_BOXES, build_maps, curve, find_steps_of
from tests.builders import element, goal, inferred, layout, level, measure, problem, stated, sub_goal, vision

if TYPE_CHECKING:
    from sotetrace.model.document import VisionDocument
    from sotetrace.report.web.layout import MapLayout


def maps_of(document: VisionDocument) -> tuple[MapLayout, ...]:
    graph = build_graph(document)
    return build_maps(graph, find_steps_of(graph))


def plan(measures: int = 3) -> VisionDocument:
    return vision(
        levels=[level("L1"), level("L2")],
        trends=[element("T1", drives=[inferred("P1")])],
        core_problems=[problem("P1", level="L1")],
        goals=[goal("G1", stated("P1"), level="L1"), goal("G2", level="L2")],
        sub_goals=[sub_goal("G1.1", "G1"), sub_goal("G2.1", "G2")],
        measures=[measure(f"M{n}", layout("G1"), inferred("G2.1", "low"), level="L1") for n in range(1, measures + 1)],
    )


def test_rows_are_levels_and_columns_are_kinds() -> None:
    (drawn,) = maps_of(plan())
    by_id = {box.id: box for box in drawn.boxes}
    assert by_id["P1"].x < by_id["G1"].x < by_id["G1.1"].x < by_id["M1"].x
    assert by_id["G1"].x == by_id["G2"].x
    assert by_id["P1"].y == by_id["G1"].y == by_id["G1.1"].y == by_id["M1"].y
    assert by_id["M2"].y - by_id["M1"].y == HEIGHT + GAP_Y
    assert by_id["G2"].y > by_id["M3"].y + HEIGHT, "the next row begins below the highest column"
    assert [row.is_empty for row in drawn.rows] == [False, False, True]
    assert max(box.x for box in drawn.boxes) < drawn.width
    assert max(box.y for box in drawn.boxes) + HEIGHT < drawn.height


def test_no_boxes_overlap() -> None:
    (drawn,) = maps_of(plan(40))
    corners = [(box.x, box.y) for box in drawn.boxes if not box.is_on_demand]
    assert len(set(corners)) == len(corners)


def test_columns_on_demand_have_no_place_yet() -> None:
    (drawn,) = maps_of(plan())
    assert [box.id for box in drawn.boxes if box.is_on_demand] == ["T1"]
    graph = build_graph(plan())
    steps = find_steps_of(graph)
    undrawn = [steps[n] for n, path in drawn.lines if not path]
    assert [(step.source, step.target) for step in undrawn] == [("T1", "P1")]


def test_lines_are_told_apart_by_what_they_rest_on() -> None:
    steps = find_steps_of(build_graph(plan(1)))
    looks = {(step.source, step.target): step.look for step in steps}
    assert looks["G1", "P1"] == "stated"
    assert looks["G1.1", "G1"] == "structure"
    assert looks["M1", "G1"] == "layout"
    assert looks["M1", "G2.1"] == "low"


def test_links_that_do_not_count_look_idle() -> None:
    document = vision(
        goals=[goal("G1")],
        sub_goals=[sub_goal("G1.1", "G1")],
        measures=[
            measure("M1", inferred("G1.1", sign="unclear")),
            measure("M2", inferred("G1.1", reviewed={"by": "x", "date": "2026-01-01", "verdict": "rejected"})),
            measure("M3", hinders=[inferred("G1.1")]),
        ],
    )
    looks = {step.source: step.look for step in find_steps_of(build_graph(document))}
    assert looks == {"G1.1": "structure", "M1": "idle", "M2": "idle", "M3": "idle"}


def test_large_map_is_a_level_at_a_time() -> None:
    drawn = maps_of(plan(MOST_BOXES))
    assert [[row.level for row in one.rows] for one in drawn] == [["L1"], ["L2"], [None]]
    assert len(drawn[0].boxes) == MOST_BOXES + 3
    assert drawn[0].boxes[0].row == 0


def test_curve_goes_from_side_to_side_or_in_a_bow() -> None:
    assert curve(300, 0, 0, 100).startswith("M300 ")
    assert curve(0, 0, 300, 0).startswith("M208 ")
    assert "c46 0 46 100 0 100" in curve(0, 0, 0, 100)
