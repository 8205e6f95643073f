"""How gateways that make pictures are spoken to: one TOML file of `dialects/pictures/` a kind."""

from dataclasses import field
from pathlib import Path
from typing import Any, Literal

from storyboard.profiles.dialect import (
    Create,
    Dialect,
    Errors,
    Field,
    Model,
    Option,
    Poll,
    ReferenceField,
    Result,
)
from storyboard.profiles.parts import FORBID
from storyboard.profiles.tables import Tables
from storyboard.records import dataclass


@dataclass(frozen=True, slots=True)
class PictureRoute:
    """Where a picture is asked for, and in which form."""

    __pydantic_config__ = FORBID

    path: str
    encoding: Literal["json", "multipart"] = "json"
    pictures: ReferenceField | None = None
    """How pictures to go by travel; None: it takes none."""


@dataclass(frozen=True, slots=True)
class PictureReply:
    """Where the answer has the picture; or the task that makes it."""

    __pydantic_config__ = FORBID

    base64: tuple[str, ...] = ("data.0.b64_json",)
    url: tuple[str, ...] = ("data.0.url",)
    id: tuple[str, ...] = ()
    """Of a task: it is asked for at `[poll]`."""


@dataclass(frozen=True, slots=True)
class PictureDialect:
    """One file of `dialects/pictures/`."""

    __pydantic_config__ = FORBID

    name: str
    title: str
    make: PictureRoute
    """From words alone."""
    edit: PictureRoute
    """With pictures to go by."""
    fields: dict[str, Field] = field(default_factory=dict)
    """`model prompt size` -> how they are written."""
    options: dict[str, Option] = field(default_factory=dict)
    constants: dict[str, Any] = field(default_factory=dict)
    reply: PictureReply = field(default_factory=PictureReply)
    poll: Poll = field(default_factory=lambda: Poll(""))
    errors: Errors = field(default_factory=Errors)
    models: tuple[Model, ...] = ()
    source: str = ""
    """Where it is from, and when it was read."""

    def row(self, model: str) -> Model:
        """What a model can be asked for; `UsageError` where it knows no such model."""
        return self.as_dialect().model(model)

    def as_dialect(self, *, edit: bool = True) -> Dialect:
        """One of its routes as the code has it that builds requests, reads answers, counts slots and checks options."""
        route = self.edit if edit else self.make
        create = Create(
            route.path,
            route.encoding,
            fields=self.fields,
            options=self.options,
            constants=self.constants,
            references={"image": route.pictures} if route.pictures else {},
        )
        return Dialect(self.name, self.title, "task", create, self.poll, self.errors, Result("url"), self.models)


_TABLES = Tables(PictureDialect, "dialects/pictures")


def load_picture_dialect(name: str, workspace: Path | None = None) -> PictureDialect | None:
    """The kind of that name; None where pictures are made by none that is called so."""
    return _TABLES.find(name, workspace)
