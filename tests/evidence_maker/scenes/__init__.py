"""Which scene belongs to a photo: by words of its theme and place, else by the unit."""

from __future__ import annotations

from collections.abc import Callable

from tests.evidence_maker.facts import Facts
from tests.evidence_maker.scenes import crafts, laboratories, rooms, workplaces
from tests.evidence_maker.scenes.stage import Stage

Scene = Callable[[Stage, Facts], None]

#: The first line with a word of the photo's name or theme wins.
_BY_THEME: tuple[tuple[tuple[str, ...], Scene], ...] = (
    (("授牌", "挂牌", "揭牌", "颁奖"), rooms.ceremony),
    (
        ("照片墙", "展览", "小展", "作品展", "成果展", "巡展", "展陈", "陈列", "展示"),
        rooms.exhibition,
    ),
    (("推广会", "第一讲", "讲座", "宣讲", "报告", "培训班", "夜校", "讲解"), rooms.lecture),
    (("座谈", "研讨", "例会", "考评", "评审", "交流会", "互访", "课程交流"), rooms.meeting),
    (
        ("社区", "研学", "寻访", "布点", "踏勘", "义诊", "广场", "下乡", "采石", "外业"),
        rooms.outdoors,
    ),
    (("心肺", "急救", "救护"), workplaces.first_aid),
    (("焊",), workplaces.welding),
    (("炉", "热处理", "淬火"), workplaces.furnace),
    (("金相", "显微", "观察课"), laboratories.microscopes),
    (("机房", "割接", "服务器", "弱电"), workplaces.servers),
    (("换热", "锅炉", "供热", "管网", "阀门"), workplaces.boilers),
    (("剪纸", "髹", "漆", "砚", "雕刻", "描金"), crafts.craft),
)
#: Otherwise what is at home in the unit; the dice choose among several.
_BY_UNIT: tuple[tuple[str, tuple[Scene, ...]], ...] = (
    ("机械", (workplaces.workshop,)),
    ("工程训练", (workplaces.welding, workplaces.workshop)),
    ("后勤", (workplaces.boilers,)),
    ("信息与通信", (laboratories.electronics,)),
    ("仪器", (laboratories.electronics,)),
    ("化学", (laboratories.chemistry,)),
    ("实验室与设备", (laboratories.chemistry,)),
    ("图书馆", (rooms.library,)),
    ("马克思", (rooms.lecture, rooms.meeting)),
    ("信息化", (workplaces.servers, rooms.office)),
    ("材料", (laboratories.microscopes, workplaces.furnace)),
    ("校医院", (workplaces.first_aid, rooms.meeting)),
    ("财务", (rooms.office,)),
    ("计算机", (rooms.computers,)),
    ("艺术", (crafts.craft,)),
    ("饮食", (workplaces.kitchen,)),
    ("物理", (laboratories.electronics,)),
    ("环境", (laboratories.chemistry,)),
    ("动力", (workplaces.workshop,)),
)


def scene_for(facts: Facts) -> Scene:
    if facts.kind == "作品照片" or facts.sort == "作品":
        return crafts.masterpiece
    said = facts.path + facts.title
    for words, scene in _BY_THEME:
        if any(word in said for word in words):
            return scene
    for word, scenes in _BY_UNIT:
        if word in facts.studio.unit:
            return facts.dice.choice(scenes)
    return rooms.meeting
