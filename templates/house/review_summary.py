"""评审汇总表: 第七条（二）. All studios of an intake by combined mark; never published."""

from templates.house.form import BLANK_DATE, centred, label, value
from templates.house.sheet import Sheet

_REVIEWED = "全部 | selectattr('评审') | sort(attribute='评审.综合得分', reverse=true)"
#: Studios of equal marks share a rank.
_RANK = (
    "{{ (全部 | selectattr('评审') | map(attribute='评审.综合得分')"
    " | select('gt', 家.评审.综合得分) | list | length) + 1 }}"
)


def build() -> Sheet:
    page = Sheet.landscape("{{ 年度 }}年度创新工作室专家评审汇总表")
    page.title("{{ 年度 }}年度创新工作室专家评审汇总表")
    page.line(
        "评审日期：{{ 批次.评审组.日期 | 日期 }}　　地点：{{ 批次.评审组.地点 }}　　"
        "评审组{{ 批次.评审组.专家 | length }}人，"
        "到会{{ 批次.评审组.专家 | selectattr('到会') | list | length }}人",
        "表下说明",
    )
    form = page.form(11, 66, 22, 38, 19, 21, 21, 14, 27, 18, dense=True)
    form.head(
        "序号",
        "工作室名称",
        "带头人",
        "所在单位",
        "答辩\n平均分",
        "实地考察\n平均分",
        "综合\n得分",
        "位次",
        "同意/反对/弃权",
        "推荐\n命名",
    )
    form.each(
        f"家 in {_REVIEWED}",
        centred("{{ loop.index }}"),
        value("{{ 家.工作室.名称 }}"),
        centred("{{ 家.带头人.姓名 }}"),
        centred("{{ 家.工作室.所在单位 }}"),
        centred("{{ 家.评审.答辩均分 | 均分 }}"),
        centred("{{ 家.评审.考察均分 | 均分 }}"),
        centred("{{ 家.评审.综合得分 | 均分 }}"),
        centred(_RANK),
        centred("{{ 家.评审.同意 }}/{{ 家.评审.反对 }}/{{ 家.评审.弃权 }}"),
        centred("{{ 家.评审.推荐 | 是否 }}"),
        empty="尚无评审结果",
    )
    page.line(
        "注：综合得分=答辩平均分×{{ 标准.答辩占比 }}+实地考察平均分×{{ 标准.考察占比 }}，"
        "推荐线{{ 标准.推荐线 }}分。"
        "{% set 未评 = 全部 | rejectattr('评审') | map(attribute='工作室.名称') | list %}"
        "{% if 未评 %}未进入专家评审：{{ 未评 | join('、') }}。{% endif %}",
        "表下说明",
    )
    form = page.form(34, 94, 34, 95)
    form.row(
        label("评审组长\n签字"),
        value("（{{ 批次.评审组.组长 }}）"),
        label("监督人\n签字"),
        value("（{{ 批次.评审组.监督人 }}）"),
        height=14,
    )
    form.row(
        label("制表人\n签字"),
        value("（{{ 批次.制表人 }}）"),
        label("审核人\n签字"),
        value("（{{ 批次.审核人 }}）"),
        height=14,
    )
    form.row(label("日期"), centred(BLANK_DATE), label("校工会"), centred("（盖章）"), height=14)
    page.new_page("附：各专家评分明细")
    form = page.form(80, 27, 110, 40, dense=True)
    form.head("工作室名称", "方式", "各专家得分", "平均分")
    marks = [
        "{% for 人 in 家.评审.专家得分 %}{{ '' if loop.first else '　' }}"
        f"{{{{ 人.编号 }}}} {{{{ 人.{method} | 分 if 人.{method} != '' else '—' }}}}{{% endfor %}}"
        for method in ("答辩", "实地考察")
    ]
    form.each(
        f"家 in {_REVIEWED}",
        value("{{ 家.工作室.名称 }}"),
        centred("答辩\n实地考察"),
        centred("\n".join(marks)),
        centred("{{ 家.评审.答辩均分 | 均分 }}\n{{ 家.评审.考察均分 | 均分 }}"),
    )
    return page
