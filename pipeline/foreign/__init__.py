"""Files that others made are read within bounds: of memory, of processor time, of patience.

Knows no kind of file: it runs the function that does, in a process of its own.
"""
