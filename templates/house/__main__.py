"""`python -m templates.house`: builds templates/<kind>/template.docx anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from pipeline.files import write_atomic
from templates.house import (
    application_form,
    archive_catalogue,
    archive_cover,
    archive_note,
    naming_decision,
    plaque,
    publicity_notice,
    self_assessment,
)
from templates.house.sheet import Sheet

TEMPLATES = Path(__file__).resolve().parent.parent

#: A new kind in the house style: write its builder and add its folder's name here.
BUILDERS: Mapping[str, Callable[[], Sheet]] = {
    "archive-catalogue": archive_catalogue.build,
    "archive-cover": archive_cover.build,
    "archive-note": archive_note.build,
    "self-assessment": self_assessment.build,
    "application-form": application_form.build,
    "naming-decision": naming_decision.build,
    "plaque": plaque.build,
    "publicity-notice": publicity_notice.build,
}


def main() -> None:
    for kind, build in BUILDERS.items():
        write_atomic(TEMPLATES / kind / "template.docx", build().docx())


if __name__ == "__main__":
    main()
