"""The text of HTML, block by block."""

from lxml import etree
from lxml import html as lxml_html

from timeline.documents.files import MOST_LETTERS, UnreadableError, decoded

HEADINGS = {f"h{level}": "#" * level + " " for level in range(1, 7)}
UNSEEN = {"script", "style", "head", "title", "noscript", "template", "svg", "iframe", "object", "select", "button"}
BLOCKS = {
    *HEADINGS, "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "li", "main", "nav", "ol", "p", "pre",
    "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
}  # fmt: skip
CELLS = {"td", "th"}


def text_of(data: bytes) -> str:
    """The visible text of a page: a block a line, blank lines between, headings with # marks.

    Raises:
        UnreadableError: If it is no HTML, or in an encoding that it does not name.
    """
    if len(data) > MOST_LETTERS:
        raise UnreadableError(f"the page has {len(data):,} bytes; at most {MOST_LETTERS:,} are read")
    try:
        source = decoded(data)
        root = lxml_html.document_fromstring(source.encode(), parser=lxml_html.HTMLParser(encoding="utf-8"))
    except UnreadableError:
        root = _in_named_encoding(data)
    except (etree.LxmlError, ValueError) as error:
        raise UnreadableError("the file is no HTML page that can be read") from error
    return _written(_blocks(root))


def _in_named_encoding(data: bytes) -> etree._Element:
    """A page that is not UTF-8, read as its own declaration says.

    Raises:
        UnreadableError: If it names no encoding.
    """
    if b"charset" not in data[:4096].lower():
        raise UnreadableError("the page is not UTF-8 and names no other encoding; save it as UTF-8 in a browser")
    try:
        return lxml_html.document_fromstring(data)
    except (etree.LxmlError, ValueError, LookupError) as error:
        raise UnreadableError("the page is in no encoding that can be read; save it as UTF-8 in a browser") from error


def _blocks(root: etree._Element) -> list[str]:
    """The blocks of a page, those of nothing but spaces too."""
    blocks = [""]
    hidden = 0
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            hidden += tag in UNSEEN
            if tag in BLOCKS:
                blocks.append(HEADINGS.get(tag, "- " if tag == "li" else ""))
            elif tag == "br":
                blocks[-1] += "\n"
            elif tag in CELLS and blocks[-1].strip():
                blocks[-1] += " | "
            said = element.text
        else:
            hidden -= event == "end" and tag in UNSEEN
            if event == "end" and tag in BLOCKS:
                blocks.append("")
            said = element.tail
        if said and not hidden:
            blocks[-1] += " ".join(f".{said}.".split())[1:-1]
    return blocks


def _written(blocks: list[str]) -> str:
    kept = []
    for block in blocks:
        lines = [" ".join(line.split()) for line in block.split("\n")]
        if any(line.strip("#- |") for line in lines):
            kept.append("\n".join(line for line in lines if line))
    return "\n\n".join(kept) + "\n" if kept else ""
