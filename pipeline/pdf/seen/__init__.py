"""What a reader shows of a foreign PDF, and pages that are pictures of it."""
