"""Whether every file of a bag is there, alone, and as it was; and if not, what happened to it."""
