"""What the exports are made from in these tests: the vision, models with hostile texts, and a model with everything."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import TYPE_CHECKING, Any

from sotetrace.messages import Translator
from sotetrace.project import Project
from tests.cli.hostile import HOSTILE, open_model, raw_model
from tests.cli.runner import VISION

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sotetrace.model.text import Language

TODAY = dt.date(2026, 6, 1)
FORMULAS = {
    "equals": '=HYPERLINK("http://evil.example","x")',
    "plus": "+1+cmd|' /C calc'!A0",
    "minus": "-2+3",
    "at": "@SUM(A1:A2)",
    "spaced": " =1+1",
    "tabbed": "\t=1+1",
    "returned": "\r=1+1",
    "wide": "\uff1d1+1",
    "quoted": "'=1+1",
    "twice": "''=1+1",
    "behind": "a\n=1+1",
}
"""What a spreadsheet would calculate, and what hides it."""
MARKUP = {
    "xml": "]]> <!-- & &amp; <x y='z'>\" ' _x0041_ \ufffe\uffff",
    "cells": 'a,"b",c;d\te "" \'',
    "dot": '" ]; evil [label="x"] \\N \\G \\" <b>&amp;</b> // /* #',
    "mermaid": '"] --> n2; click n1 "javascript:alert(1)" %%{init: {}}%% end subgraph x:::y|"z"|',
    "turtle": '""" . <urn:evil> a <urn:x> ; \\u0041 \\" @prefix x: <urn:y> .',
}
ALL_HOSTILE = {**HOSTILE, **FORMULAS, **MARKUP}


@cache
def vision() -> Project:
    return Project.open(VISION, today=TODAY)


@cache
def hostile(name: str) -> Project:
    """The model in which every text is the hostile one of a name."""
    text = ALL_HOSTILE[name]
    return open_model(raw_model(lambda: text), text)


def export(project: Project, to: str, language: Language = "fi", identifier: str | None = None) -> Any:
    return project.export(to, Translator(language), identifier)


@cache
def exported(to: str, language: Language = "fi", identifier: str | None = None) -> Any:
    """The vision in a format."""
    return export(vision(), to, language, identifier)


def text_of(to: str, language: Language = "fi", identifier: str | None = None) -> str:
    found = exported(to, language, identifier)
    assert isinstance(found, str)
    return found


def files_of(project: Project, to: str) -> Mapping[str, str]:
    found = export(project, to)
    assert isinstance(found, dict)
    return found


@cache
def model() -> dict[str, Any]:
    """The vision as `export json` has it, which the figures of every other format must equal."""
    import json

    loaded: dict[str, Any] = json.loads(text_of("json"))
    return loaded


@cache
def coverage() -> dict[str, Any]:
    """The first document of `coverage --format json`."""
    import json

    from tests.cli.runner import sotetrace

    done = sotetrace("coverage", "-m", VISION, "--format", "json")
    assert done.status == 0, done.err
    document: dict[str, Any] = json.loads(done.out)["documents"][0]
    return document


def gaps() -> list[str]:
    """The ids of all gaps by `coverage --format json`, in order: elements with nothing, and parts with nothing."""
    found = []
    for expectation in coverage()["expectations"]:
        if not expectation["is_applicable"]:
            continue
        for element in expectation["elements"]:
            if element["is_gap"]:
                found.append(element["id"])
            elif "indicator" not in expectation["by"]:
                found += [part["id"] for part in element["parts"] if not part["is_served"]]
    return found
