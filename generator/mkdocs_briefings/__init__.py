"""Briefings: annotated Markdown briefings in, a searchable static site of them out."""

__version__ = "0.1.0"
