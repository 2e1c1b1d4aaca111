"""Reads articles about pressure on North Korea and shows on what each number rests."""
