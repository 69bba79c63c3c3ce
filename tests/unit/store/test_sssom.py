"""Crosswalk files: every fault at its place, the canonical form, and what another program makes of it."""

from __future__ import annotations

import io
import re

import pytest
import sssom_pydantic

from sotetrace.model.limits import Limits
from sotetrace.model.mapping import Mapping, MappingSet
from sotetrace.store.sssom import load_crosswalk
from sotetrace.store.sssom_writer import render_crosswalk

HEADER = """\
#curie_map:
#  sote2040: "urn:sotetrace:sote2040:"
#  soste: "urn:sotetrace:soste:"
#  sotetrace: "urn:sotetrace:"
#mapping_set_id: https://example.org/soste-sote2040
#license: https://creativecommons.org/licenses/by/4.0/
#subject_source: sotetrace:soste
#object_source: sotetrace:sote2040
"""
COLUMNS = "subject_id\tpredicate_id\tobject_id\tmapping_justification"
MANUAL = "semapv:ManualMappingCuration"


def table(*rows: str, columns: str = "") -> str:
    lines = [COLUMNS + "".join(f"\t{name}" for name in columns.split()), *rows]
    return HEADER + "".join(f"{line}\n" for line in lines)


def row(*cells: str, subject: str = "soste:G1", predicate: str = "skos:broadMatch", target: str = "sote2040:G1") -> str:
    return "\t".join((subject, predicate, target, MANUAL, *cells))


def faults(text: str | bytes) -> list[tuple[str, int, int]]:
    raw = text if isinstance(text, bytes) else text.encode()
    found = load_crosswalk("x.sssom.tsv", raw).findings
    return [(one.rule, one.location.line, one.location.column) for one in found if one.location is not None]


def read(text: str) -> MappingSet:
    loaded = load_crosswalk("x.sssom.tsv", text.encode())
    assert loaded.value is not None
    assert loaded.findings == ()
    return loaded.value


def test_reads_header_rows_lists_and_quoted_cells() -> None:
    found = read(table(row("a\\|b|c", '"says ""so""\nin two lines"'), columns="author_label comment"))
    (mapping,) = found.mappings
    assert found.license == "https://creativecommons.org/licenses/by/4.0/"
    assert found.expand(mapping.subject_id) == "urn:sotetrace:soste:G1"
    assert found.expand("nobody:G1") is None
    assert mapping.author_label == ("a|b", "c")
    assert mapping.comment == 'says "so"\nin two lines'
    assert mapping.confidence is None


def test_what_a_set_says_for_all_stands_on_each_mapping_unless_one_says_otherwise() -> None:
    found = read(table(row(), row(target="sote2040:G2")))
    assert found.subject_source is None
    assert [mapping.subject_source for mapping in found.mappings] == ["sotetrace:soste"] * 2
    own = read(table(row("sotetrace:other"), row("", target="sote2040:G2"), columns="object_source"))
    assert [mapping.object_source for mapping in own.mappings] == ["sotetrace:other", None]
    assert own.object_source == "sotetrace:sote2040"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [("empty-document", 1, 1)]),
        (table(row("1.5"), columns="confidence"), [("wrong-value", 10, 67)]),
        (table(row("nan"), columns="confidence"), [("wrong-value", 10, 67)]),
        (table(row("often"), columns="confidence"), [("wrong-value", 10, 67)]),
        (table(row(subject="G1")), [("wrong-value", 10, 1)]),
        (table(row("x", '"a\nb"', "2"), columns="comment other confidence"), [("wrong-value", 11, 4)]),
        (table(row(target="")), [("missing-key", 10, 1)]),
        (table(row("red"), columns="colour"), [("unknown-key", 9, 57)]),
        (table(row("a", "b"), columns="comment comment"), [("duplicate-key", 9, 65)]),
        (table(row("too many")), [("syntax-error", 10, 1)]),
        (table('"a"b', row()), [("syntax-error", 10, 1)]),
        (table(row(), '"never ends'), [("syntax-error", 11, 1)]),
        (table(row()).replace("#license", "#colour"), [("unknown-key", 6, 2)]),
        (table(row()).replace("#license", "#mappings"), [("unknown-key", 6, 2)]),
        (table(row()).replace("#license: h", "#mapping_set_confidence: h"), [("wrong-value", 6, 26)]),
        ("#- a\n" + COLUMNS, [("not-a-mapping", 1, 2)]),
        (b"\xef\xbb\xbf" + table(row()).encode(), [("bad-encoding", 1, 1)]),
        (b"#a: \xff\n" + COLUMNS.encode(), [("bad-encoding", 1, 5), ("unknown-key", 1, 2)]),
        (table(row("a\x1bb"), columns="comment"), [("control-character", 10, 68)]),
    ],
)
def test_every_fault_is_found_at_its_place(text: str | bytes, expected: list[tuple[str, int, int]]) -> None:
    assert faults(text) == expected


def test_a_faulty_row_hides_no_other() -> None:
    text = table(row("2"), row("0.5", target="sote2040:G2"), row(subject="G1"), columns="confidence")
    loaded = load_crosswalk("x.sssom.tsv", text.encode())
    assert len(loaded.findings) == 2
    assert loaded.value is not None
    assert [mapping.object_id for mapping in loaded.value.mappings] == ["sote2040:G1", "sote2040:G2"]


def test_line_ends_of_windows_and_blank_lines_make_no_difference() -> None:
    text = table(row())
    assert read(text.replace("\n", "\r\n")) == read(text) == read(text + "\n\n")


def test_canonical_form() -> None:
    rows = (row("0.12345", "x\\|y|z"), row("", "x", target="sote2040:G10"), row("1.0", "", target="sote2040:P1"))
    whole = table(*rows, columns="confidence author_label").replace("#license", "#creator_label: me\n#license")
    unused = whole.replace("#  sote2040:", '#  nobody: "urn:nobody:"\n#  sote2040:')
    written = render_crosswalk(read(unused))
    assert written == (
        "#curie_map:\n"
        '#  soste: "urn:sotetrace:soste:"\n'
        '#  sote2040: "urn:sotetrace:sote2040:"\n'
        '#  sotetrace: "urn:sotetrace:"\n'
        "#mapping_set_id: https://example.org/soste-sote2040\n"
        "#creator_label:\n"
        "#  - me\n"
        "#license: https://creativecommons.org/licenses/by/4.0/\n"
        "#subject_source: sotetrace:soste\n"
        "#object_source: sotetrace:sote2040\n"
        f"{COLUMNS}\tauthor_label\tconfidence\n"
        f"soste:G1\tskos:broadMatch\tsote2040:G1\t{MANUAL}\tx\\|y|z\t0.123\n"
        f"soste:G1\tskos:broadMatch\tsote2040:G10\t{MANUAL}\tx\t\n"
        f"soste:G1\tskos:broadMatch\tsote2040:P1\t{MANUAL}\t\t1\n"
    )


@pytest.mark.parametrize("words", ["no", "1.0", "2026-01-01", "a: b", "a #b", "- a", 'say "so"', "ä€", "null", "x:"])
def test_words_of_the_header_come_back_as_words(words: str) -> None:
    written = render_crosswalk(MappingSet(mapping_set_id="urn:x", mapping_set_title=words))
    assert read(written + "").mapping_set_title == words


def test_places_of_our_own_are_declared() -> None:
    mapping = Mapping(
        subject_id="a:1",
        predicate_id="st:tension",
        object_id="b:1",
        mapping_justification=MANUAL,
        object_place="page-2",
    )
    prefixes = {"a": "urn:a:", "b": "urn:b:"}
    written = render_crosswalk(MappingSet(curie_map=prefixes, mapping_set_id="urn:x", mappings=(mapping,)))
    assert '#  st: "urn:sotetrace:vocabulary:"\n' in written
    assert "#extension_definitions:\n#  - slot_name: object_place\n#    property: st:objectPlace\n" in written
    assert read(written).mappings == (mapping,)


def test_another_program_reads_the_same() -> None:
    """`sssom-pydantic` is an implementation of the standard by others."""
    nothing = row("", "", "", "", target="sssom:NoTermFound", predicate="skos:mappingRelation")
    tension = row("0.7", 'they "differ"', "page-2", "page-1", predicate="st:tension", target="sote2040:M1")
    text = table(row("0.8", "a\tb", "", ""), nothing, tension, columns="confidence comment object_place subject_place")
    text = text.replace('"urn:sotetrace:"\n', '"urn:sotetrace:"\n#  st: "urn:sotetrace:vocabulary:"\n')
    definitions = "#extension_definitions:\n#  - {slot_name: object_place, property: st:objectPlace}\n"
    text = text.replace(COLUMNS, definitions + COLUMNS).replace("a\tb", '"a\tb"')
    written = render_crosswalk(read(text))
    theirs, _, mapping_set, errors = sssom_pydantic.read(io.StringIO(written), return_errors=True)
    assert errors == []
    assert str(mapping_set.license) == "https://creativecommons.org/licenses/by/4.0/"
    ours = sorted((one.subject_id, one.predicate_id, one.object_id, one.confidence) for one in read(written).mappings)
    read_by_them = [(one.subject.curie, one.predicate.curie, one.object.curie, one.confidence) for one in theirs]
    assert sorted(read_by_them) == ours
    assert {str(one.object_source.curie) for one in theirs if one.object_source} == {"sotetrace:sote2040"}
    assert {one.comment for one in theirs} == {None, "a\tb", 'they "differ"'}


@pytest.mark.parametrize(
    "raw",
    [
        b"#" * 100_000,
        b"#" + b"[" * 100_000,
        b"#a: &x [*x, *x]\n",
        b'"' * 200_001,
        b"subject_id\t" * 50_000,
        (COLUMNS + "\n" + "x" * 2_000_000 + "\n").encode(),
        b"\x00" * 1000,
        ("#x: |\n#  a\n\ud800" + COLUMNS).encode("utf-8", "surrogatepass"),
    ],
    ids=range(8),
)
def test_hostile_files_are_bounded_and_raise_nothing(raw: bytes) -> None:
    assert load_crosswalk("x.sssom.tsv", raw).findings


@pytest.mark.parametrize("limits", [Limits(rows=2), Limits(entries=12), Limits(scalar=200)])
def test_limits_are_settings(limits: Limits) -> None:
    last = row(target=f"sote2040:G{'3' * limits.scalar if limits.scalar == 200 else 3}")
    raw = table(row(), row(target="sote2040:G2"), last).encode()
    found = load_crosswalk("x.sssom.tsv", raw, limits).findings
    assert [(finding.rule, finding.location and finding.location.line) for finding in found] == [("too-large", 12)]


def test_positions_are_those_of_an_editor() -> None:
    text = table(row(), row("1.5", target="sote2040:G2"), columns="confidence")
    (_, line, column) = faults(text)[0]
    assert re.match(r"1\.5", text.splitlines()[line - 1][column - 1 :])
