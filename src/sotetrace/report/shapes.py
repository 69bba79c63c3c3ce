"""The shapes of JSON output: what each document of the interface holds. Their JSON Schemas come from here.

Every document begins with `schema`, its name and version; the version rises when a key goes or changes its meaning.
Paths are relative, lists are in the order of the document, and there is no time in them: the same input gives the
same bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from sotetrace._version import __version__
from sotetrace.across import Extent, Ground, Standing
from sotetrace.coverage import Facet, LossType, Scale, Tier
from sotetrace.crosswalk import ConflictKind
from sotetrace.history import PointStatus, StepStatus
from sotetrace.model.document import VisionDocument
from sotetrace.model.elements import InstrumentKind, StatementRole
from sotetrace.model.kinds import Kind
from sotetrace.model.links import ActorRole, Basis, Confidence, LinkType, Sign
from sotetrace.model.mapping import Relation
from sotetrace.model.settings import Baseline, Settings, WaiverFile
from sotetrace.model.text import Language
from sotetrace.report.topics import Topic

if TYPE_CHECKING:
    from typing import Any


class Shape(BaseModel):
    """A JSON object with exactly these keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)


DocumentOfSeveral = Annotated[str | None, Field(exclude_if=lambda value: value is None)]
"""The document that something belongs to, named only where the workspace has several."""


class LocationShape(Shape):
    """A place in a file, line and column from 1."""

    file: str
    line: int
    column: int


class FindingShape(Shape):
    """One finding; `fingerprint` stays the same when lines shift or the language changes."""

    code: str
    rule: str
    document: DocumentOfSeveral = None
    severity: Literal["error", "warning", "note"]
    element: str | None
    message: str
    remedy: str
    args: dict[str, str]
    path: list[str | int]
    location: LocationShape | None
    related: list[LocationShape]
    suggestion: str | None
    waived: str | None
    fingerprint: str


class CountsShape(Shape):
    """Findings by severity; waived ones are counted apart."""

    error: int
    warning: int
    note: int
    waived: int


class CheckShape(Shape):
    """The output of `check`."""

    schema_: Literal["sotetrace.check/1"] = Field("sotetrace.check/1", alias="schema")
    language: Language
    counts: CountsShape
    findings: list[FindingShape]


class VerifyShape(Shape):
    """The output of `verify`."""

    schema_: Literal["sotetrace.verify/1"] = Field("sotetrace.verify/1", alias="schema")
    language: Language
    checked: int
    found: int
    without_text: list[str]
    counts: CountsShape
    findings: list[FindingShape]


class PartCoverageShape(Shape):
    """The coverage of a part."""

    id: str
    as_read: Tier
    is_served: bool
    waived: str | None


class ElementCoverageShape(Shape):
    """The coverage of one element against one expectation."""

    id: str
    kind: Kind
    as_source: Tier
    as_read: Tier
    as_reviewed: Tier
    by_source: list[str]
    by_reading: list[str]
    carriers: list[str]
    parts: list[PartCoverageShape]
    unjudged: list[str]
    waived: str | None
    is_gap: bool


class ExpectationShape(Shape):
    """One expectation: counts of every tier on both scales, and its elements."""

    id: str
    of: Kind
    by: list[Kind]
    is_applicable: bool
    is_structural: bool
    total: int
    waived: int
    as_source: dict[Tier, int]
    as_read: dict[Tier, int]
    elements: list[ElementCoverageShape]


class RollUpShape(Shape):
    """A rolled-up status."""

    id: str
    kind: Kind
    as_source: Tier
    as_read: Tier


class ChainShape(Shape):
    """The witness chain of a core problem on each scale, or the frontier where it stops."""

    id: str
    as_source: list[str]
    as_source_strength: Tier
    as_source_frontier: list[str]
    as_read: list[str]
    as_read_strength: Tier
    as_read_frontier: list[str]


class GateShape(Shape):
    """A gate and its figures."""

    expectation: str
    percent: float
    counted: list[str]
    covered: int
    total: int
    waived: int
    is_met: bool


class DocumentCoverageShape(Shape):
    """The coverage of one document."""

    document: str
    with_inference: bool
    left_out: list[str]
    dangling: int
    headline: list[str]
    expectations: list[ExpectationShape]
    roll_ups: list[RollUpShape]
    chains: list[ChainShape]
    gates: list[GateShape]


class CoverageShape(Shape):
    """The output of `coverage`."""

    schema_: Literal["sotetrace.coverage/1"] = Field("sotetrace.coverage/1", alias="schema")
    language: Language
    caveat: str
    documents: list[DocumentCoverageShape]


class AnchorShape(Shape):
    """Where words stand: a place of a source, and the words."""

    where: str | None = None
    quote: str | None = None
    prefix: str | None = None
    suffix: str | None = None
    occurrence: int | None = None


class SicShape(Shape):
    """A slip of the source, kept."""

    text: str
    note: dict[Language, str]


class VariantShape(AnchorShape):
    """Another wording."""

    text: str
    lang: Language | None
    sic: list[SicShape]
    note: dict[Language, str]


class InstrumentShape(AnchorShape):
    """An instrument that the words of a measure name."""

    kind: InstrumentKind


class PartShape(Shape):
    """A part of an element."""

    id: str
    title: dict[Language, str]
    source: AnchorShape | None
    sic: list[SicShape]


class ElementShape(Shape):
    """One element, whatever its kind; keys that its kind does not have are absent."""

    id: str
    urn: str
    kind: Kind
    level: str | None
    goal: str | None
    role: StatementRole | None
    order: int | None
    number: str | None
    draft: bool
    title: dict[Language, str]
    title_from: Literal["source", "project"]
    title_official: list[Language]
    summary: dict[Language, str]
    note: dict[Language, str]
    source: AnchorShape | None
    variants: list[VariantShape]
    sic: list[SicShape]
    parts: list[PartShape]
    instruments: list[InstrumentShape]
    formerly: list[str]
    measurement: dict[str, str]
    data_source: dict[Language, str]


class LinkShape(Shape):
    """One link, as the graph has it: blanket claims are expanded, and name their scope."""

    source: str
    source_part: str | None
    type: LinkType
    target: str
    target_part: str | None
    basis: Basis
    confidence: Confidence | None
    sign: Sign
    role: ActorRole | None
    by: str | None
    reviewed_by: str | None
    reviewed_on: str | None
    verdict: Literal["accepted", "rejected"] | None
    scope: str | None
    rationale: dict[Language, str]
    evidence: AnchorShape | None


class ClaimShape(AnchorShape):
    """A count that the document states about itself."""

    kind: Kind
    level: str | None
    count: int


class HeaderShape(Shape):
    """What the document is."""

    id: str
    urn: str
    title: dict[Language, str]
    original: Language
    languages: list[Language]
    translations: dict[Language, Literal["own", "official"]]
    standing: Literal["proposal", "adopted"]
    issuer: dict[Language, str]
    licence: str | None
    summary: dict[Language, str]
    note: dict[Language, str]
    claims: list[ClaimShape]


class PlaceShape(Shape):
    """A place of a source text."""

    id: str
    title: dict[Language, str]
    starts: str
    occurrence: int | None


class SourceShape(Shape):
    """A source text."""

    id: str
    title: dict[Language, str]
    language: Language
    note: dict[Language, str]
    places: list[PlaceShape]


class ScopeShape(Shape):
    """A blanket claim: its members, expanded, and the ids it is about."""

    id: str
    title: dict[Language, str]
    note: dict[Language, str]
    members: list[str]
    advances: list[str]
    serves: list[str]


class JudgedShape(Shape):
    """The record of pairs that were judged."""

    measures: list[str]
    sub_goals: list[str]
    by: str
    date: str
    note: dict[Language, str]


class RetiredShape(Shape):
    """The tombstone of an element."""

    id: str
    title: dict[Language, str]
    replaced_by: list[str]


class ModelShape(Shape):
    """The output of `export json`: the whole model of one document."""

    schema_: Literal["sotetrace.model/1"] = Field("sotetrace.model/1", alias="schema")
    generator: str = f"sotetrace {__version__}"
    document: HeaderShape
    sources: list[SourceShape]
    elements: list[ElementShape]
    links: list[LinkShape]
    scopes: list[ScopeShape]
    judged: list[JudgedShape]
    retired: list[RetiredShape]
    crosswalks: list[CounterpartShape] = Field([], exclude_if=lambda crosswalks: not crosswalks)


class ListShape(Shape):
    """The output of `list`: elements, links or scopes."""

    schema_: Literal["sotetrace.list/1"] = Field("sotetrace.list/1", alias="schema")
    elements: list[ElementShape]
    links: list[LinkShape]
    scopes: list[ScopeShape]


class ScopePageShape(Shape):
    """The output of `show` on a scope: the blanket claim, and its links, one for each member."""

    schema_: Literal["sotetrace.scope/1"] = Field("sotetrace.scope/1", alias="schema")
    document: DocumentOfSeveral = None
    scope: ScopeShape
    links: list[LinkShape]


class ElementPageShape(Shape):
    """The output of `show`."""

    schema_: Literal["sotetrace.element/1"] = Field("sotetrace.element/1", alias="schema")
    document: DocumentOfSeveral = None
    element: ElementShape
    links_from: list[LinkShape]
    links_to: list[LinkShape]
    coverage: dict[str, ElementCoverageShape]


class BranchShape(Shape):
    """One step of a trace: the element reached, the link, the weakest link so far, and what branches off."""

    id: str
    link: LinkShape
    weakest: Tier
    is_cut: bool
    branches: list[BranchShape]


class TraceShape(Shape):
    """The output of `trace`."""

    schema_: Literal["sotetrace.trace/1"] = Field("sotetrace.trace/1", alias="schema")
    document: DocumentOfSeveral = None
    id: str
    up: list[BranchShape]
    down: list[BranchShape]
    left_out: int


class ChainOfLinksShape(Shape):
    """One chain, from its lower end upwards."""

    weakest: Tier
    links: list[LinkShape]


class PathsShape(Shape):
    """The output of `path`; `left_out` counts the chains beyond the limit, exactly or at the least."""

    schema_: Literal["sotetrace.paths/1"] = Field("sotetrace.paths/1", alias="schema")
    document: DocumentOfSeveral = None
    start: str
    end: str
    chains: list[ChainOfLinksShape]
    left_out: int
    is_exact: bool


class FallShape(Shape):
    """One status that falls."""

    scale: Scale
    before: Tier
    after: Tier


class LossShape(Shape):
    """One thing that falls: an element or a part for one expectation, a chain, or a rolled-up status."""

    id: str
    kind: Kind
    type: LossType
    expectation: str | None
    falls: list[FallShape]
    left: list[str]
    because: list[str]


class ImpactShape(Shape):
    """What falls when elements are removed."""

    removed: list[str]
    weight: int
    losses: list[LossShape]


class ImpactsShape(Shape):
    """The output of `impact`: one impact, or with `--all` one a measure, the heaviest first."""

    schema_: Literal["sotetrace.impact/1"] = Field("sotetrace.impact/1", alias="schema")
    document: DocumentOfSeveral = None
    weights: dict[LossType, int]
    impacts: list[ImpactShape]


class SingleCarrierShape(Shape):
    """What rests on one measure."""

    id: str
    carrier: str


class ProblemRobustnessShape(Shape):
    """The robustness of a core problem's chains."""

    id: str
    bottlenecks: list[str]
    disjoint: int
    disjoint_below: int


class SmallestSetShape(Shape):
    """The smallest set of measures that serves what is served; a bound when it is not exact."""

    measures: list[str]
    is_exact: bool
    at_least: int


class RobustnessShape(Shape):
    """The output of `robustness`."""

    schema_: Literal["sotetrace.robustness/1"] = Field("sotetrace.robustness/1", alias="schema")
    document: str
    single_carriers: list[SingleCarrierShape]
    problems: list[ProblemRobustnessShape]
    droppable: list[str]
    smallest: SmallestSetShape


class CellShape(Shape):
    """A cell of a matrix that is not empty."""

    row: str
    sub_goal: str
    ids: list[str]
    tier: Tier
    has_unclear: bool


class MatrixShape(Shape):
    """The output of `coverage --by`: the cells that are not empty, row by row."""

    schema_: Literal["sotetrace.matrix/1"] = Field("sotetrace.matrix/1", alias="schema")
    facet: Facet
    rows: list[str]
    sub_goals: list[str]
    cells: list[CellShape]


class ReviewItemShape(Shape):
    """An inferred link that nobody has signed, with what falls without it."""

    name: str
    weight: int
    link: LinkShape
    losses: list[LossShape]


class ReviewShape(Shape):
    """The output of `review`."""

    schema_: Literal["sotetrace.review/1"] = Field("sotetrace.review/1", alias="schema")
    document: str
    accepted: int
    rejected: int
    unjudged: list[list[str]]
    items: list[ReviewItemShape]


class VerdictShape(Shape):
    """A verdict on an inferred link, by the name of the link."""

    name: str
    verdict: Literal["accepted", "rejected"]
    by: str
    date: str


class VerdictsShape(Shape):
    """The output of `review --sign` and `--reject`: the verdicts that were written, in the order asked for."""

    schema_: Literal["sotetrace.verdicts/1"] = Field("sotetrace.verdicts/1", alias="schema")
    verdicts: list[VerdictShape]


Report = ListShape | RobustnessShape | MatrixShape | ReviewShape | ImpactsShape
"""What is told document by document."""


class DocumentReportShape(Shape):
    """The output for one document, as the command gives it for a single one."""

    document: str
    report: Report


class DocumentsShape(Shape):
    """The output of `list`, `robustness`, `review`, `impact --all` and `coverage --by` about several documents."""

    schema_: Literal["sotetrace.documents/1"] = Field("sotetrace.documents/1", alias="schema")
    documents: list[DocumentReportShape]


class RuleShape(Shape):
    """A rule; `page` is Markdown."""

    code: str
    slug: str
    severity: Literal["error", "warning", "note", "off"]
    message: dict[Language, str]
    remedy: dict[Language, str]
    page: str


class RulesShape(Shape):
    """The output of `explain`."""

    schema_: Literal["sotetrace.rules/1"] = Field("sotetrace.rules/1", alias="schema")
    rules: list[RuleShape]


class SideShape(Shape):
    """One side of a comparison: its name, and the full hash of its commit, empty for what is in none."""

    label: str
    sha: str


class AcceptedShape(Shape):
    """What accepts a change: why, who answers for it, and the last day on which it holds."""

    reason: str
    owner: str | None
    until: str | None


class ChangeShape(Shape):
    """One change that was judged; `id` is that of an element, a part, a link, a source, ….

    `before` and `after` are the values on either side; `causes` are fingerprints of the changes that brought it about,
    the first the one it is told under; `is_detail` is true for what only spells out that one, and is not counted.
    """

    code: str
    rule: str
    document: DocumentOfSeveral = None
    change_class: Literal["breaking", "substantive", "editorial"] = Field(alias="class")
    direction: Literal["gain", "loss", "neutral"]
    certainty: Literal["id", "declared", "inferred"]
    element: str
    id: str
    message: str
    remedy: str
    args: dict[str, str]
    before: JsonValue
    after: JsonValue
    side: Literal["old", "new"]
    path: list[str | int]
    location: LocationShape | None
    formerly: str | None
    causes: list[str]
    is_detail: bool
    accepted: AcceptedShape | None
    fingerprint: str


class ChangeCountsShape(Shape):
    """Changes by class, without details of others; accepted ones are counted apart."""

    breaking: int
    substantive: int
    editorial: int
    accepted: int


class DiffShape(Shape):
    """The output of `diff`: the changes, and the faults that only the new side has. `standing` faults are on both."""

    schema_: Literal["sotetrace.diff/1"] = Field("sotetrace.diff/1", alias="schema")
    language: Language
    old: SideShape
    new: SideShape
    counts: ChangeCountsShape
    changes: list[ChangeShape]
    faults: list[FindingShape]
    standing: int


class ChangelogLineShape(Shape):
    """One thing that changed in meaning: a sentence, both wordings of a text, its cause, and what came along."""

    topic: Topic
    id: str
    text: str
    before: str
    after: str
    because: str
    details: list[str]


class ChangelogGroupShape(Shape):
    """What changed at a level of a document; both are null for what belongs to none."""

    document: str | None
    level: str | None
    title: str
    lines: list[ChangelogLineShape]


class ChangelogShape(Shape):
    """The output of `changelog`: what changed in meaning, by level."""

    schema_: Literal["sotetrace.changelog/1"] = Field("sotetrace.changelog/1", alias="schema")
    language: Language
    old: SideShape
    new: SideShape
    groups: list[ChangelogGroupShape]


class StepShape(Shape):
    """One commit in the history of an element, and what it changed; `ids` are those that the element had after it."""

    sha: str
    date: str
    author: str
    subject: str
    tags: list[str]
    status: StepStatus
    ids: list[str]
    changes: list[ChangeShape]


class HistoryShape(Shape):
    """The output of `history`; `has_more` tells that `--limit` left older steps out, `is_cut` that the clone did."""

    schema_: Literal["sotetrace.history/1"] = Field("sotetrace.history/1", alias="schema")
    document: DocumentOfSeveral = None
    language: Language
    id: str
    is_oldest_first: bool
    has_more: bool
    is_cut: bool
    steps: list[StepShape]


class PointShape(Shape):
    """The figures of a model at one commit: sub-goals by tier on both scales, elements by kind, gaps not accepted."""

    sha: str
    date: str
    tags: list[str]
    status: PointStatus
    sub_goals: int
    as_source: dict[Tier, int]
    as_read: dict[Tier, int]
    elements: dict[Kind, int]
    gaps: int


class TrendShape(Shape):
    """The output of `trend`, oldest point first; every point is judged by the expectations that held there."""

    schema_: Literal["sotetrace.trend/1"] = Field("sotetrace.trend/1", alias="schema")
    language: Language
    has_more: bool
    is_cut: bool
    points: list[PointShape]


class MergeShape(Shape):
    """The output of `merge-check`: files in conflict, and the faults of the merge that neither branch has alone.

    `is_judged` is false when a file of the model is in conflict; `changes` counts what the merge changes since the
    branches parted, null when that cannot be told.
    """

    schema_: Literal["sotetrace.merge/1"] = Field("sotetrace.merge/1", alias="schema")
    language: Language
    base: SideShape
    ours: SideShape
    theirs: SideShape
    conflicts: list[str]
    has_model: bool
    is_judged: bool
    faults: list[FindingShape]
    changes: ChangeCountsShape | None


class RowShape(Shape):
    """A row of a crosswalk, counted from 1 below the names of the columns."""

    file: str
    row: int


class MappingShape(Shape):
    """A mapping or tension from an element of the first document to one of the second; `broad`: that is broader."""

    subject: str
    relation: Relation
    object: str
    confidence: float | None
    justification: str
    authors: list[str]
    comment: str | None
    subject_place: str | None
    object_place: str | None
    row: RowShape


class StepOfChainShape(Shape):
    """A mapping as a chain takes it."""

    subject: str
    relation: Relation
    object: str
    row: RowShape


class DerivedMappingShape(Shape):
    """A mapping that nobody made: what follows from the steps, with their weakest confidence and justification."""

    subject: str
    relation: Relation
    object: str
    confidence: float | None
    justification: str
    steps: list[StepOfChainShape]


class UnmatchedShape(Shape):
    """An element that no mapping joins to the other document; `is_searched` when a row says that nothing was found."""

    id: str
    kind: Kind
    is_searched: bool
    comment: str | None
    derived: list[str]
    tensions: list[str]
    row: RowShape | None


class KindCountShape(Shape):
    """The elements of a kind: matched, searched for in vain, only in tension, and those of which no row tells."""

    document: str
    kind: Kind
    total: int
    matched: int
    none_found: int
    tense: int
    open: int


class ConflictShape(Shape):
    """Mappings that cannot hold together; `derived` where only a chain shows it."""

    kind: ConflictKind
    ids: list[str]
    relations: list[Relation]
    rows: list[RowShape]
    derived: DerivedMappingShape | None


class RedundancyShape(Shape):
    """A mapping that adds nothing: a weaker one of the same pair, or one that a chain yields too."""

    kind: Literal["weaker", "chain"]
    mapping: MappingShape
    stronger: RowShape | None
    derived: DerivedMappingShape | None


class DocumentPairShape(Shape):
    """How two documents meet, seen from the first. Ids have their document before them: `soste:G4`."""

    first: str
    second: str
    counts: list[KindCountShape]
    matches: list[MappingShape]
    tensions: list[MappingShape]
    unmatched: list[UnmatchedShape]
    derived: list[DerivedMappingShape]
    conflicts: list[ConflictShape]
    redundancies: list[RedundancyShape]


class ForeignElementShape(Shape):
    """An element or part of another document, as a crosswalk names it; `kind` is None for what is not there now."""

    id: str
    urn: str
    kind: Kind | None
    title: dict[Language, str]


class CounterpartShape(Shape):
    """Another document, how the exported one relates to it, and what its ends are called; coverage counts none."""

    document: str
    urn: str
    title: dict[Language, str]
    elements: list[ForeignElementShape]
    crosswalk: DocumentPairShape


class WorkspaceShape(Shape):
    """The output of `export json` for several documents, and how each two of them meet that a crosswalk joins."""

    schema_: Literal["sotetrace.workspace/1"] = Field("sotetrace.workspace/1", alias="schema")
    generator: str = f"sotetrace {__version__}"
    documents: list[ModelShape]
    crosswalks: list[DocumentPairShape]


class CrosswalkShape(Shape):
    """The output of `crosswalk`."""

    schema_: Literal["sotetrace.crosswalk/1"] = Field("sotetrace.crosswalk/1", alias="schema")
    pairs: list[DocumentPairShape]


class BridgeShape(Shape):
    """How an element or part leads into another document: by one mapping, or derived from several steps.

    Confidence and justification are the weakest of the steps; only a mapping that somebody made has a comment.
    """

    start: str
    relation: Relation
    end: str
    is_derived: bool
    confidence: float | None
    justification: str
    comment: str | None
    steps: list[StepOfChainShape]


class ChainDownShape(Shape):
    """The best chain from an element down to a measure of its own document on one ground, with its weakest link.

    `as_source`: no inference in it; `as_read`: an inference, and no blanket claim; `blanket`: a blanket claim.
    """

    ground: Ground
    ids: list[str]
    weakest: Tier


class BackerShape(Shape):
    """A measure that reaches an element of its own document; one that is itself the element has no chain."""

    measure: str
    chains: list[ChainDownShape]


class BackingShape(Shape):
    """What reaches the counterpart in its own document: how far, the best tier on each scale, and which measures."""

    extent: Extent
    as_source: Tier | None
    as_read: Tier | None
    measures: list[BackerShape]


class CrossingShape(Shape):
    """A counterpart, what reaches it, and what comes of both."""

    standing: Standing
    bridge: BridgeShape
    backing: BackingShape


class SearchShape(Shape):
    """The row that says that the whole other document was searched, and nothing was found."""

    document: str | None
    comment: str | None
    row: RowShape


class ElementAcrossShape(Shape):
    """An element, and how far it meets the measures of the other document; `tensions` never count.

    `is_derived`: the standing would be worse without derived mappings.
    """

    id: str
    kind: Kind
    standing: Standing
    is_derived: bool
    crossings: list[CrossingShape]
    tensions: list[MappingShape]
    search: SearchShape | None


class GainedIndicatorShape(Shape):
    """An indicator that would tell something of an element of the other document.

    `basis`, `link_confidence` and `rationale` are those of its own link, null or empty when it is mapped itself;
    `bridge` is null when it points over the documents. `has_own`: the element has an indicator of its own document.
    """

    indicator: str
    target: str
    kind: Kind
    has_own: bool
    basis: Basis | None
    link_confidence: Confidence | None
    rationale: dict[Language, str]
    bridge: BridgeShape | None
    measurement: dict[str, str]
    data_source: dict[Language, str]


class AcrossPairShape(Shape):
    """What one document has in another; `standing` and `note` are what the first says of itself."""

    first: str
    second: str
    standing: Literal["proposal", "adopted"]
    note: dict[Language, str]
    counts: dict[Kind, dict[Standing, int]]
    elements: list[ElementAcrossShape]
    gained: list[GainedIndicatorShape]


class AcrossShape(Shape):
    """The output of `coverage --across`."""

    schema_: Literal["sotetrace.across/1"] = Field("sotetrace.across/1", alias="schema")
    pairs: list[AcrossPairShape]


class PassageShape(Shape):
    """One way into another document: the links up to where the bridge starts, the bridge, and what lies beyond.

    `weakest` is that of the approach, null without one; `up` leads from the counterpart to a vision sentence.
    """

    approach: list[LinkShape]
    weakest: Tier | None
    bridge: BridgeShape
    backing: BackingShape | None
    up: list[LinkShape]


class TraceAcrossShape(Shape):
    """The output of `trace --across`: `into` starts at the element, `back` at what it serves in its own document."""

    schema_: Literal["sotetrace.trace-across/1"] = Field("sotetrace.trace-across/1", alias="schema")
    id: str
    into: list[PassageShape]
    back: list[PassageShape]
    searches: list[SearchShape]
    tensions: list[MappingShape]


class ColumnRoleShape(Shape):
    """What a column of an imported table was taken for; `field` is null when it was left out."""

    table: str
    column: int
    heading: str
    field: str | None
    is_given: bool


class ImportRemarkShape(Shape):
    """One thing that is told of a table, row, column or cell; what is null is meant as a whole. Rows count from 1."""

    reason: str
    message: str
    table: str | None
    row: int | None
    column: int | None
    text: str
    detail: str


class ImportShape(Shape):
    """The output of `import`: what was taken, and in `left` everything that was not."""

    schema_: Literal["sotetrace.import/1"] = Field("sotetrace.import/1", alias="schema")
    language: Language
    file: str
    output: str
    rows: int
    taken: int
    counts: dict[str, int]
    read_as: dict[str, str]
    columns: list[ColumnRoleShape]
    mapping: list[str]
    command: str
    left: list[ImportRemarkShape]
    told: list[ImportRemarkShape]
    missing: dict[str, int]
    findings: list[FindingShape]


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
