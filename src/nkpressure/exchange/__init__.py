"""Annotations to other tools and back; each format says what it loses."""
