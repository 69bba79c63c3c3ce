"""A model as flat facts, tables and linked data, before it is known in which format they are written."""
