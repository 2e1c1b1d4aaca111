"""Combines annotations into signals of pressure: who does what to whom, and who says so."""
