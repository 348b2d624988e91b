"""What was tested of a volume before it was bound, for the report that is a page of the bundle.

Only what can be known then: a package has no digest before it is sealed, and the report cannot
speak of the pages that it is bound with. The rest is tested after sealing (`after_sealing`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.archive.catalogue import Row
from pipeline.archive.described import Manner
from pipeline.archive.report import Check, Outcome
from pipeline.archive.row_checks import (
    SAFE,
    TRUE,
    USABLE,
    WHOLE,
    numbers_running,
    process_recorded,
    references_unique,
    required_there,
    untested,
    values_sound,
)

_LATER = "封存后检测，见包外的检测报告"


def before_binding(rows: Sequence[Row], events: int) -> tuple[Check, ...]:
    """The items for `rows` and so many recorded acts, by property."""
    return (
        untested(TRUE, "1-1", "固化信息（摘要）有效", _LATER),
        untested(TRUE, "1-1", "电子签名、印章、时间戳有效", "本卷未作电子签名"),
        values_sound(rows),
        references_unique(rows),
        untested(TRUE, "1-11", "目录与正文关联", _LATER),
        required_there(rows),
        process_recorded(events),
        numbers_running(rows),
        untested(WHOLE, "2-7", "正文与附件齐全", "须由档案人员对照归档范围核对"),
        untested(WHOLE, "2-10", "包内文件与清单双向一致", _LATER),
        _bindable(rows),
        untested(USABLE, "3-8", "无加密，可打开，可提取文字", _LATER),
        untested(SAFE, "4-1", "病毒检测", "请用本单位的杀毒软件扫描"),
        _harmless(rows),
        untested(SAFE, "4-8", "载体外观与保管环境", "须人工检查"),
    )


def _bindable(rows: Sequence[Row]) -> Check:
    """3-3: every paper's pages went into the bundle, which is PDF/A-2b, or a sheet for them."""
    missing = [row.sequence for row in rows if row.manner is Manner.STAND_IN]
    formats = Counter(row.format for row in rows)
    told = "，".join(f"{name} {count} 件" for name, count in formats.most_common())
    outcome = Outcome.FAILED if missing else Outcome.PASSED
    if missing:
        told = f"第 {'、'.join(map(str, missing))} 件以代页编入，原因见备考表"
    return Check(
        aspect=USABLE, item="3-3", name="各件可作 PDF/A-2b 编入", outcome=outcome, detail=told
    )


def _harmless(rows: Sequence[Row]) -> Check:
    """4-7: taking a page over leaves behind whatever acts (`pdf.adopt`), and says what it was."""
    bound = [row for row in rows if row.manner is not Manner.STAND_IN]
    told = f"{len(bound)} 件逐件检查；去除的，备考表列明"
    name = "编入的页面无脚本、动作"
    return Check(aspect=SAFE, item="4-7", name=name, outcome=Outcome.PASSED, detail=told)
