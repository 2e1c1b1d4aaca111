"""Notebooks -> reports."""
