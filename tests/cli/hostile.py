"""A model in which every text that a person can write is hostile, and a harmless twin of the same shape."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from sotetrace.model.document import VisionDocument
from sotetrace.model.settings import Settings, Waiver
from sotetrace.model.workspace import Workspace
from sotetrace.project import Project
from sotetrace.store.workspaces import OpenedWorkspace

if TYPE_CHECKING:
    from collections.abc import Callable

TODAY = dt.date(2026, 6, 1)
HARMLESS = "word"
HOSTILE = {
    "escape": "x \x1b[31mred\x1b[0m \x1b]8;;http://evil.example\x07link\x1b]8;;\x07 \x1b[2J y",
    "controls": "x \x00 \x07 \x08 \x0b \x7f \x85 \x9b31m \x9d0;title\x9c y",
    "rich": "[red]x[/red] [link=http://evil.example]y[/link] [/] [bold :boom:",
    "html": "<script>alert(1)</script> <img src=x onerror=y> <!-- z --> <b>b</b> &lt;i&gt; &#60;",
    "table": "a | b \\| c || d \\\\| e",
    "ticks": "a ` b `` c ``` d ~~~ e",
    "link": "](http://evil.example) [a](http://evil.example) [b][c] ![d](http://evil.example/d.png)",
    "angle": "<http://evil.example> <me@evil.example>",
    "address": "see http://evil.example https://evil.example ftp://evil.example www.evil.example HTTPS://EVIL.EXAMPLE",
    "mention": "@octocat (@org/team) foo@evil.example mailto:foo@evil.example #12 GH-12 org/name#3 !4",
    "lines": "line\n\n# heading\n\n- item\n\n> quote\n\n```\ncode\n```\n\n---\n\n<div>\n",
    "returns": "one\r\ntwo\rthree\u2028four\u2029five\x0csix",
    "server": "::error file=a::b ::stop-commands::x ::add-mask::y ##[error]c ##vso[task.setvariable variable=d]e",
    "bidi": "x \u202eevil\u202c \u2066a\u2069 \u200e\u200f\u061c \u200bzero\ufeff\u2060 y",
    "emphasis": "*a* **b** _c_ __d__ ~~e~~ $f$ $$g$$ [^1] [x]: h ==i== :j: \\k",
    "heading": "# no heading",
    "item": "- no item",
    "number": "1. no item",
    "plus": "+ no item",
    "quote": "> no quote",
    "rule": "---",
    "underline": "===",
    "cells": "| a | b |",
    "task": "[x] done",
    "long-word": "x" * 5000,
    "long-text": "word " * 1000 + "end",
    "marks": "e" + "\u0301" * 200,
    "braces": "{element} {0} {} %s %(x)s \\N{DASH} ${HOME}",
}


def raw_model(text: Callable[[], str]) -> dict[str, Any]:
    """A model of every kind and with every field that holds free text, in the shape of the YAML."""

    def localized() -> dict[str, str]:
        return {"fi": text(), "sv": text(), "en": text()}

    def element(identifier: str, **fields: Any) -> dict[str, Any]:
        return {"id": identifier, "title": localized(), **fields}

    def source() -> dict[str, str]:
        return {"where": "page", "quote": text()}

    inferred = {"basis": "inferred", "confidence": "high", "by": text(), "rationale": localized()}
    rich = {
        "summary": localized(),
        "note": localized(),
        "source": source(),
        "number": text(),
        "variants": [{"text": text(), "where": "page", "note": localized(), "sic": [{"text": text()}]}],
        "sic": [{"text": text(), "note": localized()}],
    }
    return {
        "format": 1,
        "document": {
            "id": "plan",
            "title": localized(),
            "original": "fi",
            "languages": ["fi", "sv", "en"],
            "translations": {"sv": "own", "en": "official"},
            "summary": localized(),
            "note": localized(),
            "issuer": localized(),
            "licence": text(),
        },
        "sources": [
            {"id": "text", "title": localized(), "places": [{"id": "page", "title": localized(), "starts": text()}]}
        ],
        "statements": [element("S1", role="vision", **rich), element("S2", role="promise")],
        "trends": [element("T1", drives=[{"to": "P1", **inferred}])],
        "levels": [element("L1", **rich), element("L2")],
        "core_problems": [element("P1", level="L1", parts=[{"id": "P1.a", "title": localized()}]), element("P2")],
        "goals": [element("G1", level="L1", answers=[{"to": "P1", "basis": "stated", "quote": text()}], **rich)],
        "sub_goals": [
            element(
                "G1.1",
                goal="G1",
                parts=[{"id": f"G1.1.{p}", "title": localized(), "source": source()} for p in "ab"],
                **rich,
            ),
            element("G1.2", goal="G1"),
        ],
        "measures": [
            element(
                "M1",
                level="L1",
                parts=[{"id": f"M1.{p}", "title": localized(), "source": source()} for p in "ab"],
                instruments=[{"kind": "law", "where": "page", "quote": text()}],
                names=[{"to": "A1", "role": "partner", "basis": "stated", "quote": text()}],
                advances=[{"to": "G1.1.a", "from": "M1.a", "quote": text(), **inferred}],
                **rich,
            ),
            element("M2"),
        ],
        "indicators": [element("I1", baseline=text(), target=text(), unit=text(), data_source=localized())],
        "actors": [element("A1", **rich)],
        "milestones": [element("R1", delivers=[{"to": "M1", **inferred}])],
        "retired": [{"id": "M9", "title": localized()}],
    }


RULES_OF_WORDING = ("SOT407", "SOT408", "SOT409", "SOT410", "SOT411")
"""What they find depends on the words of a text, not on the shape of the model."""


def open_model(raw: dict[str, Any], reason: str, *, heeds_wording: bool = True) -> Project:
    """Open a model that was read from no file, so that its texts hold what a reader of YAML would refuse."""
    settings = Settings.model_validate({"rules": dict.fromkeys(RULES_OF_WORDING, "note" if heeds_wording else "off")})
    waiver = Waiver(rule="SOT303", element="G1.2", reason=reason, owner=reason, until=dt.date(2030, 1, 1))
    workspace = Workspace((VisionDocument.model_validate(raw),), settings, (waiver,))
    return Project(OpenedWorkspace(workspace, positions={}, findings=()), TODAY)
