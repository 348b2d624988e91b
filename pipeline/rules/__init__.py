"""Step 3, check: a placed studio against the rule document, article by article.

One file per article; a rule is a function named after its fault; no number stands in a rule.
Must not read files other than evidence, nor print.
"""
