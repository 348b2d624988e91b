"""The table and the picture of a studio's life are those of the table of acts."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import Counter

from pipeline.acts import PARTS, REGULAR
from tests import life_cycle


def test_the_table_and_the_picture_are_current() -> None:
    """After changing an act: python -m tests.life_cycle."""
    assert life_cycle.README.read_text(encoding="utf-8") == life_cycle.readme()
    assert life_cycle.PICTURE.read_text(encoding="utf-8") == life_cycle.picture()


def test_every_act_stands_in_one_part_and_in_the_picture() -> None:
    names = Counter(name for part in PARTS.values() for name in part)
    assert names == Counter(life_cycle.ACTS.keys())
    assert set(REGULAR) <= set(names)
    drawn = {one.text for one in ET.fromstring(life_cycle.picture()).iter() if one.text}
    assert set(names) <= drawn


def test_what_an_act_brings_is_an_act() -> None:
    known = {*life_cycle.ACTS, "各笔划拨"}
    assert all(set(rule.brings) <= known for rule in life_cycle.ACTS.values())
