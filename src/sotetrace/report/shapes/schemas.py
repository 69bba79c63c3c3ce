"""What has a JSON Schema: the YAML formats, and every document of the JSON interface."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from sotetrace.model.document import VisionDocument
from sotetrace.model.settings import Baseline, Settings, WaiverFile
from sotetrace.report.shapes.across import AcrossShape, TraceAcrossShape
from sotetrace.report.shapes.base import Shape
from sotetrace.report.shapes.chains import PathsShape, TraceShape
from sotetrace.report.shapes.changelog import ChangelogShape
from sotetrace.report.shapes.changes import DiffShape, MergeShape
from sotetrace.report.shapes.coverage import CoverageShape
from sotetrace.report.shapes.crosswalks import CrosswalkShape
from sotetrace.report.shapes.documents import DocumentsShape
from sotetrace.report.shapes.findings import CheckShape, VerifyShape
from sotetrace.report.shapes.imports import ImportShape
from sotetrace.report.shapes.lists import ElementPageShape, ListShape, ScopePageShape
from sotetrace.report.shapes.losses import ImpactsShape, RobustnessShape
from sotetrace.report.shapes.matrix import MatrixShape
from sotetrace.report.shapes.model import ModelShape, WorkspaceShape
from sotetrace.report.shapes.past import HistoryShape, TrendShape
from sotetrace.report.shapes.review import ReviewShape, VerdictsShape
from sotetrace.report.shapes.rules import RulesShape

SCHEMAS: dict[str, type[BaseModel]] = {
    "vision": VisionDocument,
    "settings": Settings,
    "waivers": WaiverFile,
    "baseline": Baseline,
    "across": AcrossShape,
    "changelog": ChangelogShape,
    "check": CheckShape,
    "coverage": CoverageShape,
    "crosswalk": CrosswalkShape,
    "diff": DiffShape,
    "documents": DocumentsShape,
    "element": ElementPageShape,
    "history": HistoryShape,
    "impact": ImpactsShape,
    "import": ImportShape,
    "list": ListShape,
    "matrix": MatrixShape,
    "merge": MergeShape,
    "model": ModelShape,
    "paths": PathsShape,
    "review": ReviewShape,
    "robustness": RobustnessShape,
    "rules": RulesShape,
    "scope": ScopePageShape,
    "trace": TraceShape,
    "trace-across": TraceAcrossShape,
    "trend": TrendShape,
    "verdicts": VerdictsShape,
    "verify": VerifyShape,
    "workspace": WorkspaceShape,
}
"""What has a JSON Schema: the YAML formats, and every document of the JSON interface."""


def schema_of(name: str) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a format or output by its name, with an id that is no address.

    Raises KeyError for an unknown name.
    """
    model = SCHEMAS[name]
    schema = model.model_json_schema(by_alias=True, mode="serialization" if issubclass(model, Shape) else "validation")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:sotetrace:schema:{name}:1",
        **schema,
    }
