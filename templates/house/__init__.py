"""The house style: every template.docx is built from here, so one change reaches all of them.

`python -m templates.house` rebuilds templates/<kind>/template.docx. A union may also edit a
template.docx in Word or WPS; then its builder no longer describes it and should be removed.
"""
