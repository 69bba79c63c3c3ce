"""Results → the shapes of JSON output."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.findings import Severity
from sotetrace.findings.finding import plain_slot
from sotetrace.report.inert import inert_json
from sotetrace.report.labels import Labels
from sotetrace.report.page import text_of
from sotetrace.report.pages.coverage import caveat, headline
from sotetrace.report.pages.findings import document_of, remedy_of, sentence_of
from sotetrace.report.shapes.base import CountsShape, FindingShape, LocationShape, Shape
from sotetrace.report.shapes.changes import AcceptedShape, ChangeCountsShape, ChangeShape, DiffShape, SideShape
from sotetrace.report.shapes.coverage import (
    ChainShape,
    CoverageShape,
    DocumentCoverageShape,
    ElementCoverageShape,
    ExpectationShape,
    GateShape,
    PartCoverageShape,
    RollUpShape,
)
from sotetrace.report.shapes.documents import DocumentReportShape, DocumentsShape, Report
from sotetrace.report.shapes.findings import CheckShape, VerifyShape
from sotetrace.report.shapes.losses import ProblemRobustnessShape, RobustnessShape, SingleCarrierShape, SmallestSetShape
from sotetrace.report.shapes.matrix import CellShape, MatrixShape
from sotetrace.report.shapes.rules import RuleShape, RulesShape

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sotetrace.checks.quotes import VerifyResult
    from sotetrace.coverage import (
        CoverageResult,
        ElementCoverage,
        ExpectationCoverage,
        GateResult,
        MatrixResult,
        RobustnessResult,
    )
    from sotetrace.diff import ChangeFinding, DiffResult
    from sotetrace.findings import Finding, Location
    from sotetrace.messages import Translator
    from sotetrace.model.document import VisionDocument
    from sotetrace.report.pages.diff import DiffView
    from sotetrace.rules import Rule


def to_json(shape: Shape) -> str:
    """Return a shape as JSON, indented, ending in one line feed; what could steer a terminal is escaped."""
    return inert_json(shape.model_dump_json(by_alias=True, indent=2)) + "\n"


def check_shape(findings: Sequence[Finding], words: Translator, documents: Sequence[VisionDocument] = ()) -> CheckShape:
    """Return the output of `check`."""
    return CheckShape(
        language=words.language, counts=_counts(findings), findings=finding_shapes(findings, words, documents)
    )


def verify_shape(result: VerifyResult, words: Translator) -> VerifyShape:
    """Return the output of `verify`."""
    return VerifyShape(
        language=words.language,
        checked=result.checked,
        found=result.found,
        without_text=list(result.without_text),
        counts=_counts(result.findings),
        findings=finding_shapes(result.findings, words),
    )


def coverage_shape(
    results: Iterable[tuple[CoverageResult, VisionDocument, Sequence[GateResult]]],
    counted: Sequence[str],
    words: Translator,
) -> CoverageShape:
    """Return the output of `coverage`: one entry a document."""
    entries = list(results)
    first, document, _ = entries[0]
    return CoverageShape(
        language=words.language,
        caveat=caveat(first, Labels(document, words)),
        documents=[_document(result, Labels(doc, words), gates, counted) for result, doc, gates in entries],
    )


def documents_shape(entries: Iterable[tuple[str, Report]]) -> DocumentsShape:
    """Return the outputs for several documents, each with the id of its document."""
    return DocumentsShape(
        documents=[DocumentReportShape(document=document, report=report) for document, report in entries]
    )


def rules_shape(rules: Iterable[Rule]) -> RulesShape:
    """Return the output of `explain`."""
    return RulesShape(
        rules=[
            RuleShape.model_validate(
                {
                    "code": rule.code,
                    "slug": rule.slug,
                    "severity": rule.severity,
                    "message": dict(rule.messages),
                    "remedy": dict(rule.remedies),
                    "page": rule.page,
                }
            )
            for rule in rules
        ]
    )


def element_coverage_shape(found: ElementCoverage) -> ElementCoverageShape:
    """Return the coverage of one element."""
    return ElementCoverageShape(
        id=found.id,
        kind=found.kind,
        as_source=found.as_source,
        as_read=found.as_read,
        as_reviewed=found.as_reviewed,
        by_source=list(found.by_source),
        by_reading=list(found.by_reading),
        carriers=list(found.carriers),
        parts=[
            PartCoverageShape(id=p.id, as_read=p.as_read, is_served=p.is_served, waived=p.waived) for p in found.parts
        ],
        unjudged=list(found.unjudged),
        waived=found.waived,
        is_gap=found.is_gap,
    )


def _document(
    result: CoverageResult, labels: Labels, gates: Sequence[GateResult], counted: Sequence[str]
) -> DocumentCoverageShape:
    return DocumentCoverageShape(
        document=result.document,
        with_inference=result.with_inference,
        left_out=list(result.left_out),
        dangling=result.dangling,
        headline=[text_of(sentence) for sentence in headline(result, labels)],
        expectations=[_expectation(expectation) for expectation in result.expectations],
        roll_ups=[RollUpShape(id=r.id, kind=r.kind, as_source=r.as_source, as_read=r.as_read) for r in result.roll_ups],
        chains=[
            ChainShape(
                id=chain.id,
                as_source=list(chain.as_source),
                as_source_strength=chain.as_source_strength,
                as_source_frontier=list(chain.as_source_frontier),
                as_read=list(chain.as_read),
                as_read_strength=chain.as_read_strength,
                as_read_frontier=list(chain.as_read_frontier),
            )
            for chain in result.chains
        ],
        gates=[
            GateShape(
                expectation=gate.expectation,
                percent=gate.percent,
                counted=list(counted),
                covered=gate.covered,
                total=gate.total,
                waived=gate.waived,
                is_met=gate.is_met,
            )
            for gate in gates
        ],
    )


def _expectation(expectation: ExpectationCoverage) -> ExpectationShape:
    from sotetrace.coverage import READ_TIERS, SOURCE_TIERS

    return ExpectationShape(
        id=expectation.id,
        of=expectation.of,
        by=list(expectation.by),
        is_applicable=expectation.is_applicable,
        is_structural=expectation.is_structural,
        total=len(expectation.elements),
        waived=sum(1 for element in expectation.elements if element.waived is not None),
        as_source={tier: expectation.count("as_source", tier) for tier in SOURCE_TIERS},
        as_read={tier: expectation.count("as_read", tier) for tier in READ_TIERS},
        elements=[element_coverage_shape(element) for element in expectation.elements],
    )


def _counts(findings: Sequence[Finding]) -> CountsShape:
    open_ones = [finding.severity for finding in findings if finding.waived is None]
    return CountsShape(
        error=open_ones.count(Severity.ERROR),
        warning=open_ones.count(Severity.WARNING),
        note=open_ones.count(Severity.NOTE),
        waived=len(findings) - len(open_ones),
    )


def _location(location: Location) -> LocationShape:
    return LocationShape(file=location.file, line=location.line, column=location.column)


def finding_shapes(
    findings: Sequence[Finding], words: Translator, documents: Sequence[VisionDocument] = ()
) -> list[FindingShape]:
    """Return some findings."""
    return [
        FindingShape.model_validate(
            {
                "code": finding.code,
                "rule": finding.rule,
                "document": document_of(finding, documents),
                "severity": finding.severity.word,
                "element": finding.element,
                "message": sentence_of(finding, words, documents),
                "remedy": remedy_of(finding, words),
                "args": {name: plain_slot(value) for name, value in finding.args},
                "path": list(finding.place.path),
                "location": _location(finding.location) if finding.location is not None else None,
                "related": [_location(location) for location in finding.related_locations],
                "suggestion": finding.suggestion,
                "waived": finding.waived,
                "fingerprint": finding.fingerprint,
            }
        )
        for finding in findings
    ]


def robustness_shape(result: RobustnessResult) -> RobustnessShape:
    """Return the output of `robustness`."""
    smallest = result.smallest
    return RobustnessShape(
        document=result.document,
        single_carriers=[SingleCarrierShape(id=one.id, carrier=one.carrier) for one in result.single_carriers],
        problems=[
            ProblemRobustnessShape(
                id=one.id, bottlenecks=list(one.bottlenecks), disjoint=one.disjoint, disjoint_below=one.disjoint_below
            )
            for one in result.problems
        ],
        droppable=list(result.droppable),
        smallest=SmallestSetShape(
            measures=list(smallest.measures), is_exact=smallest.is_exact, at_least=smallest.at_least
        ),
    )


def matrix_shape(result: MatrixResult) -> MatrixShape:
    """Return the output of `coverage --by`."""
    return MatrixShape(
        facet=result.facet,
        rows=list(result.rows),
        sub_goals=list(result.sub_goals),
        cells=[
            CellShape(
                row=cell.row,
                sub_goal=cell.sub_goal,
                ids=list(cell.ids),
                tier=cell.tier,
                has_unclear=cell.has_unclear,
            )
            for cell in result.cells
        ],
    )


def diff_shape(view: DiffView, shas: tuple[str, str]) -> DiffShape:
    """Return the output of `diff`; `shas` are the hashes of the commits of both sides, empty where there is none."""
    result = view.result
    return DiffShape(
        language=view.language,
        old=SideShape(label=view.old_label, sha=shas[0]),
        new=SideShape(label=view.new_label, sha=shas[1]),
        counts=change_counts(result),
        changes=[change_shape(change, view) for change in result.changes],
        faults=finding_shapes(result.faults, view.words, view.documents),
        standing=result.standing,
    )


def change_counts(result: DiffResult) -> ChangeCountsShape:
    """Return the changes of a comparison by class."""
    return ChangeCountsShape(
        breaking=result.count("breaking"),
        substantive=result.count("substantive"),
        editorial=result.count("editorial"),
        accepted=len(result.accepted),
    )


def change_shape(change: ChangeFinding, view: DiffView) -> ChangeShape:
    """Return one change of a comparison."""
    finding = change.finding
    return ChangeShape(
        code=finding.code,
        rule=finding.rule,
        document=(change.document or None) if len({one.document.id for one in view.documents}) > 1 else None,
        **{"class": change.change_class},
        direction=change.direction,
        certainty=change.certainty,
        element=change.element,
        id=change.subject,
        message=view.sentence(change),
        remedy=remedy_of(finding, view.words),
        args={name: plain_slot(value) for name, value in finding.args},
        before=change.before,
        after=change.after,
        side=change.side,
        path=list(finding.place.path),
        location=_location(finding.location) if finding.location is not None else None,
        formerly=change.formerly or None,
        causes=list(change.causes),
        is_detail=view.result.is_detail(change),
        accepted=_accepted(change),
        fingerprint=change.fingerprint,
    )


def _accepted(change: ChangeFinding) -> AcceptedShape | None:
    entry, reason = change.acceptance, change.finding.waived
    if reason is None:
        return None
    until = entry.until.isoformat() if entry is not None and entry.until is not None else None
    return AcceptedShape(reason=reason, owner=entry.owner if entry is not None else None, until=until)
