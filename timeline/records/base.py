"""What every record kind is: a frozen Pydantic model with a table name, a key, and row rules."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    ValidationError,
    ValidationInfo,
    model_validator,
)
from pydantic_core import InitErrorDetails, PydanticCustomError

from timeline.cells import custom_error
from timeline.expressions import Rule
from timeline.problems import Problem


def field(
    en: str, vi: str, about_en: str, about_vi: str, *, example: str = "", codelist: str = "", optional: bool = False
) -> Any:
    """A column's declaration: titles and descriptions in both languages, an example, and the codelist it refers to.

    Args:
        en: Title in English.
        vi: Title in Vietnamese.
        about_en: Description in English.
        about_vi: Description in Vietnamese.
        example: One valid cell.
        codelist: Name of the table whose codes the cell holds.
        optional: Whether the cell may be empty; its type is then `Maybe[...]`.
    """
    extra: dict[str, Any] = {"titleVi": vi, "descriptionVi": about_vi, "codelist": codelist}
    default: dict[str, Any] = {"default": None} if optional else {}
    examples = [example] if example else None
    return Field(title=en, description=about_en, examples=examples, json_schema_extra=extra, **default)


def as_text(value: Any) -> str:
    """The cell of a value: "" for None, lists with `;`, numbers in plain digits."""
    if value is None:
        return ""
    if isinstance(value, (tuple, list)):
        return ";".join(value)
    return format(value, "f") if isinstance(value, Decimal) else str(value)


class Record(BaseModel):
    """A row of a table. Cells arrive as texts (or as values already of the type); "" is a missing value.

    Raises:
        pydantic.ValidationError: With every fault of the row at once; an error's `type` is the code of the rule.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    table: ClassVar[str]
    """Name of the table, and of its CSV file."""
    titles: ClassVar[tuple[str, str]]
    """What the table holds, in English and Vietnamese."""
    key: ClassVar[tuple[str, ...]] = ("code",)
    """Primary key of the published table."""
    unique: ClassVar[tuple[str, ...]] = ()
    """Columns that are unique together where a primary key cannot be, for one of them may be empty."""
    rules: ClassVar[tuple[Rule, ...]] = ()
    """Row rules, evaluated for one row here and for whole tables by `timeline.screen`."""
    opens_with: ClassVar[tuple[str, ...]] = ()
    """Columns that the published table shows first; the others follow as declared."""
    omits: ClassVar[tuple[str, ...]] = ()
    """Inherited columns that the table leaves out."""
    always: ClassVar[tuple[str, ...]] = ()
    """Optional columns of a parent that are never empty in this table."""

    @model_validator(mode="wrap")
    @classmethod
    def _all_faults(cls, data: Any, handler: ModelWrapValidatorHandler[Self], info: ValidationInfo) -> Self:
        errors: list[InitErrorDetails] = []
        record: Self | None = None
        try:
            record = handler(data)
        except ValidationError as error:
            errors += [_again(item) for item in error.errors(include_url=False)]
        if isinstance(data, Mapping):
            context: Mapping[str, str] = info.context or {}
            cells = {**{name: as_text(value) for name, value in data.items()}, **context}
            faulty = {str(error["loc"][0]) for error in errors if error.get("loc")}
            rules = [rule for rule in cls.rules if not (faulty and faulty & _columns(rule, cls.key))]
            errors += [_broken(rule, cells) for rule in rules if rule.broken(cells)]
        if record is None or errors:
            raise ValidationError.from_exception_data(cls.__name__, errors)
        return record


def _again(item: Any) -> InitErrorDetails:
    code = "value-missing" if item["type"] == "missing" else item["type"]
    error = PydanticCustomError(code, "{message}", {**item.get("ctx", {}), "message": item["msg"]})
    return InitErrorDetails(type=error, loc=item["loc"], input=item["input"])


def _columns(rule: Rule, key: tuple[str, ...]) -> set[str]:
    """The columns that a rule rests on; of `record.conflicts` it is the key, by which conflicts name the record."""
    owners = {name.partition(".")[0] for name in rule.names}
    return owners - {"record"} | set(key if "record" in owners else ())


def _broken(rule: Rule, cells: Mapping[str, str]) -> InitErrorDetails:
    names = rule.names | {name.partition(".")[0] for name in rule.names}
    facts = {name.replace(".", "_"): cells.get(name, "") for name in names}
    facts["text"] = cells.get(rule.column, "")
    if rule.explain is not None:
        facts |= rule.explain(cells)
    error = custom_error(Problem(rule.code, facts))
    return InitErrorDetails(type=error, loc=(rule.column,), input=cells.get(rule.column, ""))
