"""Writers: results → the shapes of JSON."""
