"""Checks: pure functions from a document to findings, one small file each.

`context` is what every check is given; `run` has the table of them all, and is loaded only by who runs them.
"""
