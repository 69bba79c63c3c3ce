"""What the commits of a model say together: how an element came to be, and how coverage went over time."""

from sotetrace.history.element import ElementHistory, Step, StepStatus, find_history
from sotetrace.history.trend import Point, PointStatus, Trend, count_point

__all__ = [
    "ElementHistory",
    "Point",
    "PointStatus",
    "Step",
    "StepStatus",
    "Trend",
    "count_point",
    "find_history",
]
