"""Step 4, generate: due documents from templates, as docx and PDF/A.

`plan` says which are due and `make` makes them. The rooms, from the ground up: `docx` the file
format, `fonts` the faces, `layout` pages measured, `convert` docx into PDF, `view` what a template
may see, `template` how it is filled, `lint` whether it is sound.
"""
