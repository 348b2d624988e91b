"""牌匾: 第七条（四）. Printed one to one; wording from the same view as the naming decision."""

from templates.house.sheet import Sheet


def build() -> Sheet:
    plate = Sheet.plaque("{{ 工作室.名称 }}牌匾", width_mm=600, height_mm=400)
    plate.line("中北大学{{ 工作室.类型 }}", "牌匾单位")
    plate.line("{{ 工作室.名称 }}", "牌匾名称")
    plate.line("{{ 校工会.名称 }}", "牌匾落款")
    plate.line("{{ 批次.命名.日期 | 汉字年月 }}", "牌匾落款")
    return plate
