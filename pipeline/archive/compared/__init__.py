"""What a package says twice, held against each other: pages and files, tables and record."""
