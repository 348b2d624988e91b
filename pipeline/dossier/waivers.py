"""放行 and 同意不适用: what the union itself lets pass, as it writes it down.

Only `record.yaml` and `intake.yaml` hold these lists; the leader's files have none.
"""

from pydantic import Field

from pipeline.diagnostics import code_typed
from pipeline.dossier.fields import Day, LongText, Text, Written, Year


class Waiver(Written):
    """One row of 放行. `object` is in intake.yaml the studio's folder; in record.yaml free."""

    code: Text = Field(alias="代码")
    object: Text | None = Field(None, alias="对象")
    reason: Text = Field(alias="理由")
    approved: Text = Field(alias="批准")
    date: Day = Field(alias="日期")
    note: LongText | None = Field(None, alias="备注")

    @property
    def rule_code(self) -> str:
        """The code as rules write it, however it was typed: A06-2a."""
        return code_typed(self.code)


class Consent(Written):
    """One row of 同意不适用: a ledger item that the leader declared, and who agreed."""

    year: Year = Field(alias="年度")
    item: Text = Field(alias="项目")
    approved: Text = Field(alias="批准")
    date: Day = Field(alias="日期")
    note: LongText | None = Field(None, alias="备注")
