"""From lists and digests to the cause, where our own plain names cannot show it."""

import unicodedata

from pipeline.archive.fixity.causes import Listing, explain
from pipeline.archive.report import Fault

NFC = "data/\u00e9.pdf"
NFD = unicodedata.normalize("NFD", NFC)


def explained(
    expected: dict[str, str], actual: dict[str, str], registered: dict[str, int] | None = None
) -> list[Fault]:
    listing = Listing(
        expected={path: {"sha256": digest} for path, digest in expected.items()},
        sizes=dict.fromkeys(actual, 10),
        registered=registered or {},
    )
    digests = {path: {"sha256": digest} for path, digest in actual.items()}
    return explain(listing, digests, ignore=lambda path: False)


def test_another_unicode_form_is_a_renaming() -> None:
    (fault,) = explained({NFC: "a"}, {NFD: "a"})
    assert fault.code == "V-RENAMED" and fault.cause.endswith("（NFC/NFD）变了")


def test_renamed_and_changed_at_once_is_still_seen_by_the_name() -> None:
    (fault,) = explained({NFC: "a"}, {NFD: "b"})
    assert (fault.code, fault.file) == ("V-RENAMED", NFC) and "内容也变了" in fault.cause


def test_a_file_overwritten_by_another_names_the_other() -> None:
    (fault,) = explained({"a": "1", "b": "2"}, {"a": "2", "b": "2"})
    assert (fault.code, fault.file, fault.cause) == ("V-SWAPPED", "a", "被 b 的内容覆盖")


def test_a_missing_copy_names_its_twin() -> None:
    (fault,) = explained({"a": "1", "b": "1"}, {"b": "1"})
    assert (fault.code, fault.cause) == ("V-MISSING", "内容相同的 b 还在")


def test_without_a_registered_size_no_cause_is_invented() -> None:
    (fault,) = explained({"a": "1"}, {"a": "2"})
    assert (fault.code, fault.cause) == ("V-CHANGED", "内容被改动")
