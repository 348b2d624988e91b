"""What both publicities and both of their certificates say alike: 第七条（三）、第十三条."""

from templates.house.form import centred
from templates.house.sheet import Sheet
from templates.house.wording import UNION


def shown(page: Sheet) -> None:
    """The studios shown, from the public view, and for how long."""
    table = page.form(12, 50, 39, 20, 35)
    table.head("序号", "工作室名称", "类型", "带头人", "所在单位")
    table.each(
        "家 in 名单",
        centred("{{ loop.index }}"),
        centred("{{ 家.工作室名称 }}"),
        centred("{{ 家.类型 }}"),
        centred("{{ 家.带头人姓名 }}"),
        centred("{{ 家.所在单位 }}"),
    )
    page.heading("二、公示期限")
    page.body(
        "{{ 公示.起 | 日期 }}至{{ 公示.止 | 日期 }}"
        "{% if 公示.工作日数 %}，共{{ 公示.工作日数 }}个工作日{% endif %}。"
    )


def received_at(page: Sheet) -> None:
    """Where an objection is taken, and the signature under the notice."""
    page.heading("四、受理方式")
    page.body(
        f"受理单位：{UNION}",
        "联系电话：{{ 校工会.电话 }}",
        "电子邮箱：{{ 校工会.邮箱 }}",
        "通信地址：{{ 校工会.地址 }}",
        "纪检监察电话：{{ 校工会.纪检监察电话 }}",
    )
    page.signature(UNION, "{{ 公示.日期 | 日期 }}")


def certified(page: Sheet, objections: str) -> None:
    """The studios a certificate is about, and the `objections` (an expression) with their end."""
    table = page.form(12, 60, 24, 60)
    table.head("序号", "工作室名称", "带头人", "所在单位")
    table.each(
        "家 in 名单",
        centred("{{ loop.index }}"),
        centred("{{ 家.工作室.名称 }}"),
        centred("{{ 家.带头人.姓名 }}"),
        centred("{{ 家.工作室.所在单位 }}"),
    )
    with page.when(objections):
        page.body(f"收到异议{{{{ {objections} | length }}}}件，处理情况如下。")
        with page.each(f"件 in {objections}"):
            page.line(
                "{{ loop.index }}. {{ 件.日期 | 日期 }}"
                "{% for 家 in 名单 if 家.工作室.编号 == 年度 ~ '/' ~ 件.工作室 %}，"
                "关于{{ 家.工作室.名称 }}{% endfor %}：{{ 件.内容 | 成句 }}"
                "处理结果：{{ 件.处理结果 | 成句 }}"
            )
