"""One event of timeline.json: the same facts as a row of timeline.csv, with lists and names as objects."""

from pydantic import BaseModel, ConfigDict, Field


class Named(BaseModel):
    """A code with its names."""

    model_config = ConfigDict(extra="forbid", defer_build=True)
    code: str = Field(description="Code in its codelist.")
    name_en: str
    name_vi: str


class Actor(Named):
    """Who takes part, how, and for whom."""

    role: str = Field(description="Code of roles.")
    on_behalf_of: Named | None = Field(description="The body that a person acts for.")


class Series(Named):
    """The recurring series and the edition."""

    edition: int | None


class Telling(BaseModel):
    """Where a source tells the event."""

    model_config = ConfigDict(extra="forbid", defer_build=True)
    source_id: str
    date: str = Field(description="The date this source gives (EDTF).")
    told: str = Field(description="lead or mention.")
    lines_vi: str | None
    lines_en: str | None


class TimelineItem(BaseModel):
    """An event with its codes spelled out in both languages."""

    model_config = ConfigDict(extra="forbid", defer_build=True)
    event_id: str = Field(description="Permanent id.")
    date: str = Field(description="When it happened (EDTF).")
    date_start: str | None = Field(
        description="The earliest day; null where the start is open.", json_schema_extra={"format": "date"}
    )
    date_end: str | None = Field(
        description="The latest day; null where the end is open.", json_schema_extra={"format": "date"}
    )
    date_precision: str = Field(description="day, month, year, decade or century.")
    date_basis: str = Field(description="stated, year_inferred or inferred.")
    event_status: str = Field(description="planned, ongoing, occurred or cancelled.")
    kind: Named
    title_en: str
    title_vi: str
    places: list[Named]
    actors: list[Actor]
    series: Series | None
    part_of: str | None
    in_force: str | None = Field(description="Validity of what was signed (EDTF).")
    note: str | None
    sources: list[Telling]
