"""Renderers: a page → text."""
