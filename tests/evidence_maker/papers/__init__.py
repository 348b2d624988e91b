"""The papers that are PDF files: kind → how to write it."""

from collections.abc import Callable

from tests.evidence_maker.facts import Facts
from tests.evidence_maker.papers.attendance import attendance
from tests.evidence_maker.papers.certificates import certificate
from tests.evidence_maker.papers.letters import agreement, marks, notice, review
from tests.evidence_maker.papers.plans import plan
from tests.evidence_maker.papers.proofs import proof_of_funds, proof_of_use
from tests.evidence_maker.papers.regulations import regulation
from tests.evidence_maker.papers.vouchers import voucher

PAPERS: dict[str, Callable[[Facts], bytes]] = {
    "签到表": attendance,
    "通知": notice,
    "师徒协议": agreement,
    "成绩单": marks,
    "证书": certificate,
    "应用证明": proof_of_use,
    "效益证明": proof_of_use,
    "经费证明": proof_of_funds,
    "年度计划": plan,
    "年度总结": plan,
    "凭证": voucher,
    "制度文本": regulation,
}


def paper(facts: Facts) -> bytes:
    """The PDF for `facts`; a kind without its own paper prints the entry."""
    return PAPERS.get(facts.kind, review)(facts)
