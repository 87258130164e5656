"""What a person writes of the data package itself: datasets/package.toml, with the words of Data Package v2."""

from pydantic import BaseModel, ConfigDict, Field

from timeline.vocabulary import Code, Title, Url

CONFIG = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)


class License(BaseModel):
    """https://datapackage.org/standard/data-package/#licenses."""

    model_config = CONFIG
    name: Code
    title: Title
    path: Url


class Contributor(BaseModel):
    """https://datapackage.org/standard/data-package/#contributors."""

    model_config = CONFIG
    title: Title
    roles: list[Code] = Field(min_length=1)
    path: Url | None = None


class PackageInfo(BaseModel):
    """The hand-written part of the descriptor; the resources, the version and the sources are computed."""

    model_config = CONFIG
    name: str = Field(pattern=r"^[a-z0-9][a-z0-9._-]*$")
    title: Title
    title_vi: Title
    description: str = Field(min_length=1)
    description_vi: str = Field(min_length=1)
    keywords: list[Title] = Field(min_length=1)
    homepage: Url | None = None
    licenses: list[License] = Field(min_length=1)
    contributors: list[Contributor] = Field(min_length=1)
