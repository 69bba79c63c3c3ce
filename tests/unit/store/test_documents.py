"""Data to values of the model: each refusal becomes the right finding, and the rest is kept."""

from __future__ import annotations

import gc

import pytest

from sotetrace.findings import Finding, Place
from sotetrace.model.document import VisionDocument
from sotetrace.model.settings import Settings, WaiverFile
from sotetrace.store.documents import Loaded, load_document, load_value

HEAD = "format: 1\ndocument: {id: sample, title: {en: Sample}, original: en}\n"


def load(*texts: str) -> Loaded[VisionDocument]:
    return load_document([(f"{name}.yaml", text.encode()) for name, text in zip("abcdef", texts, strict=False)])


def loaded(*texts: str) -> VisionDocument:
    value = load(*texts).value
    assert value is not None
    return value


def brief(finding: Finding) -> tuple[str, int, int, dict[str, str], str | None]:
    assert finding.location is not None
    return finding.rule, finding.location.line, finding.location.column, dict(finding.args), finding.suggestion


def only(text: str) -> tuple[str, int, int, dict[str, str], str | None]:
    findings = load(HEAD + text).findings
    assert len(findings) == 1, findings
    return brief(findings[0])


def goal(key: str) -> str:
    return f"goals:\n  - id: G1\n    title: {{en: One}}\n    {key}\n"


def test_valid_document_has_no_findings() -> None:
    result = load(HEAD + goal("order: 3"))
    assert result.findings == ()
    assert result.left_out == frozenset()
    assert result.value is not None
    assert result.value.goals[0].order == 3


# ---- each refusal of a field ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "value", "expected", "suggestion"),
    [
        ("order: three", "three", "@whole-number", None),
        ("order: 1.5", "1.5", "@whole-number", None),
        ("order: [x]", "@list", "@whole-number", None),
        ("order: " + "9" * 5000, "9" * 57 + "…", "@whole-number", None),
        ("draft: maybe", "maybe", "@yes-or-no", None),
        ("draft: {}", "@mapping", "@yes-or-no", None),
        ("number: []", "@list", "@text", None),
        ("number: ''", "@nothing", "@text", None),
        ("number: '  '", "  ", "@text", None),
        ("level: a b", "a b", "@id", None),
        ("level: _x", "_x", "@id", None),
        ("level: " + "x" * 65, "x" * 57 + "…", "@id", None),
        ("level: {}", "@mapping", "@text", None),
        ("summary: Words", "Words", "@mapping", None),
        ("summary: [Words]", "@list", "@mapping", None),
        ("summary: {en: [x]}", "@list", "@text", None),
        ("title_from: sources", "sources", "source, project", "source"),
        ("title_from: xyz", "xyz", "source, project", None),
        ("title_official: en", "en", "@list", None),
        ("title_official: [xx]", "xx", "fi, sv, en", None),
        ("parts: M1.a", "M1.a", "@list", None),
        ("parts: {id: M1.a}", "@mapping", "@list", None),
        ("source: cover", "cover", "@mapping", None),
        ("source: {occurrence: 0}", "0", "@positive-number", None),
        ("answers: [{to: P1, basis: infered}]", "infered", "stated, layout, blanket, inferred", "inferred"),
        ("answers: [{to: P1, basis: layout, sign: pos}]", "pos", "positive, unclear", "positive"),
        ("answers: [{to: P1, basis: layout, reviewed: {by: X, date: soon}}]", "soon", "@date", None),
        ("answers: [{to: P1, basis: layout, reviewed: {by: X, date: 2026-13-01}}]", "2026-13-01", "@date", None),
        ("answers: [{to: P1, basis: layout, reviewed: {by: X, date: 2026-01-01T10:00:00}}]", None, "@date", None),
        ("answers: [{to: P1, basis: layout, reviewed: {by: X, date: 0}}]", "0", "@date", None),
        ("answers: [{to: P1, basis: layout, reviewed: {by: X, date: 2026-1-1}}]", "2026-1-1", "@date", None),
        ("answers: [{to: P1, basis: layout, reviewed: {by: X, date: 20260101}}]", "20260101", "@date", None),
        ("answers: [{to: [P1], basis: layout}]", "@list", "@text", None),
    ],
)
def test_wrong_value(key: str, value: str | None, expected: str, suggestion: str | None) -> None:
    rule, line, column, args, nearest = only(goal(key))
    assert (rule, line, args["expected"], nearest) == ("wrong-value", 6, expected, suggestion)
    assert value is None or args["value"] == value
    assert column >= 5


def test_wrong_value_stands_at_the_value_and_a_wrong_container_at_its_key() -> None:
    assert only(goal("order:    three"))[:3] == ("wrong-value", 6, 15)
    assert only(goal("order:    [x]"))[:3] == ("wrong-value", 6, 5)


@pytest.mark.parametrize(
    ("text", "line", "column", "key", "suggestion"),
    [
        ("gaols: []\n", 3, 1, "gaols", "goals"),
        ("qqqq: []\n", 3, 1, "qqqq", None),
        (goal("sumary: {en: x}"), 6, 5, "sumary", "summary"),
        (goal("anwsers: []"), 6, 5, "anwsers", "answers"),
        (goal("summary: {de: x}"), 6, 15, "de", None),
        (goal("answers: [{to: P1, basis: layout, were: x}]"), 6, 39, "were", "where"),
        (goal("answers: [{to: P1, basis: layout, form: G1.a}]"), 6, 39, "form", "from"),
        (goal("answers: [{to: P1, basis: layout, start: G1.a}]"), 6, 39, "start", None),
        (goal("answers: [{to: P1, basis: layout, reviewed: {by: X, date: 2026-01-01, dat: X}}]"), 6, 75, "dat", "date"),
        (goal("parts: [{id: G1.a, title: {en: x}, sources: {}}]"), 6, 40, "sources", "source"),
        ("scopes: [{id: X1, members: {kinds: goal}}]\n", 3, 29, "kinds", "kind"),
    ],
)
def test_unknown_key(text: str, line: int, column: int, key: str, suggestion: str | None) -> None:
    assert only(text) == ("unknown-key", line, column, {"key": key}, suggestion)


@pytest.mark.parametrize(
    ("text", "key", "left_out"),
    [
        ("goals:\n  - {id: G1}\n", "title", {"G1"}),
        ("goals:\n  - {title: {en: x}}\n", "id", set()),
        ("sub_goals:\n  - {id: G1.1, title: {en: x}}\n", "goal", {"G1.1"}),
        ("statements:\n  - {id: S1, title: {en: x}}\n", "role", {"S1"}),
        ("scopes:\n  - {id: X1}\n", "members", {"X1"}),
    ],
)
def test_missing_key_leaves_its_element_out(text: str, key: str, left_out: set[str]) -> None:
    assert only(text) == ("missing-key", 4, 5, {"key": key}, None)
    result = load(HEAD + text)
    assert result.left_out == left_out
    assert result.value is not None
    assert result.value.goals == ()


@pytest.mark.parametrize("date", ["0", "1767225600", "2026-01-01T00:00:00", "2026-1-1", "01.02.2026", "٢٠٢٦-٠١-٠١"])
def test_days_of_waivers_are_written_in_one_way(date: str) -> None:
    for key in ("date", "until"):
        text = f"format: 1\nwaivers:\n  - rule: SOT303\n    element: G1.1\n    {key}: {date}\n"
        (finding,) = load_value(WaiverFile, [("w.yaml", text.encode())]).findings
        assert (finding.rule, dict(finding.args)["expected"]) == ("wrong-value", "@date")


def test_missing_key_of_a_link_leaves_the_link_out() -> None:
    text = HEAD + goal("answers: [{to: P1, basis: layout}, {to: P2}, {basis: layout}, {to: P3, basis: layout}]")
    result = load(text)
    assert [dict(f.args)["key"] for f in result.findings] == ["basis", "to"]
    assert result.value is not None
    assert [link.to for link in result.value.goals[0].answers] == ["P1", "P3"]
    assert result.left_out == frozenset()


@pytest.mark.parametrize(("element", "found"), [("G1", "@text"), ("[G1]", "@list"), ("''", "@text")])
def test_element_that_is_no_mapping(element: str, found: str) -> None:
    assert only(f"goals:\n  - {element}\n") == ("not-a-mapping", 4, 5, {"found": found}, None)


def test_null_sections_are_absent_sections() -> None:
    result = load(HEAD + "goals:\nmeasures: ~\n")
    assert result.findings == ()
    assert result.value is not None
    assert not result.value.goals
    assert not result.value.measures


# ---- pruning -------------------------------------------------------------------------------------------------------


def test_positions_stay_right_after_pruning() -> None:
    text = HEAD + (
        "goals:\n"
        "  - {id: G1, titel: {en: x}}\n"
        "  - {id: G2, title: {en: Kaksi}, order: x, level: L1}\n"
        "  - plain\n"
        "  - {id: G4, title: {en: Neljä, fi: []}, number: '4'}\n"
    )
    result = load(text)
    assert result.value is not None
    assert [element.id for element in result.value.goals] == ["G2", "G4"]
    assert result.left_out == {"G1"}

    def at(*path: str | int) -> tuple[int, int]:
        location = result.positions.locate(Place("sample", path))
        return location.line, location.column

    assert at("goals", 0, "id") == (5, 10)
    assert at("goals", 0, "level") == (5, 51)
    assert at("goals", 1, "title", "en") == (7, 26)
    assert at("goals", 1, "number") == (7, 50)
    assert at("goals", 7) == (3, 1)


def test_one_fault_never_hides_the_others() -> None:
    text = HEAD + "goals:\n" + "".join(f"  - {{id: G{i}, order: x, qq: 1, title: {{de: y}}}}\n" for i in range(50))
    result = load(text)
    rules = [finding.rule for finding in result.findings]
    assert (rules.count("wrong-value"), rules.count("unknown-key")) == (50, 100)
    assert result.value is not None
    assert len(result.value.goals) == 50


def test_identical_values_keep_their_own_positions() -> None:
    """Containers are known by identity, so nothing that was dropped may lend its position to something new."""
    text = HEAD + "".join(f"goals: [{{id: {i}, number: 010}}]\n" for i in range(300)) + goal("order: x")
    for _ in range(3):
        result = load(text)
        assert {f.location.line for f in result.findings if f.location and f.rule == "ambiguous-scalar"} == {3}


# ---- the head of the document --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("", [("missing-key", 1, 1), ("missing-key", 1, 1)]),
        ("format: 1\n", [("missing-key", 1, 1)]),
        ("document: {id: sample, title: {en: S}}\n", [("missing-key", 1, 1)]),
        ("format:\ndocument: {id: sample, title: {en: S}}\n", [("missing-key", 1, 1)]),
        ("format: one\ndocument: {id: sample, title: {en: S}}\n", [("wrong-value", 1, 9)]),
        ("format: [1]\ndocument: {id: sample, title: {en: S}}\n", [("wrong-value", 1, 1), ("ambiguous-scalar", 1, 10)]),
        ("format: 2\ndocument: {id: sample, title: {en: S}}\n", [("unsupported-format", 1, 9)]),
        ("format: 0\ndocument: {id: sample, title: {en: S}}\n", [("unsupported-format", 1, 9)]),
        ("format: 1\ndocument: []\n", [("wrong-value", 2, 1)]),
        ("format: 1\ndocument: sample\n", [("wrong-value", 2, 11)]),
        ("format: 1\ndocument: {title: {en: S}}\n", [("missing-key", 2, 1)]),
        ("format: 1\ndocument: {id: sample}\n", [("missing-key", 2, 1)]),
        ("format: 1\ndocument: {id: a b, title: {en: S}}\n", [("wrong-value", 2, 16)]),
        ("format: 1\ndocument: {id: sample, title: S}\n", [("wrong-value", 2, 31)]),
        ("format: 1\ndocument: {id: sample, title: {en: ''}}\n", [("wrong-value", 2, 36)]),
        ("format: 1\ndocument: {id: sample, title: {en: S}, original: se}\n", [("wrong-value", 2, 50)]),
    ],
)
def test_faults_of_the_head_leave_the_rest_readable(head: str, expected: list[tuple[str, int, int]]) -> None:
    result = load(head + goal("number: '1'"))
    assert sorted(brief(f)[:3] for f in result.findings) == sorted(expected)
    assert result.value is not None
    assert result.value.format in (0, 1, 2)
    assert [element.id for element in result.value.goals] == ["G1"]
    assert result.value.document.title.items()


def test_head_keeps_what_is_right_in_it() -> None:
    head = loaded(
        "format: 1\ndocument: {original: en, languages: [en, sv, de], standing: adopted, id: 'a b'}\n"
    ).document
    assert (head.original, head.languages, head.standing, head.id) == ("en", ("en", "sv"), "adopted", "unnamed")


def test_number_without_end_is_no_crash() -> None:
    result = load("format: " + "9" * 5000 + "\ndocument: {id: sample, title: {en: S}}\n")
    assert {finding.rule for finding in result.findings} == {"wrong-value", "unsupported-format"}
    assert result.value is not None


# ---- several files -------------------------------------------------------------------------------------------------


def test_files_are_merged_section_by_section() -> None:
    result = load(
        HEAD + goal("order: x"),
        "# second\ngoals:\n  - {id: G2, title: {en: Two}, order: y}\nlevels: []\n",
        "\n\nmeasures: [{id: M1, title: {en: Ä}, qq: 1}]\ngoals: [{id: G3, title: {en: 010}}]\n",
    )
    assert result.value is not None
    assert [element.id for element in result.value.goals] == ["G1", "G2", "G3"]
    places = {(f.rule, f.location.file, f.location.line, f.location.column) for f in result.findings if f.location}
    assert places == {
        ("wrong-value", "a.yaml", 6, 12),
        ("wrong-value", "b.yaml", 3, 39),
        ("unknown-key", "c.yaml", 3, 37),
        ("ambiguous-scalar", "c.yaml", 3, 41),
        ("ambiguous-scalar", "c.yaml", 4, 30),
    }
    location = result.positions.locate(Place("sample", ("goals", 1, "id")))
    assert (location.file, location.line, location.column, location.text) == (
        "b.yaml", 3, 10, "  - {id: G2, title: {en: Two}, order: y}"
    )  # fmt: skip


def test_a_duplicate_in_one_file_does_not_shift_the_positions_of_the_merged() -> None:
    result = load(HEAD + "goals: []\ngoals: [{}]\ngaols: []\n", "measures: []\nmesures: []\n")
    assert [(brief(f)[:3], f.location and f.location.file) for f in result.findings] == [
        (("duplicate-key", 4, 1), "a.yaml"),
        (("unknown-key", 5, 1), "a.yaml"),
        (("unknown-key", 2, 1), "b.yaml"),
    ]


def test_what_is_no_list_may_stand_in_one_file_only() -> None:
    result = load(HEAD, "format: 1\ndocument: {id: other, title: {en: O}}\n", "format: 2\n")
    assert [(brief(f)[:3], f.location and f.location.file) for f in result.findings] == [
        (("duplicate-key", 2, 1), "b.yaml"),
        (("duplicate-key", 1, 1), "c.yaml"),
    ]
    assert result.value is not None
    assert result.value.document.id == "sample"


def test_file_that_is_no_mapping_is_found_and_the_others_read() -> None:
    result = load(HEAD, "- a\n", "text\n", "", "measures: [{id: M1, title: {en: x}}]\n")
    assert [(f.rule, f.location and f.location.file) for f in result.findings] == [
        ("empty-document", "d.yaml"),
        ("not-a-mapping", "b.yaml"),
        ("not-a-mapping", "c.yaml"),
    ]
    assert result.value is not None
    assert len(result.value.measures) == 1


@pytest.mark.parametrize("text", ["", "- a\n", "text\n", "*x\n"])
def test_nothing_to_read_is_no_value(text: str) -> None:
    result = load(text)
    assert result.value is None
    assert result.findings


def test_no_file_is_no_value() -> None:
    assert load().value is None


# ---- what else -----------------------------------------------------------------------------------------------------


def test_ids_in_skipped_blocks_are_left_out() -> None:
    result = load(
        HEAD + "goals:\n  - id: G1\n    title: a: b\n  - {id: G2, title: {en: x}}\n  - id: 'G3'\n    title: {\n"
    )
    assert {"G1", "G3"} <= result.left_out


def test_settings_with_the_singular_of_documents_are_read() -> None:
    result = load_value(Settings, [("sotetrace.yaml", b"format: 1\ndocument: vision.yaml\n")])
    assert [brief(f) for f in result.findings] == [("unknown-key", 2, 1, {"key": "document"}, "documents")]
    assert result.value == Settings()


def test_waivers_are_read_in_spite_of_faults() -> None:
    raw = b"format: 1\nwaivers:\n  - {rule: SOT301, element: G1, until: never}\n  - {rule: SOT301}\n  - x\n"
    result = load_value(WaiverFile, [("waivers.yaml", raw)])
    assert [brief(f)[:3] for f in result.findings] == [
        ("wrong-value", 3, 40),
        ("missing-key", 4, 5),
        ("not-a-mapping", 5, 5),
    ]
    assert result.value is not None
    assert len(result.value.waivers) == 1


@pytest.mark.parametrize("is_on", [True, False])
def test_the_collector_is_left_as_it_was(*, is_on: bool) -> None:
    was_on = gc.isenabled()
    try:
        (gc.enable if is_on else gc.disable)()
        load(HEAD)
        assert gc.isenabled() == is_on
    finally:
        (gc.enable if was_on else gc.disable)()
