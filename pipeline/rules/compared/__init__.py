"""What a studio tells the others, kept small: the rules over all intakes see nothing else."""
