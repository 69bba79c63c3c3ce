"""Reports: results become pages, pages become text."""
