"""The seam between steps 4 and 5: a cycle's papers and evidence, in order, sealed."""
