"""`record.yaml`: the union's dated official acts for one studio (Art. 7–14).

Acts that concern a whole intake (committee, Party consent, publicity, naming) stand in
`intake.yaml`; `lifecycle` puts both on one time line. The acts themselves are in `acts.review`,
`acts.cycle` and `acts.end`, in the order of the cycle.
"""

from typing import Annotated

from pydantic import Field

from pipeline.dossier.acts.base import GeneralAct
from pipeline.dossier.acts.cycle import (
    Archiving,
    AssessmentFiling,
    Award,
    CorrectionCheck,
    CorrectionOrder,
    Disbursement,
    MidtermCheck,
    Nomination,
    NominationOutcome,
    PeriodicAssessment,
    Refund,
    Rereview,
    ShortfallStatement,
    Unveiling,
)
from pipeline.dossier.acts.end import (
    Criticism,
    LeaderChange,
    NameCancelling,
    PlaqueReturn,
    Renaming,
    Resumption,
    Revocation,
    Verification,
)
from pipeline.dossier.acts.review import (
    Application,
    ExpertReview,
    OpinionsSought,
    OutcomeTold,
    PreliminaryCheck,
    SecrecyReview,
    Withdrawal,
)
from pipeline.dossier.fields import Written
from pipeline.dossier.waivers import Consent, Waiver

StudioAct = Annotated[
    Application
    | Withdrawal
    | PreliminaryCheck
    | ExpertReview
    | OutcomeTold
    | OpinionsSought
    | SecrecyReview
    | Unveiling
    | Disbursement
    | AssessmentFiling
    | ShortfallStatement
    | PeriodicAssessment
    | MidtermCheck
    | CorrectionOrder
    | CorrectionCheck
    | Rereview
    | Award
    | Refund
    | Nomination
    | NominationOutcome
    | LeaderChange
    | Resumption
    | Renaming
    | NameCancelling
    | Verification
    | Revocation
    | PlaqueReturn
    | Criticism
    | GeneralAct
    | Archiving,
    Field(discriminator="act"),
]


class Record(Written):
    """The whole of `record.yaml`."""

    acts: tuple[StudioAct, ...] = Field(alias="事项记录", min_length=1)
    waivers: tuple[Waiver, ...] = Field((), alias="放行")
    consents: tuple[Consent, ...] = Field((), alias="同意不适用")
