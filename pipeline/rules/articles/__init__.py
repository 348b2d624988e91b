"""The rules, one file per article; each ends with its own table of codes."""
