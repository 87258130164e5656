"""What a person writes of the data package itself: datasets/package.toml, with the words of Data Package v2."""

from pydantic import BaseModel, ConfigDict, Field

CONFIG = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)


class License(BaseModel):
    """https://datapackage.org/standard/data-package/#licenses."""

    model_config = CONFIG
    name: str = Field(min_length=1)
    title: str = Field(min_length=1)
    path: str = Field(min_length=1)


class Contributor(BaseModel):
    """https://datapackage.org/standard/data-package/#contributors."""

    model_config = CONFIG
    title: str = Field(min_length=1)
    roles: list[str] = Field(min_length=1)
    path: str | None = None


class PackageInfo(BaseModel):
    """The hand-written part of the descriptor; the resources, the version and the sources are computed."""

    model_config = CONFIG
    name: str = Field(pattern=r"^[a-z0-9._-]+$")
    title: str = Field(min_length=1)
    title_vi: str = Field(min_length=1)
    description: str = Field(min_length=1)
    description_vi: str = Field(min_length=1)
    keywords: list[str] = Field(min_length=1)
    homepage: str | None = None
    licenses: list[License] = Field(min_length=1)
    contributors: list[Contributor] = Field(min_length=1)
