"""牌匾: 第七条（四）、第十四条. Its name is the one the decision gives.

Drawn at 1:2, since Word knows no page wider than 558.8 mm; kind.toml has the PDF enlarged to the
600 × 400 mm that go to the printer.
"""

from templates.house.sheet import Sheet

_HEAD = "中北大学职工创新工作室"
_BROKEN = "工作室.名称 | 分行(13)"
_SMALL = "工作室.名称 | 分行(18)"


def build() -> Sheet:
    plate = Sheet.plaque("{{ 工作室.名称 }}牌匾", width_mm=300, height_mm=200)
    # Spaces, not centring: LibreOffice does not centre a page's text in height (seen).
    # 260 mm between the margins: 12 characters of 60 pt, 13 of 55 pt.
    with plate.when("工作室.名称 | length <= 12"):
        plate.space(25)
        plate.line(_HEAD, "牌匾单位")
        plate.space(15)
        plate.line("{{ 工作室.名称 }}", "牌匾名称")
        plate.space(15)
    _long_name(plate, "== 2", top=17, gap=12.5)
    _long_name(plate, "== 3", top=7, gap=7.5)
    with plate.when(f"{_BROKEN} | length > 3"):
        _named(plate, _SMALL, "牌匾小名", top=7, gap=7.5)
    plate.line("{{ 校工会.名称 }}", "牌匾落款")
    plate.line("{{ 本事项.日期 | 汉字年月 }}", "牌匾落款")
    return plate


def _long_name(plate: Sheet, lines: str, *, top: float, gap: float) -> None:
    with plate.when(f"工作室.名称 | length > 12 and {_BROKEN} | length {lines}"):
        _named(plate, _BROKEN, "牌匾长名", top=top, gap=gap)


def _named(plate: Sheet, broken: str, style: str, *, top: float, gap: float) -> None:
    plate.space(top)
    plate.line(_HEAD, "牌匾单位")
    plate.space(gap)
    with plate.each(f"行 in {broken}"):
        # A closing bracket is half empty: as much blank before it centres what is seen.
        plate.line("{{ '  ' if 行[-1:] == '）' else '' }}{{ 行 }}", style)
    plate.space(gap)
