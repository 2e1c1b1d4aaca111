"""Annotations x tables -> checks. A check never corrects an author."""
