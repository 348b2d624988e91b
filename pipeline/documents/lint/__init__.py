"""Whether a template is sound before anything is filled: its markup, its tags, its names."""
