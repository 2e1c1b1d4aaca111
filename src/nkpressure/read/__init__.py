"""Disk -> Document, and the layout of its text: regions, sentences, words."""
