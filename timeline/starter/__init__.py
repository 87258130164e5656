"""What a new repository starts with: general codelists and the template of its other files, data of the tool."""

from timeline.starter.shipped import codelist_texts, starter_codelists, template_texts

__all__ = ["codelist_texts", "starter_codelists", "template_texts"]
