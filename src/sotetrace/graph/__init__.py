"""The one graph of a document: elements, links and the chains between them. The one door to networkx."""

from sotetrace.graph.below import find_below
from sotetrace.graph.build import build_graph, find_foreign_links, iter_links, members_of
from sotetrace.graph.chains import Chain, find_steps_down, find_witness, iter_ends
from sotetrace.graph.flows import count_disjoint_chains, find_bottlenecks
from sotetrace.graph.trace_graph import Strength, TraceGraph, TraceLink
from sotetrace.graph.traces import Branch, PathsResult, Trace, find_paths, find_trace, upper_end

__all__ = [
    "Branch",
    "Chain",
    "PathsResult",
    "Strength",
    "Trace",
    "TraceGraph",
    "TraceLink",
    "build_graph",
    "count_disjoint_chains",
    "find_below",
    "find_bottlenecks",
    "find_foreign_links",
    "find_paths",
    "find_steps_down",
    "find_trace",
    "find_witness",
    "iter_ends",
    "iter_links",
    "members_of",
    "upper_end",
]
