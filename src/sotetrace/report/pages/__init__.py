"""Pages: results → what a report says."""
