"""A small cycle to seal: real pages drawn with the shipped face, a photo, a scan."""

import datetime
import functools
import io
from pathlib import Path

import pikepdf
from PIL import Image

from pipeline.archive.forms import Catalogue, Cover, Form, PropertyReport
from pipeline.archive.model import CycleArchive, Event, Original, Paper, Standing
from pipeline.pdf import pdfa
from pipeline.pdf.typeface import Typeface

FACE = (Path(__file__).parents[2] / "pipeline/documents/fonts/StudioSong.ttf").read_bytes()
CREATED = datetime.date(2026, 7, 1)
Line = tuple[float, float, str]


@functools.cache
def pdf_of(*pages: tuple[Line, ...], size: tuple[int, int] = (595, 842)) -> bytes:
    """A PDF/A-2b file with these lines (x, y, text) on its pages."""
    face, pdf = Typeface(FACE), pikepdf.new()
    for lines in pages:
        content = b"".join(face.run(text, x, y, 12) for x, y, text in lines)
        page = pikepdf.Dictionary(
            Type=pikepdf.Name.Page,
            MediaBox=[0, 0, *size],
            Contents=pdf.make_stream(content),
            Resources=pikepdf.Dictionary(Font=pikepdf.Dictionary()),
        )
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    font = face.embed(pdf)
    for made in pdf.pages:
        made.obj.Resources.Font.F0 = font
    stream = io.BytesIO()
    pdf.save(stream, deterministic_id=True)
    return pdfa.finish(stream.getvalue(), title="样本", created=CREATED)


@functools.cache
def document(title: str, pages: int = 1) -> bytes:
    """A document of `pages` pages that bears its title and its own page numbers."""
    return pdf_of(*(((90, 700, title), (280, 80, f"— {at} —")) for at in range(1, pages + 1)))


def jpeg(width: int = 400, height: int = 300, orientation: int = 1) -> bytes:
    """A red and blue picture with an orientation and a place in its camera data."""
    image = Image.new("RGB", (width, height), (180, 40, 40))
    image.paste((40, 60, 160), (0, 0, width // 2, height // 2))
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif.get_ifd(0x8825)[1] = "N"
    exif[0x010F] = "GPSCANARY"
    stream = io.BytesIO()
    image.save(stream, "JPEG", exif=exif, quality=90)
    return stream.getvalue()


def compose(form: Form) -> bytes:
    """What Word templates do in earnest: cover, catalogue, report, note, as plain real pages."""
    if isinstance(form, Catalogue):
        rows = form.rows
        pages = [rows[at : at + 20] for at in range(0, len(rows), 20)]
        return pdf_of(
            *(
                tuple(
                    line
                    for at, row in enumerate(page)
                    for line in (
                        (60, 500 - 20 * at, str(row.sequence)),
                        (100, 500 - 20 * at, f"{row.reference} {row.title}"),
                        (600, 500 - 20 * at, row.span),
                    )
                )
                for page in pages
            ),
            size=(842, 595),
        )
    if isinstance(form, Cover):
        count = f"共{form.paper_count}件{form.page_count}页"
        return pdf_of(((200, 600, form.title), (200, 500, count)))
    if isinstance(form, PropertyReport):
        told = (f"{one.item} {one.name} {one.outcome} {one.detail}" for one in form.checks)
        return pdf_of(tuple((70, 700 - 20 * at, line) for at, line in enumerate(told)))
    return pdf_of(tuple((70, 700 - 20 * at, line) for at, line in enumerate(form.remarks)))


def cycle(*papers: Paper) -> CycleArchive:
    """A finished cycle with `papers`, or with one of each sort."""
    return CycleArchive(
        reference="Z109-WS·2026·D30·工会-A01",
        title="焊接创新工作室创建周期档案",
        studio="焊接创新工作室",
        organisation="校工会",
        fonds_number="Z109",
        fonds_name="样例大学",
        cycle=(datetime.date(2024, 6, 1), datetime.date(2026, 5, 31)),
        created=CREATED,
        papers=papers or usual_papers(),
        dossier_files=(
            Original(name="dossier.yaml", data="名称: 焊接创新工作室\n".encode()),
            Original(name="evidence/现场 照片.jpg", data=jpeg(orientation=6)),
            Original(name="evidence/CON.txt", data=b"x"),
        ),
        events=(Event(date=datetime.date(2024, 6, 1), who="校工会", what="命名"),),
        tools={"studio-pipeline": "0.1.0"},
        substitutions=("仿宋_GB2312 → StudioSong",),
        standing=Standing(year=2024, position=1),
    )


@functools.cache
def usual_papers() -> tuple[Paper, ...]:
    return (
        Paper(
            kind="document",
            group="01申报",
            title="焊接创新工作室申报表",
            number="",
            responsible="焊接创新工作室",
            date=datetime.date(2024, 3, 1),
            source=Original(name="申报表.pdf", data=document("焊接创新工作室申报表", 3)),
            originals=(Original(name="申报表.docx", data=b"PK docx"),),
        ),
        Paper(
            kind="document",
            group="03命名",
            title="关于命名焊接创新工作室的决定",
            number="校工字〔2024〕9号",
            responsible="校工会",
            date=datetime.date(2024, 6, 1),
            source=Original(name="决定.pdf", data=document("关于命名焊接创新工作室的决定", 2)),
        ),
        Paper(
            kind="evidence",
            group="04台账",
            title="焊接比武现场照片",
            note="=1+1",
            date=datetime.date(2025, 5, 1),
            source=Original(name="evidence/现场 照片.jpg", data=jpeg(orientation=6)),
        ),
    )
