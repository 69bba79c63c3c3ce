"""The one graph of a document: elements, links and the chains between them. The one door to networkx."""

from sotetrace.graph.build import build_graph, iter_links, members_of
from sotetrace.graph.chains import Chain, find_witness
from sotetrace.graph.trace_graph import Strength, TraceGraph, TraceLink

__all__ = ["Chain", "Strength", "TraceGraph", "TraceLink", "build_graph", "find_witness", "iter_links", "members_of"]
