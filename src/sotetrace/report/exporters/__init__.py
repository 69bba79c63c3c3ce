"""Exporters: a model → text of another format."""
