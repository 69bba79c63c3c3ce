"""Crosswalk files that are broken or hostile, between the vision `sample` and another, `there`."""

from __future__ import annotations

from tests.hostile.cases import Case, whole

HEAD = """\
#curie_map:
#  sample: "urn:sotetrace:sample:"
#  there: "urn:sotetrace:there:"
#  sotetrace: "urn:sotetrace:"
#mapping_set_id: https://example.org/sample-there
#license: https://creativecommons.org/licenses/by/4.0/
#subject_source: sotetrace:sample
#object_source: sotetrace:there
"""
COLUMNS = "subject_id\tpredicate_id\tobject_id\tmapping_justification"
GOOD = "sample:G1\tskos:exactMatch\tthere:G1\tsemapv:ManualMappingCuration"


def crosswalk(name: str, raw: str | bytes, *expected: str) -> Case:
    """Make a case of a whole crosswalk file."""
    return whole(f"crosswalk: {name}", raw, *expected, kept="G1 M1", file="crosswalk.sssom.tsv")


def header(name: str, lines: str, *expected: str) -> Case:
    """Make a case of a header; the lines are its first."""
    return crosswalk(name, f"{lines}\n{HEAD}{COLUMNS}\n{GOOD}\n", *expected)


def rows(name: str, lines: str, *expected: str, columns: str = "") -> Case:
    """Make a case of rows; the names of the columns stand on line 9, the lines from line 10 on."""
    return crosswalk(name, f"{HEAD}{COLUMNS}{columns}\n{lines}\n", *expected)


CROSSWALKS = (
    crosswalk("empty", "", "empty-document 1:1"),
    crosswalk("blank lines", "\n\n", "empty-document 1:1"),
    crosswalk("only a header", HEAD, "missing-key 8:1"),
    crosswalk("no header", f"{COLUMNS}\n{GOOD}\n", "undeclared-prefix 2:1", "licence-missing 1:1", "missing-key 1:1"),
    crosswalk("byte order mark", "\ufeff" + HEAD + f"{COLUMNS}\n{GOOD}\n", "bad-encoding 1:1"),
    crosswalk("UTF-16", b"\xff\xfe" + (HEAD + f"{COLUMNS}\n{GOOD}\n").encode("utf-16-le"), "bad-encoding 1:1"),
    crosswalk("NUL throughout", b"\0" * 1_000, "control-character 1:1", "unknown-key 1:1", "missing-key 1:1"),
    crosswalk("random bytes", bytes(range(128, 256)), "bad-encoding 1:1", "unknown-key 1:1", "missing-key 1:1"),
    crosswalk(
        "a spreadsheet", b"PK\x03\x04" + bytes(100), "control-character 1:3", "missing-key 1:1", "unknown-key 1:1"
    ),
    crosswalk(
        "commas for tabs", HEAD + f"{COLUMNS}\n{GOOD}\n".replace("\t", ","), "unknown-key 9:1", "missing-key 10:1"
    ),
    crosswalk("CRLF", (HEAD + f"{COLUMNS}\n{GOOD}\n").replace("\n", "\r\n")),
    header("a list for a header", "#- a", "syntax-error 2:2", "missing-key 1:1"),
    header("unknown slot", "#colour: red", "unknown-key 1:2"),
    header(
        "bomb of aliases",
        "#a: &a [x]\n#b: [*a, *a]",
        "alias 1:5",
        "alias 2:6",
        "alias 2:10",
        "unknown-key 1:2",
        "unknown-key 2:2",
    ),
    header("tag that would run code", "#other: !!python/object/apply:os.system [id]", "tag 1:9", "wrong-value 1:2"),
    header("ten thousand lists", f"#comment: {'[' * 10_000}", "too-large 1:110", "missing-key 1:1"),
    header(
        "ten thousand slots",
        "\n".join(f"#s{n}: x" for n in range(10_000)),
        *(f"unknown-key {n}:2" for n in range(1, 10_001)),
    ),
    header("a licence twice", "#license: https://example.org/", "duplicate-key 7:2"),
    header("rows in the header", "#mappings: [{subject_id: 'sample:G1'}]", "unknown-key 1:2"),
    header("text of two megabytes", f"#comment: {'x' * 2_000_000}", "too-large 1:11"),
    header("control character", "#comment: a\x1b[2Jb", "control-character 1:12"),
    rows("unknown column", f"{GOOD}\tx", "unknown-key 9:57", columns="\tcolour"),
    rows("column twice", f"{GOOD}\tx", "duplicate-key 9:57", columns="\tsubject_id"),
    rows("columns without a name", f"{GOOD}\tx\ty", "unknown-key 9:57", "unknown-key 9:58", columns="\t\t"),
    rows("thousands of columns", GOOD, *(f"unknown-key 9:{57 + 2 * n}" for n in range(5_000)), columns="\tx" * 5_000),
    rows("more cells than columns", f"{GOOD}\tmore", "syntax-error 10:1"),
    rows("a row of thousands of cells", f"{GOOD}{'	x' * 50_000}", "syntax-error 10:1"),
    rows("fewer cells than columns", "sample:G1", "missing-key 10:1"),
    rows("quotation mark that is never closed", f'"{GOOD}', "syntax-error 10:1"),
    rows("words behind a quotation mark", f'"sample:G1"x{GOOD[9:]}', "syntax-error 10:1"),
    rows("NUL in a cell", GOOD.replace("G1", "G\0", 1), "control-character 10:9", "unknown-mapped-id 10:1"),
    rows("right-to-left override", f"{GOOD}\t\u202e", "control-character 10:65", columns="\tcomment"),
    rows("no prefix", GOOD.replace("sample:", ""), "wrong-value 10:1"),
    rows("unknown prefix", GOOD.replace("sample:", "nowhere:"), "undeclared-prefix 10:1"),
    rows("address for an id", GOOD.replace("sample:G1", "https://example.org/?a=b|c"), "wrong-value 10:1"),
    rows("id with a line feed", GOOD.replace("sample:G1", '"sample:G1\n"'), "wrong-value 10:1"),
    rows("id of a path", GOOD.replace("G1", "../../etc/passwd", 1), "unknown-mapped-id 10:1"),
    rows("id that is not there", GOOD.replace("G1", "Q9", 1), "unknown-mapped-id 10:1"),
    rows("relation that is none", GOOD.replace("skos:exactMatch", "skos:exactlyMatch"), "unknown-relation 10:11"),
    rows("the same row twice", f"{GOOD}\n{GOOD}", "duplicate-mapping 11:1"),
    rows("certain beyond doubt", f"{GOOD}\t1e999", "wrong-value 10:65", columns="\tconfidence"),
    rows("no number", f"{GOOD}\tNaN", "wrong-value 10:65", columns="\tconfidence"),
    rows("day that is none", f"{GOOD}\t2026-02-30", "wrong-value 10:65", columns="\tmapping_date"),
    rows("cell of two hundred thousand characters", f"{GOOD}\t{'x' * 200_000}", "too-large 10:1", columns="\tcomment"),
    rows("line of two million characters", f"{GOOD}\t{'x' * 2_000_000}", "too-large 10:1", columns="\tcomment"),
    rows("formula", f"{GOOD}\t=cmd|' /C calc'!A0", columns="\tcomment"),
)
