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
    archive_report,
    audit_opinion,
    award_nomination,
    award_notice,
    committee_minutes,
    correction_check,
    correction_order,
    criticism,
    disbursement_notice,
    expert_review,
    general_act,
    joint_notice,
    leader_change,
    ledger_gaps,
    midterm_check,
    naming_decision,
    nominees,
    opinion_sought,
    outcome_letter,
    party_request,
    periodic_assessment,
    plaque,
    preliminary_check,
    publicity_certificate,
    publicity_notice,
    re_review,
    re_review_announcement,
    refund_receipt,
    renaming_decision,
    review_summary,
    revocation,
    secrecy_review,
    self_assessment,
    verification,
    year_summary,
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
    "joint-notice": joint_notice.build,
    "year-summary": year_summary.build,
    "audit-opinion": audit_opinion.build,
    "refund-receipt": refund_receipt.build,
    "criticism": criticism.build,
    "outcome-letter": outcome_letter.build,
    "committee-minutes": committee_minutes.build,
    "opinion-sought": opinion_sought.build,
    "secrecy-review": secrecy_review.build,
    "award-nomination": award_nomination.build,
    "award-notice": award_notice.build,
    "re-review": re_review.build,
    "re-review-announcement": re_review_announcement.build,
    "midterm-check": midterm_check.build,
    "periodic-assessment": periodic_assessment.build,
    "correction-order": correction_order.build,
    "correction-check": correction_check.build,
    "verification": verification.build,
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
    "archive-report": archive_report.build,
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
