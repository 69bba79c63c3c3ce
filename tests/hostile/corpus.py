"""Broken and hostile inputs, a few lines each, with what is to be found in them and where.

A place is written `rule line:column`. Of the rules of reading (SOT0xx) exactly these are found; of the others, these
are among what is found. `kept` are the ids of the elements that are read in spite of the fault.
"""

from __future__ import annotations

from dataclasses import dataclass

HEAD = "format: 1\ndocument: {id: sample, title: {en: Sample}, original: en}\n"
G1 = "  - {id: G1, title: {en: One}}\n"
G3 = "  - {id: G3, title: {en: Three}}\n"
M1 = "measures:\n  - {id: M1, title: {en: Four}}\n"


@dataclass(frozen=True, slots=True)
class Case:
    """One input: its name, its bytes, the findings expected in it and the elements that are kept."""

    name: str
    raw: bytes
    expected: frozenset[str]
    kept: tuple[str, ...] = ()


def whole(name: str, raw: str | bytes, *expected: str, kept: str = "") -> Case:
    """Make a case of a whole file."""
    return Case(name, raw.encode() if isinstance(raw, str) else raw, frozenset(expected), tuple(kept.split()))


def body(name: str, text: str | bytes, *expected: str, kept: str = "") -> Case:
    """Make a case of a file with a head; the text begins on line 3."""
    raw = text.encode() if isinstance(text, str) else text
    return whole(name, HEAD.encode() + raw, *expected, kept=kept)


def entry(name: str, text: str | bytes, *expected: str, kept: str = "G1 G3 M1") -> Case:
    """Make a case of an entry among good ones: `G1` above, `G3` and `M1` below; the text begins on line 5."""
    raw = text.encode() if isinstance(text, str) else text
    return body(name, b"goals:\n" + G1.encode() + raw + G3.encode() + M1.encode(), *expected, kept=kept)


def field(name: str, text: str, *expected: str, kept: str = "G1 G2 G3 M1") -> Case:
    """Make a case of a key of a goal among good ones; the text stands on line 7, from column 5."""
    return entry(name, f"  - id: G2\n    title: {{en: Two}}\n    {text}\n", *expected, kept=kept)


NOTHING = (
    whole("empty file", "", "empty-document 1:1"),
    whole("one line feed", "\n", "empty-document 1:1"),
    whole("blank lines", "\n \n\n", "empty-document 1:1"),
    whole("only comments", "# a\n# b\n", "empty-document 1:1"),
    whole("only a document mark", "---\n", "empty-document 1:1"),
    whole("only marks", "---\n...\n", "empty-document 1:1"),
    whole("null", "~\n", "empty-document 1:1"),
    whole("only a byte order mark", b"\xef\xbb\xbf", "bad-encoding 1:1"),
    whole("only a text", "Sote2040\n", "not-a-mapping 1:1"),
    whole("only a number", "42\n", "not-a-mapping 1:1"),
    whole("only a list", "- format: 1\n- document: x\n", "not-a-mapping 1:1"),
    whole("only a list of numbers", "- 1\n- 2\n", "not-a-mapping 1:1"),
    whole("an empty mapping", "{}\n", "missing-key 1:1"),
    whole("only an alias", "*a\n", "alias 1:1"),
    whole(
        "JSON",
        '{"format": 1, "document": {"id": "a", "title": {"en": "A"}}, "goals": [{"id": "G1", "title": "x"}]}',
        "wrong-value 1:94",
    ),
    whole("one bracket", "{", "syntax-error 1:2"),
    whole("one quotation mark", '"', "syntax-error 1:1"),
    whole("one colon", ":", "syntax-error 1:1"),
    whole("one question mark", "?", "missing-key 1:1", "unknown-key 1:2"),
    whole("one tab", "\t", "syntax-error 1:1"),
    whole(
        "binary",
        bytes(range(256)),
        "bad-encoding 3:115",
        "control-character 1:1",
        "control-character 2:1",
        "control-character 3:1",
        "not-a-mapping 1:1",
    ),
    whole("HTML", "<!DOCTYPE html>\n<html><head><title>404</title></head></html>\n", "not-a-mapping 1:1"),
    whole(
        "conflict marks of git",
        f"<<<<<<< HEAD\n{HEAD}=======\n{HEAD}>>>>>>> b\n",
        "not-a-mapping 1:1",
        "syntax-error 2:7",
        "syntax-error 3:9",
        "syntax-error 5:7",
        "syntax-error 6:9",
    ),
)

BYTES = (
    whole("byte order mark", "\ufeff" + HEAD, "bad-encoding 1:1"),
    whole("UTF-16, little end first", b"\xff\xfe" + HEAD.encode("utf-16-le"), "bad-encoding 1:1"),
    whole("UTF-16, big end first", b"\xfe\xff" + HEAD.encode("utf-16-be"), "bad-encoding 1:1"),
    whole(
        "UTF-16 without a mark",
        "a: 1\n".encode("utf-16-le"),
        "control-character 1:2",
        "control-character 2:1",
        "not-a-mapping 1:1",
    ),
    whole(
        "UTF-32",
        b"\xff\xfe\0\0" + HEAD.encode("utf-32-le"),
        "bad-encoding 1:1",
        "control-character 1:1",
        "control-character 2:1",
        "control-character 3:1",
        "not-a-mapping 1:1",
    ),
    entry("Latin-1", b"  - {id: G2, title: {en: caf\xe9}}\n", "bad-encoding 5:29", kept="G1 G2 G3 M1"),
    entry("half a character", b"  - {id: G2, title: {en: \xc3}}\n", "bad-encoding 5:26", kept="G1 G2 G3 M1"),
    entry("overlong slash", b"  - {id: G2, title: {en: \xc0\xaf}}\n", "bad-encoding 5:26", kept="G1 G2 G3 M1"),
    entry("surrogate", b"  - {id: G2, title: {en: \xed\xa0\xbd}}\n", "bad-encoding 5:26", kept="G1 G2 G3 M1"),
    entry("NUL", "  - {id: G2, title: {en: a\0b}}\n", "control-character 5:27", kept="G1 G2 G3 M1"),
    entry("bell, twice on a line", "  - {id: G2, title: {en: a\ab\a}}\n", "control-character 5:27", kept="G1 G2 G3 M1"),
    entry("escape sequence", "  - {id: G2, title: {en: \x1b[2Jb}}\n", "control-character 5:26", "syntax-error 5:27"),
    entry(
        "quoted escape sequence",
        "  - {id: G2, title: {en: '\x1b[2Jb'}}\n",
        "control-character 5:27",
        kept="G1 G2 G3 M1",
    ),
    entry("C1 control", "  - {id: G2, title: {en: a\x9bb}}\n", "control-character 5:27", kept="G1 G2 G3 M1"),
    entry("next line", "  - {id: G2, title: {en: a\x85b}}\n", "control-character 5:27", kept="G1 G2 G3 M1"),
    entry("line separator", "  - {id: G2, title: {en: a\u2028b}}\n", "control-character 5:27", kept="G1 G2 G3 M1"),
    entry("form feed", "  - {id: G2, title: {en: a}}\n\x0c\n", "control-character 6:1", "syntax-error 7:8"),
    entry(
        "right-to-left override", "  - {id: G2, title: {en: a\u202eb}}\n", "control-character 5:27", kept="G1 G2 G3 M1"
    ),
    entry("isolate in a comment", "  # \u2066 hidden\n", "control-character 5:5"),
    entry("control in an id", "  - {id: G\x07, title: {en: a}}\n", "control-character 5:11", "wrong-value 5:10"),
    entry(
        "control in a key",
        "  - {id: G2, ti\x07tle: {en: a}}\n",
        "control-character 5:16",
        "unknown-key 5:14",
        "missing-key 5:5",
    ),
    entry("escaped control", '  - {id: G2, title: {en: "a\\e[2Jb"}}\n', "control-character 5:26", kept="G1 G2 G3 M1"),
    entry(
        "escaped NUL in a key",
        '  - {id: G2, title: {en: a}, "note\\0": x}\n',
        "control-character 5:30",
        "unknown-key 5:30",
        kept="G1 G2 G3 M1",
    ),
    entry("lone carriage returns", "  - id: G2\r    title: {en: Two}\r", kept="G1 G2 G3 M1"),
    entry("CRLF", "  - id: G2\r\n    title: {en: Two}\r\n    qq: x\r\n", "unknown-key 7:5", kept="G1 G2 G3 M1"),
    entry(
        "emoji and fault behind it", "  - {id: G2, title: {en: 😀é}, qq: x}\n", "unknown-key 5:31", kept="G1 G2 G3 M1"
    ),
)

DEEP = 60
YAML = (
    entry("colon in a text", "  - id: G2\n    title: {en: a: b}\n", "syntax-error 6:18"),
    entry("colon in a block text", "  - id: G2\n    title: a: b\n", "syntax-error 6:13"),
    entry("hash swallows the end", "  - id: G2\n    title: {en: a # b}\n", "syntax-error 7:3", kept="G1 M1"),
    entry("unclosed quotation mark", "  - id: G2\n    title: {en: 'a}\n", "syntax-error 6:17"),
    entry("unclosed double quotation mark", '  - id: G2\n    title: {en: "a}\n', "syntax-error 6:17"),
    entry("unclosed bracket", "  - id: G2\n    formerly: [A\n", "syntax-error 7:5"),
    entry("bracket too many", "  - id: G2\n    title: {en: a}}\n", "syntax-error 6:19"),
    entry("wrong bracket", "  - id: G2\n    title: {en: a]\n", "syntax-error 6:18"),
    entry("tab before a key", "  - id: G2\n\ttitle: {en: a}\n", "syntax-error 6:1"),
    entry("tab between key and value", "  - id: G2\n    title:\t{en: a}\n", kept="G1 G2 G3 M1"),
    entry("key a column too far left", "  - id: G2\n   title: {en: a}\n", "syntax-error 6:4"),
    entry("key a column too far right", "  - id: G2\n     title: {en: a}\n", "syntax-error 6:11"),
    entry("entry a column too far left", " - {id: G2, title: {en: a}}\n", "syntax-error 5:2"),
    entry("entry a column too far right", "   - {id: G2, title: {en: a}}\n", "syntax-error 5:4", kept="G3 M1"),
    entry("dash without a space", "  -{id: G2, title: {en: a}}\n", "syntax-error 5:3", kept="G3 M1"),
    entry("dash forgotten", "    {id: G2, title: {en: a}}\n", "syntax-error 5:5", kept="G3 M1"),
    entry("key without a colon", "  - id: G2\n    title\n    order: 1\n", "syntax-error 7:5"),
    entry("key without a space", "  - id: G2\n    title:{en: a}\n", "missing-key 5:5", "unknown-key 6:5"),
    entry("bad escape", '  - {id: G2, title: {en: "a\\q"}}\n', "syntax-error 5:28"),
    entry("at sign", "  - {id: G2, title: {en: @a}}\n", "syntax-error 5:26"),
    entry("backtick", "  - {id: G2, title: {en: `a`}}\n", "syntax-error 5:26"),
    entry("mapping as a key", "  - {id: G2, title: {en: a}, {x: y}: z}\n", "syntax-error 5:30", kept="G1 G2 G3 M1"),
    entry("list as a key", "  - {id: G2, title: {en: a}, [x]: z}\n", "syntax-error 5:30", kept="G1 G2 G3 M1"),
    entry(
        "two faults in two entries",
        "  - {id: G2, title: {en: a: b}}\n  - {id: G4, title: {en: @}}\n",
        "syntax-error 5:27",
        "syntax-error 6:26",
    ),
    entry(
        "conflict of git in an entry",
        "<<<<<<< HEAD\n  - {id: G2, title: {en: a}}\n=======\n>>>>>>> b\n",
        "syntax-error 6:8",
        "syntax-error 8:1",
        kept="G3 M1",
    ),
    body(
        "section twice as deep",
        "  goals:\n" + G1 + M1,
        "syntax-error 3:3",
        "syntax-error 4:8",
        "missing-key 1:1",
        kept="M1",
    ),
    body("broken head of a section", "goals: ]\nlevels: [{id: L1, title: {en: a}}]\n", "syntax-error 3:8", kept="L1"),
    body("second document", M1 + "---\n" + HEAD, "several-documents 5:1", kept="M1"),
    body("second document, broken", M1 + "---\n{\n", "several-documents 5:1", kept="M1"),
    body("document end, then more", M1 + "...\nmore: 1\n", "syntax-error 6:1", kept="M1"),
    whole("directive", "%YAML 1.1\n---\n" + HEAD + M1, kept="M1"),
    whole("directive of another version", "%YAML 3.0\n---\n" + HEAD + M1, "syntax-error 1:1"),
    whole("directive of a tag", "%TAG !x! tag:x,2000:\n---\n" + HEAD + "goals: !x!y []\n" + M1, "tag 5:8", kept="M1"),
    whole("unknown directive", "%FOO bar\n---\n" + HEAD + M1, "syntax-error 1:5", kept="M1"),
    whole("directive without a document", "%YAML 1.1\n", "syntax-error 1:10"),
    field("anchor", "note: &a {en: a}", "alias 7:11"),
    field("alias", "note: *a", "alias 7:11"),
    field("alias as a key", "*a : x", "alias 7:5"),
    field("merge key", "<<: {order: 1}", "unknown-key 7:5"),
    field("merge key with an alias", "<<: *a", "unknown-key 7:5", "alias 7:9"),
    field("cyclic alias", "note: &a {en: *a}", "alias 7:11", "alias 7:19"),
    field("tag", "note: !x {en: a}", "tag 7:11"),
    field("tag of a type", "order: !!int '1'", "tag 7:12"),
    field(
        "tag that would run code", "note: !!python/object/apply:os.system [touch /tmp/x]", "tag 7:11", "wrong-value 7:5"
    ),
    field("binary tag", "number: !!binary aGk=", "tag 7:13"),
    field("set", "note: !!set {en}", "tag 7:11"),
    field("duplicate key", "title: {en: Two again}", "duplicate-key 7:5"),
    field("duplicate key with a trap", "title: 010", "duplicate-key 7:5"),
    field("duplicate key, quoted", "'id': G9", "duplicate-key 7:5"),
    body(
        "billion laughs",
        "a: &a [x, x]\n"
        + "".join(f"{chr(98 + i)}: &{chr(98 + i)} [{', '.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(3))
        + M1,
        "unknown-key 3:1",
        "unknown-key 4:1",
        "unknown-key 5:1",
        "unknown-key 6:1",
        "alias 3:4",
        "alias 4:4",
        "alias 5:4",
        "alias 6:4",
        *(f"alias {line}:{column}" for line in (4, 5, 6) for column in range(8, 8 + 9 * 4, 4)),
        kept="M1",
    ),
    body("deep lists", f"goals: {'[' * DEEP}{']' * DEEP}\n{M1}", "too-large 3:57", "not-a-mapping 3:9", kept="M1"),
    body("deep mappings", f"goals: {'{a: ' * DEEP}{'}' * DEEP}\n{M1}", "too-large 3:204", "wrong-value 3:1", kept="M1"),
    body(
        "deep block",
        "goals:\n" + "".join(f"{' ' * i}-\n" for i in range(1, DEEP)) + M1,
        "too-large 53:51",
        "not-a-mapping 5:3",
        kept="M1",
    ),
    body("bottomless lists", f"goals: {'[' * 20_000}\n{M1}", "too-large 3:107", kept="M1"),
    body("bottomless mappings", f"goals: {'{a: ' * 20_000}\n{M1}", "too-large 3:404", kept="M1"),
    body("bottomless question marks", f"goals:\n  {'? ' * 20_000}\n{M1}", "too-large 4:105", kept="M1"),
    field("text of two megabytes", f"number: {'x' * 2_000_000}", "too-large 7:13"),
    field("quoted text of two megabytes", f"number: '{'x' * 2_000_000}'", "too-large 7:13", "wrong-value 7:13"),
    field("key of two megabytes", f"? {'x' * 2_000_000}\n    : x", "too-large 7:7", "unknown-key 7:7"),
    field(
        "many keys", "\n    ".join(f"k{i}: x" for i in range(2_000)), *(f"unknown-key {7 + i}:5" for i in range(2_000))
    ),
)

LINK = "answers: [{to: P1, basis: layout, where: x, "
TYPES = (
    field("word for a number", "order: first", "wrong-value 7:12"),
    field("fraction for a number", "order: 1.5", "wrong-value 7:12"),
    field("number beyond all bounds", f"order: {'9' * 10_000}", "wrong-value 7:12"),
    field("number in another script", "order: ٣", "wrong-value 7:12"),
    field("infinity", "order: .inf", "wrong-value 7:12"),
    field("list for a number", "order: [x]", "wrong-value 7:5"),
    field("word for yes or no", "draft: perhaps", "wrong-value 7:12"),
    field("list for yes or no", "draft: []", "wrong-value 7:5"),
    field("list for a text", "number: [x]", "wrong-value 7:5"),
    field("mapping for a text", "number: {en: x}", "wrong-value 7:5"),
    field("empty text", "number: ''", "wrong-value 7:13"),
    field("blank text", 'number: "\\t "', "wrong-value 7:13"),
    field("text for localized text", "summary: Words", "wrong-value 7:14"),
    field("list for localized text", "summary: [Words]", "wrong-value 7:5"),
    field("list in localized text", "summary: {en: [Words]}", "wrong-value 7:15"),
    field("unknown language", "summary: {de: Worte}", "unknown-key 7:15"),
    field("text for a list", "formerly: G9", "wrong-value 7:15"),
    field("mapping for a list", "formerly: {G9: x}", "wrong-value 7:5"),
    field("mapping in a list of ids", "formerly: [{id: G9}]", "wrong-value 7:16"),
    field("text for a mapping", "source: cover", "wrong-value 7:13"),
    field("list for a mapping", "source: [cover]", "wrong-value 7:5"),
    field("text for a link", "answers: [P1]", "not-a-mapping 7:15"),
    field("mapping for links", "answers: {to: P1, basis: layout}", "wrong-value 7:5"),
    field("zero for a count from one", "source: {occurrence: 0}", "wrong-value 7:26"),
    field("minus for a count from one", "source: {occurrence: -1}", "wrong-value 7:26"),
    field("wrong word", "title_from: projects", "wrong-value 7:17"),
    field("wrong word of a link", "answers: [{to: P1, basis: inferred?}]", "wrong-value 7:31"),
    field("wrong case of a word", "answers: [{to: P1, basis: Layout}]", "wrong-value 7:31"),
    field("wrong word in a list", "title_official: [eng]", "wrong-value 7:22"),
    field("date that is none", LINK + "reviewed: {by: A, date: 2026-02-30}}]", "wrong-value 7:73"),
    field("date in words", LINK + "reviewed: {by: A, date: 1st of May}}]", "wrong-value 7:73"),
    field("date as people write it", LINK + "reviewed: {by: A, date: 22.11.2026}}]", "wrong-value 7:73"),
    field("year for a date", LINK + "reviewed: {by: A, date: 2026}}]", "wrong-value 7:73"),
    field("date with a time", LINK + "reviewed: {by: A, date: '2026-11-22T10:00'}}]", "wrong-value 7:73"),
    field("id with a space", "level: L 1", "wrong-value 7:12"),
    field("id with a slash", "level: ../../etc/passwd", "wrong-value 7:12"),
    field("id with a line feed", 'level: "L1\\n"', "wrong-value 7:12"),
    field("id that is empty", "level: ''", "wrong-value 7:12"),
    field("id that is too long", f"level: {'L' * 65}", "wrong-value 7:12"),
    field("unknown key of an element", "sumary: {en: x}", "unknown-key 7:5"),
    field("unknown key that is null", "sumary:", "unknown-key 7:5"),
    field("unknown key of an anchor", "source: {quot: x}", "unknown-key 7:14"),
    field("unknown key of a link", LINK + "quot: x}]", "unknown-key 7:49"),
    field("unknown key of a review", LINK + "reviewed: {by: A, date: 2026-11-22, on: x}}]", "unknown-key 7:85"),
    field("unknown key of a variant", "variants: [{text: x, where: x, lng: fi}]", "unknown-key 7:36"),
    field("unknown key of a part", "parts: [{id: G2.a, title: {en: x}, nte: x}]", "unknown-key 7:40"),
    field("unknown key of a sic", "sic: [{text: x, not: x}]", "unknown-key 7:21"),
    field("unknown key without a name", "'': x", "unknown-key 7:5"),
    field("unknown key of Python", "__class__: x", "unknown-key 7:5"),
    field("trap: no", "number: no", "ambiguous-scalar 7:13"),
    field("trap: octal", "number: 010", "ambiguous-scalar 7:13"),
    field("trap: number", "number: 4.10", "ambiguous-scalar 7:13"),
    field("trap: time", "number: 1:30", "ambiguous-scalar 7:13"),
    field("trap: date", "number: 2026-01-01", "ambiguous-scalar 7:13"),
    field("trap in a list", "formerly: [A1, 010]", "ambiguous-scalar 7:20"),
    field("no trap: words that begin alike", "number: Norway 1.2.3"),
    entry("text for an element", "  - G2\n", "not-a-mapping 5:5"),
    entry("list for an element", "  - [G2]\n", "not-a-mapping 5:5"),
    entry("null for an element", "  -\n", "wrong-value 5:4"),
    entry("element without an id", "  - {title: {en: x}}\n", "missing-key 5:5"),
    entry("element without a title", "  - {id: G2}\n", "missing-key 5:5"),
    entry("element with a bad id", "  - {id: G 2, title: {en: x}}\n", "wrong-value 5:10"),
    entry("element with a null id", "  - {id: , title: {en: x}}\n", "wrong-value 5:6"),
    entry("element of nothing", "  - {}\n", "missing-key 5:5"),
    body("unknown section", "gaols: []\n", "unknown-key 3:1"),
    body("unknown section that is null", "gaols:\n", "unknown-key 3:1"),
    body("section of another case", "Goals: []\n", "unknown-key 3:1"),
    body("text for a section", "goals: none\n", "wrong-value 3:8"),
    body("mapping for a section", "goals: {G1: {title: {en: x}}}\n" + M1, "wrong-value 3:1", kept="M1"),
    body("null sections", "goals:\nlevels: ~\n" + M1, kept="M1"),
    body("wrong set", "scopes: [{id: X1, members: measure}]\n", "wrong-value 3:28"),
    body("wrong kind", "scopes: [{id: X1, members: {kind: measures}}]\n", "wrong-value 3:35"),
    body("wrong member", "scopes: [{id: X1, members: [M 1]}]\n", "wrong-value 3:29"),
    body("wrong role", "statements: [{id: S1, role: vison, title: {en: x}}]\n", "wrong-value 3:29"),
    body("no role", "statements: [{id: S1, title: {en: x}}]\n", "missing-key 3:14"),
    body(
        "wrong expectation",
        "expectations: [{id: e, of: goals, link: advances, direction: in, by: []}]\n",
        "wrong-value 3:28",
    ),
    body("wrong judgement", "judged: [{measures: M1, sub_goals: [], by: A, date: 2026-11-22}]\n", "wrong-value 3:21"),
    whole("no format", "document: {id: a, title: {en: A}}\n", "missing-key 1:1"),
    whole("newer format", "format: 2\ndocument: {id: a, title: {en: A}}\n", "unsupported-format 1:9"),
    whole(
        "format of ten thousand digits",
        f"format: {'9' * 10_000}\ndocument: {{id: a, title: {{en: A}}}}\n",
        "unsupported-format 1:9",
        "wrong-value 1:9",
    ),
    whole("format of a word", "format: one\ndocument: {id: a, title: {en: A}}\n" + M1, "wrong-value 1:9", kept="M1"),
    whole("no document", "format: 1\n" + M1, "missing-key 1:1", kept="M1"),
    whole("list for the document", "format: 1\ndocument: []\n" + M1, "wrong-value 2:1", kept="M1"),
    whole("document without an id", "format: 1\ndocument: {title: {en: A}}\n" + M1, "missing-key 2:1", kept="M1"),
    whole(
        "wrong claim",
        "format: 1\ndocument: {id: a, title: {en: A}, claims: [{kind: measure, count: -1}]}\n",
        "wrong-value 2:67",
    ),
)
CHECKED = (
    entry("same id twice", "  - {id: G1, title: {en: x}}\n", "duplicate-id 5:10", kept="G1 G3 M1"),
    entry("id of another case", "  - {id: g1, title: {en: x}}\n", "look-alike-id 5:10", kept="G1 g1 G3"),
    entry("id of another script", "  - {id: Ԍ1, title: {en: x}}\n", kept="G1 Ԍ1 G3"),
    body("Cyrillic id", M1 + "  - {id: М1, title: {en: x}}\n", "look-alike-id 5:10", kept="M1 М1"),
    body("full-width id", M1 + "  - {id: Ｍ1, title: {en: x}}\n", "look-alike-id 5:10", kept="M1 Ｍ1"),
    body(
        "needs itself",
        "measures:\n  - {id: M1, title: {en: x}, needs: [{to: M1, basis: layout, where: x}]}\n",
        "self-link 4:43",
        kept="M1",
    ),
    body(
        "need one another",
        "measures:\n"
        + "".join(
            f"  - {{id: M{i}, title: {{en: x}}, needs: [{{to: M{(i + 1) % 9}, basis: layout, where: x}}]}}\n"
            for i in range(9)
        ),
        "cycle-of-needs 4:30",
        "unknown-place 4:69",
        kept="M0 M8",
    ),
    body(
        "everything needs everything",
        "measures:\n"
        + "".join(
            f"  - id: M{i}\n    title: {{en: x}}\n    needs: ["
            + ", ".join(f"{{to: M{j}, basis: stated, quote: x}}" for j in range(40))
            + "]\n"
            for i in range(40)
        ),
        "cycle-of-needs 6:5",
        kept="M0 M39",
    ),
    body(
        "ten thousand unknown references",
        "measures:\n  - id: M1\n    title: {en: x}\n    advances:\n"
        + "".join(f"      - {{to: Q{i}, basis: stated, quote: x}}\n" for i in range(10_000)),
        *(f"unknown-reference {7 + i}:14" for i in range(10_000)),
        kept="M1",
    ),
    body(
        "thousands of unknown references among thousands of ids",
        "measures:\n"
        + "".join(
            f"  - {{id: M{i}, title: {{en: x}}, advances: [{{to: G{i}, basis: stated, quote: x}}]}}\n"
            for i in range(3_000)
        ),
        "unknown-reference 4:46",
        "unknown-reference 3003:49",
        kept="M0 M2999",
    ),
    body(
        "link to nowhere",
        M1.replace("}}", "}, advances: [{to: G9, basis: stated, quote: x}]}"),
        "unknown-reference 4:49",
        kept="M1",
    ),
)
CASES = (*NOTHING, *BYTES, *YAML, *TYPES, *CHECKED)
