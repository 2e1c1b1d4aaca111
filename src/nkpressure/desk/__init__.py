"""The coder's desk: a person accepts, changes, rejects and adds marks, and every step is kept."""
