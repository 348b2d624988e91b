"""Makes the evidence of the sample dossiers: `python -m tests.evidence_maker [YEAR/SLUG…]`.

The files are inputs of the product and are committed; this package records how they came about.
Same dossiers, same bytes. Nothing in `pipeline` may import it.
"""
