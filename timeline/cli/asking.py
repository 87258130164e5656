"""Questions in a terminal: the one place that knows prompt_toolkit."""

from collections.abc import Callable, Iterable, Mapping

from prompt_toolkit import PromptSession, print_formatted_text
from prompt_toolkit.completion import Completer, FuzzyCompleter, WordCompleter
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.styles import Style

STYLE = Style.from_dict(
    {
        "head": "bold",
        "name": "ansicyan",
        "figure": "bold reverse",
        "aside": "ansibrightblack",
        "wrong": "ansired",
        "key": "bold underline",
    }
)
CODE = "^[^;:@]*"
"""What is completed: the code behind the last ; : or @ of a cell."""
MENU = 8  # lines for the codes offered


def show(parts: Iterable[tuple[str, str]]) -> None:
    """Print texts in a style each: "" or one of STYLE."""
    styled = [(f"class:{style}" if style else "", text) for style, text in parts]
    print_formatted_text(FormattedText(styled), style=STYLE)


def choose(question: str, keys: Mapping[str, str]) -> str:
    """One of several things to do, by one key, without Enter.

    Args:
        question: What is asked.
        keys: Key -> name of the thing; the name begins with the key.

    Raises:
        EOFError: If the person ends the input.
        KeyboardInterrupt: If the person breaks off.
    """
    bindings = KeyBindings()

    @bindings.add("<any>")
    def _(event: KeyPressEvent) -> None:
        if (pressed := event.data.lower()) in keys:
            event.app.exit(result=pressed)

    @bindings.add("enter")
    def _(event: KeyPressEvent) -> None:
        """Nothing is chosen."""

    told: list[tuple[str, str]] = [("", f"{question} ")]
    for key, name in keys.items():
        told += [("class:key", key), ("", f"{name.removeprefix(key)}  ")]
    session: PromptSession[str] = PromptSession(key_bindings=bindings, style=STYLE, reserve_space_for_menu=0)
    return session.prompt(FormattedText(told))


def ask(
    question: str,
    check: Callable[[str], str] = lambda text: "",
    *,
    default: str = "",
    choices: Mapping[str, str] | None = None,
) -> str:
    """A text that a person types.

    Args:
        question: What is asked.
        check: Text -> what is wrong with it, or ""; that is shown, and the text asked for again, to be mended.
        default: What stands there to begin with.
        choices: Code -> name, offered while typing.

    Raises:
        EOFError: If the person ends the input.
        KeyboardInterrupt: If the person breaks off.
    """
    completer: Completer | None = None
    if choices:
        completer = FuzzyCompleter(WordCompleter(list(choices), meta_dict=dict(choices)), pattern=CODE)
    session: PromptSession[str] = PromptSession(style=STYLE, reserve_space_for_menu=MENU if choices else 0)
    asked = FormattedText([("class:name", question), ("", ": ")])
    text = session.prompt(asked, default=default, completer=completer).strip()
    while wrong := check(text):
        show([("wrong", wrong)])
        text = session.prompt(asked, default=text, completer=completer).strip()
    return text
