"""The same bytes through other hands: the parser alone, and the usual loader with a JSON schema."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core.core_schema import IsInstanceSchema

from pipeline.dossier.application import Dossier
from pipeline.dossier.fields import Written
from pipeline.dossier.ledger import Ledger
from pipeline.dossier.record import Record
from pipeline.dossier.tree import MARKS_KEY


def cpu_of(work: Callable[[], object]) -> float:
    """Processor seconds, the median of five: half a second of a shared machine says little."""
    times = []
    for _ in range(5):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return sorted(times)[2]


def events_alone(texts: Iterable[str]) -> None:
    """The floor: libyaml's events through PyYAML, built into nothing, judged by nothing."""
    for text in texts:
        for _ in yaml.parse(text, Loader=yaml.CBaseLoader):
            pass


class UsualRival:
    """safe_load and jsonschema with the schema of our own models. It knows no line numbers, and
    types nothing by field; only shapes are compared."""

    def __init__(self, loader: type[Any]) -> None:
        self.loader = loader
        self.validators = {
            name: Draft202012Validator(_schema(model))
            for name, model in (("dossier", Dossier), ("ledger", Ledger), ("record", Record))
        }

    def __call__(self, files: Iterable[tuple[Path, str]]) -> None:
        for path, text in files:
            data = yaml.load(text, Loader=self.loader)
            list(self.validators[path.stem.split("-")[0]].iter_errors(data))


class _Schemas(GenerateJsonSchema):
    """Marks are Python objects; JSON has no word for them, and the schema leaves them out."""

    def is_instance_schema(self, schema: IsInstanceSchema) -> JsonSchemaValue:
        return {}


def _schema(model: type[Written]) -> dict[str, Any]:
    """The model's JSON schema without the marks, which only our reader gives."""
    schema = model.model_json_schema(schema_generator=_Schemas)
    for block in (schema, *schema.get("$defs", {}).values()):
        if "properties" in block:
            block["properties"].pop(MARKS_KEY, None)
        if MARKS_KEY in block.get("required", ()):
            block["required"].remove(MARKS_KEY)
    return schema
