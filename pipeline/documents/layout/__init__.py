"""What a finished page measures, and where that differs from what its kind of document asks."""

from pipeline.documents.layout.findings import LayoutFinding, layout_findings
from pipeline.documents.layout.measure import PageMeasure, measure
from pipeline.documents.layout.profiles import LAYOUTS

__all__ = ["LAYOUTS", "LayoutFinding", "PageMeasure", "layout_findings", "measure"]
