"""What is owed besides the regular course: what was to be mended, and what falls due at an end."""
