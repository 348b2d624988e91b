"""What people and machines are shown: findings, tables, the gaps matrix, progress, calendars.

Must not judge, and must not know a command.
"""
