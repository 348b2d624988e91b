"""What one paper gives to several studios, as an act of each: joint payments, awards, nominees.

Written once in the intake, it counts for a studio as if it stood in its record, under the words of
its own row (Art. 9, 13). Must not judge.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.diagnostics import Place
from pipeline.dossier.acts.cycle import Award, Disbursement
from pipeline.dossier.acts.lists import NomineePublicity
from pipeline.dossier.load import Case


class JointShare(Disbursement):
    """What one studio gets by a notice for several."""


class AwardedShare(Award):
    """What one studio gets by the announcement of the re-reviews."""


def shared_acts(
    case: Case,
) -> Iterator[tuple[str, Place, JointShare | AwardedShare | NomineePublicity]]:
    """(act, where its row stands, the act) of each that names the studio: a fault of one share is
    told at its own row, since the day and the number above it are those of all."""
    intake = case.intake
    if intake is None:
        return
    for payment in intake.payments:
        for share in payment.shares:
            if share.studio == case.slug:
                yield (
                    payment.act,
                    share.marks.at(),
                    JointShare.model_construct(
                        marks=share.marks,
                        act=payment.act,
                        date=payment.date,
                        number=payment.number,
                        amount=share.amount,
                        voucher=share.voucher,
                        source=payment.source,
                        way=payment.way,
                    ),
                )
    for announcement in intake.announcements:
        for award in announcement.awards:
            if award.studio == case.slug:
                yield (
                    "奖励",
                    award.marks.at(),
                    AwardedShare.model_construct(
                        marks=award.marks,
                        act="奖励",
                        date=announcement.date,
                        number=announcement.number,
                        amount=award.amount,
                        voucher=award.voucher,
                    ),
                )
    for nominees in intake.nominees:
        if case.slug in nominees.listed:
            row = nominees.listed.index(case.slug)
            yield "推荐公示", nominees.marks.at("名单", row), nominees
