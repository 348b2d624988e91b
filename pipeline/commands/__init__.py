"""One file per command: options in, steps called, results printed, an ExitCode out.

Only here and in `cli` may the clock be read, text be printed or a run be ended.
"""
