"""备考表: the last sheet of a volume. Its state when it was closed, signed by two people."""

from templates.house.form import BLANK_DATE, centred, label
from templates.house.sheet import Sheet


def build() -> Sheet:
    page = Sheet.a4("{{ 题名 }}备考表", numbered=False)
    page.space(12)
    page.title("备　考　表")
    form = page.form(30, 48, 30, 48)
    form.row(label("案卷号"), centred("{{ 案卷号 }}", 3), height=12)
    form.row(label("题名"), centred("{{ 题名 }}", 3), height=14)
    form.row(
        label("件数"), centred("{{ 件数 }}件"), label("页数"), centred("{{ 页数 }}页"), height=12
    )
    form.text(
        "卷内情况\n说明",
        "{%p for 条 in 说明 %}\n{{ loop.index }}. {{ 条 }}\n{%p endfor %}",
        height=90,
    )
    form.row(
        label("整理人"),
        centred("{{ 整理人 }}"),
        label("整理日期"),
        centred(_day("整理日期")),
        height=14,
    )
    form.row(
        label("检查人"),
        centred("{{ 检查人 }}"),
        label("检查日期"),
        centred(_day("检查日期")),
        height=14,
    )
    page.line("注：卷内材料如有缺损、修改、补充、移出、销毁，逐次记入本表并签名。", "表下说明")
    return page


def _day(name: str) -> str:
    return f"{{{{ {name} or '{BLANK_DATE}' }}}}"
