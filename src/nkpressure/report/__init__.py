"""Annotations -> frames, figures, marked text and pages. It shows; it computes nothing."""
