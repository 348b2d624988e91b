"""What a notice of payment says of itself among the payments of the policy, also paid in parts."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.documents.view.payment import payment_view
from pipeline.dossier.workspace import load_workspace
from pipeline.lifecycle import place
from tests.texts import edit

KEY = "2024/zhang-jianye"
PARTS = """    金额: 8000
    凭证号: 2024-校工-0054

  - {事项: 首笔划拨, 日期: 2024-08-12, 文号: 校工字〔2024〕41号, 金额: 2000, 凭证号: 2024-校工-0091}
"""


@pytest.mark.parametrize(
    ("in_parts", "said"),
    [
        (False, [("第一笔", "挂牌", "中期检查通过后")]),
        (
            True,
            [
                ("第一笔", "挂牌", "补足本笔时、中期检查通过后"),
                ("第一笔", "挂牌", "中期检查通过后"),
            ],
        ),
    ],
)
def test_a_payment_knows_its_place_and_when_the_rest_comes(
    workspace: Callable[..., Path], in_parts: bool, said: list[tuple[str, str, str]]
) -> None:
    root = workspace(KEY)
    whole = "    金额: 10000\n    凭证号: 2024-校工-0054\n"
    edit(root / "dossiers" / KEY / "record.yaml", (whole, PARTS if in_parts else whole))
    case = load_workspace(root).cases[KEY]
    stage = place(case, datetime.date(2026, 11, 23))
    views = [payment_view(case, stage, act) for act in stage.of("首笔划拨")]
    assert [(one["第几笔"], one["依据"], one["其余何时"]) for one in views] == said
    (last,) = [payment_view(case, stage, act) for act in stage.of("二笔划拨")]
    assert (last["第几笔"], last["依据"], last["其余何时"]) == ("第二笔", "中期检查", "")
