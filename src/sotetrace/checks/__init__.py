"""Checks: pure functions from a document to findings, one small file each."""

from sotetrace.checks.context import CheckContext
from sotetrace.checks.run import CHECKS, run_checks

__all__ = ["CHECKS", "CheckContext", "run_checks"]
