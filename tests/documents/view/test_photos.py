"""Photos in a report: upright, small, silent about where they were taken, and never swapped."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from pipeline.documents.docx.photo_file import (
    HEIGHT_MM,
    LONGEST,
    WIDTH_MM,
    PictureFile,
    Unprintable,
)
from pipeline.documents.view.photos import activity_photos
from pipeline.dossier.load import load_case
from pipeline.errors import PipelineError
from pipeline.files import sha256
from tests.documents.view.reading import block, one

ORIENTATION, GPS = 0x0112, 0x8825


def stored(path: Path, size: tuple[int, int] = (2000, 1000), orientation: int = 6) -> PictureFile:
    """A photo as a phone stores it: lying on its side, with the place in its camera data."""
    image = Image.new("RGB", size, "white")
    image.paste("red", (0, 0, size[0] // 2, size[1]))  # the left half, before turning
    exif = image.getexif()
    exif[ORIENTATION] = orientation
    exif.get_ifd(GPS)[1] = "N"
    stream = io.BytesIO()
    image.save(stream, "JPEG", exif=exif)
    path.write_bytes(stream.getvalue())
    return PictureFile(path=path, digest=sha256(stream.getvalue()), caption="夜校")


def test_a_photo_on_its_side_is_printed_upright_and_bounded(tmp_path: Path) -> None:
    photo = stored(tmp_path / "a.jpg").opened()
    shown = Image.open(io.BytesIO(photo.data)).convert("RGB")
    assert shown.height > shown.width
    assert max(shown.size) <= LONGEST
    assert photo.width_mm <= WIDTH_MM
    assert photo.height_mm <= HEIGHT_MM
    # Orientation 6: the stored left side is the top.
    pixel = shown.getpixel((shown.width // 2, shown.height // 8))
    assert isinstance(pixel, tuple)
    red, _, blue = pixel
    assert red > 200 > blue


def test_camera_data_and_place_stay_behind(tmp_path: Path) -> None:
    data = stored(tmp_path / "a.jpg").opened().data
    assert not Image.open(io.BytesIO(data)).getexif()
    assert b"Exif" not in data


def test_a_damaged_or_exchanged_photo_is_refused_by_name(tmp_path: Path) -> None:
    picture = stored(tmp_path / "a.jpg")
    whole = picture.path.read_bytes()
    picture.path.write_bytes(whole + b" ")
    with pytest.raises(PipelineError, match="改动"):
        picture.opened()
    cut = whole[: len(whole) // 2]
    picture.path.write_bytes(cut)
    with pytest.raises(Unprintable, match=r"a\.jpg.*损坏"):
        PictureFile(path=picture.path, digest=sha256(cut), caption="").opened()


def test_a_damaged_photo_stops_no_paper_and_is_named_in_it(tmp_path: Path) -> None:
    from pipeline.documents.docx.readback import part_text
    from pipeline.documents.render import Template
    from pipeline.documents.template.filters import FILTERS
    from tests.documents.docx_maker import template

    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\nhalf")
    digest = sha256((tmp_path / "a.png").read_bytes())
    picture = PictureFile(path=tmp_path / "a.png", digest=digest, caption="")
    made = Template.load(template(tmp_path / "t.docx", "{{ 照片 }}"), FILTERS)
    with zipfile.ZipFile(io.BytesIO(made.render({"照片": picture}))) as package:
        text = part_text(package.read("word/document.xml"))
    assert "照片 a.png：图片已损坏" in text


def test_the_report_shows_the_photos_its_activities_cite(root: Path) -> None:
    case, _ = load_case(root / "dossiers/2024/zhang-jianye")
    assert case is not None
    (row,) = activity_photos(case, 2025)
    ledger = case.ledgers[2025]
    cited = {path for entry in (*ledger.daily, *ledger.exchanges) for path in entry.evidence}
    for side in (block(row["左"]), block(row["右"])):
        assert (
            one(PictureFile, side["照片"]).path.relative_to(case.evidence_folder).as_posix()
            in cited
        )


def test_the_pictures_are_in_the_docx(root: Path, tmp_path: Path) -> None:
    from pipeline.documents.render import Template
    from pipeline.documents.template.filters import FILTERS
    from pipeline.documents.view.year import year_view
    from pipeline.lifecycle import place
    from tests.documents.golden import TODAY

    case, _ = load_case(root / "dossiers/2024/zhang-jianye")
    assert case is not None
    view = year_view(case, place(case, TODAY), case.ledgers[2025])
    template = Template.load(root / "templates/self-assessment/template.docx", FILTERS)
    with zipfile.ZipFile(io.BytesIO(template.render(view))) as package:
        media = [name for name in package.namelist() if name.startswith("word/media/")]
        assert len(media) == 2
        assert all(b"Exif" not in package.read(name) for name in media)
