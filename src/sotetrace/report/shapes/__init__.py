"""The shapes of JSON output: what each document of the interface holds. Their JSON Schemas come from here.

Every document begins with `schema`, its name and version; the version rises when a key goes or changes its meaning.
Paths are relative, lists are in the order of the document, and there is no time in them: the same input gives the
same bytes.
"""
