"""What the forms about a studio's work share: days of an activity, and the duties of Art. 5."""

from templates.house.form import centred, prose, value
from templates.house.sheet import Sheet

#: The days of the row `行`: 2025.12.30, of several days with the last one below.
SPAN = "{{ 行.日期 | 点日期 }}{% if 行.至 %}\n—{{ 行.至 }}{% endif %}"
#: That it stands in no count.
UNCOUNTED = "{% if 行.命名以前 %}\n命名以前{% endif %}"


#: Whether some plan sets down what is done for a duty.
PLANNED = "职责 | rejectattr('计划', 'in', ('见年度计划', '—')) | list"


def duty_table(page: Sheet) -> None:
    """Without a plan by duties its column would say four times where else to look."""
    with page.when(PLANNED):
        form = page.form(24, 72, 60, dense=True)
        form.head("职责", "计划安排", "台账记载")
        plan = value(prose("行.计划"))
        form.each("行 in 职责", centred(_DUTY), plan, value(_FOUND), height=7)
    with page.when(f"not ({PLANNED})"):
        form = page.form(24, 132, dense=True)
        form.head("职责", "台账记载（计划安排见年度计划）")
        form.each("行 in 职责", centred(_DUTY), value(_FOUND), height=7)


_DUTY, _FOUND = "{{ 行.职责 }}", "{{ 行.记录 }}"
