"""Step 3, check: a placed studio against the rule document, article by article.

`articles/` holds the rules, one file per article, each a function named after its fault; here is
what they stand on (`finding`, `facts`, `scoring`), what runs them (`check`), who may let a finding
pass (`waivable`, `waivers`, `excused`; `suppress` applies it) and what is drawn from them (`gaps`,
`reminders`, `document_numbers`). No number stands in a rule.
Must not read files other than evidence, nor print.
"""
