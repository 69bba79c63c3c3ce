"""Files that hold next to nothing, and files whose bytes or characters are not what they should be."""

from __future__ import annotations

from tests.hostile.cases import HEAD, M1, entry, whole

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
    whole(
        "UTF-16 without a mark, big end first",
        "a: 1\n".encode("utf-16-be"),
        "control-character 1:1",
        "not-a-mapping 1:1",
    ),
    whole("two byte order marks", "\ufeff\ufeff" + HEAD + M1, "bad-encoding 1:1", kept="M1"),
    entry("byte order mark in the middle", "  - {id: G2, title: {en: a\ufeffb}}\n", kept="G1 G2 G3 M1"),
    entry("nothing but noncharacters", "  - {id: G2, title: {en: \uffff\ufffe}}\n", "control-character 5:26"),
    entry("tab in a title", "  - {id: G2, title: {en: a\tb}}\n", kept="G1 G2 G3 M1"),
    entry("backspaces that hide words", "  - {id: G2, title: {en: ab\b\bcd}}\n", "control-character 5:28"),
    entry("delete", "  - {id: G2, title: {en: a\x7fb}}\n", "control-character 5:27"),
    *(
        entry(
            f"bidirectional control U+{ord(char):04X}",
            f"  - {{id: G2, title: {{en: a{char}b}}}}\n",
            "control-character 5:27",
        )
        for char in "\u202a\u202b\u202c\u202d\u2066\u2067\u2068\u2069"
    ),
    entry(
        "override in a key",
        "  - {id: G2, title: {en: a}, \u202enote: x}\n",
        "control-character 5:30",
        "unknown-key 5:30",
    ),
    entry("zero width space in an id", "  - {id: G\u200b2, title: {en: a}}\n", "wrong-value 5:10"),
    entry(
        "line ends of three systems",
        "  - id: G2\r\n    title: {en: Two}\r    qq: x\n",
        "unknown-key 7:5",
        kept="G1 G2 G3 M1",
    ),
    whole("CRLF throughout", (HEAD + M1).replace("\n", "\r\n"), kept="M1"),
    whole("carriage returns throughout", (HEAD + M1).replace("\n", "\r"), kept="M1"),
    whole("no line end at the end", (HEAD + M1).rstrip("\n"), kept="M1"),
    whole(
        "control character on every line",
        HEAD + "#\x01\n" * 3_000,
        *(f"control-character {n}:2" for n in range(3, 3_003)),
    ),
    whole("a million bad bytes", HEAD.encode() + b"#" + b"\xff" * 1_000_000, "bad-encoding 3:2"),
    whole("a million NULs", b"\0" * 1_000_000, "control-character 1:1", "too-large 1:1"),
)
