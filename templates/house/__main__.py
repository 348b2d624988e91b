"""`python -m templates.house`: builds templates/<kind>/template.docx and templates/README.md."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from pipeline.files import write_atomic
from templates.house import (
    application_form,
    application_summary,
    archive_catalogue,
    archive_cover,
    archive_handover,
    archive_note,
    award_nomination,
    award_notice,
    criticism,
    disbursement_notice,
    expert_review,
    general_act,
    leader_change,
    ledger_gaps,
    midterm_check,
    naming_decision,
    nominees,
    party_request,
    plaque,
    preliminary_check,
    publicity_certificate,
    publicity_notice,
    re_review,
    re_review_announcement,
    renaming_decision,
    review_summary,
    revocation,
    self_assessment,
)
from templates.house.authors import readme
from templates.house.sheet import Sheet

TEMPLATES = Path(__file__).resolve().parent.parent

#: A new kind in the house style: write its builder and add its folder's name here.
BUILDERS: Mapping[str, Callable[[], Sheet]] = {
    "ledger-gaps": ledger_gaps.build,
    "revocation": revocation.build,
    "renaming-decision": renaming_decision.build,
    "publicity-certificate": publicity_certificate.build,
    "party-request": party_request.build,
    "leader-change": leader_change.build,
    "disbursement-notice": disbursement_notice.build,
    "criticism": criticism.build,
    "award-nomination": award_nomination.build,
    "award-notice": award_notice.build,
    "re-review": re_review.build,
    "re-review-announcement": re_review_announcement.build,
    "midterm-check": midterm_check.build,
    "nominee-certificate": nominees.build_certificate,
    "nominee-publicity": nominees.build_notice,
    "application-summary": application_summary.build,
    "review-summary": review_summary.build,
    "expert-review": expert_review.build,
    "general-act": general_act.build,
    "general-act-intake": general_act.build_for_intake,
    "preliminary-check": preliminary_check.build,
    "archive-catalogue": archive_catalogue.build,
    "archive-cover": archive_cover.build,
    "archive-handover": archive_handover.build,
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
    write_atomic(TEMPLATES / "README.md", readme().encode())


if __name__ == "__main__":
    main()
