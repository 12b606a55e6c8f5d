"""A curl command line, as people paste it.

Here live the shell's quoting and curl's options. Never: a verdict, and nothing is run.
"""

from __future__ import annotations

import re
import shlex
from base64 import b64encode
from typing import Any

import click

from .capture import Capture, Unreadable, received, split_url, to_bytes

_FORM = "application/x-www-form-urlencoded"  # what curl says of --data

# Of the shell: $'…', '…', "…", a line carried on, any escaped character.
_QUOTED = re.compile(r"\$'((?:[^'\\]|\\.)*)'|'[^']*'|\"((?:[^\"\\]|\\.)*)\"|\\\r?\n|\\.", re.DOTALL)
_UNITS = re.compile(r"\\u([0-9a-fA-F]{1,4})")
_ESCAPE = re.compile(
    r"((?:\\u[0-9a-fA-F]{1,4})+)|\\U([0-9a-fA-F]{1,8})|\\x([0-9a-fA-F]{1,2})|\\([0-7]{1,3})|\\(.)", re.DOTALL
)
_LETTERS = {
    "n": "\n",
    "t": "\t",
    "r": "\r",
    "a": "\a",
    "b": "\b",
    "f": "\f",
    "v": "\v",
    "e": "\x1b",
    "E": "\x1b",
}

# Options that change nothing about the request, without and with a value.
_IDLE_FLAGS = (
    "-s/--silent -S/--show-error -v/--verbose -k/--insecure -i/--include -L/--location -f/--fail --fail-with-body "
    "-g/--globoff -N/--no-buffer -O/--remote-name -J/--remote-header-name -4/--ipv4 -6/--ipv6 -#/--progress-bar "
    "--compressed --http1.0 --http1.1 --http2 --http2-prior-knowledge --http3 --tcp-nodelay --no-keepalive "
    "--no-progress-meter --path-as-is"
)
_IDLE_OPTIONS = (
    "-o/--output -w/--write-out -m/--max-time --connect-timeout --retry --retry-delay --retry-max-time -x/--proxy "
    "--noproxy --resolve --connect-to --cacert --capath --cert -E --key -c/--cookie-jar -D/--dump-header "
    "--limit-rate --interface --trace --trace-ascii --stderr --tls-max --max-redirs"
)


def _names(words: str) -> list[list[str]]:
    return [word.split("/") for word in words.split()]


def _idle(number: int, names: list[str], *, flag: bool) -> click.Option:
    return click.Option([*names, f"idle_{number}"], is_flag=flag, multiple=not flag, expose_value=False)


_CURL = click.Command(
    "curl",
    params=[
        click.Option(["-X", "--request", "method"]),
        click.Option(["-H", "--header", "headers"], multiple=True),
        click.Option(["-d", "--data", "--data-ascii", "--data-binary", "data"], multiple=True),
        click.Option(["--data-raw", "raw"], multiple=True),
        click.Option(["--json", "as_json"], multiple=True),
        click.Option(["--url", "urls"], multiple=True),
        click.Option(["-G", "--get", "get"], is_flag=True),
        click.Option(["-I", "--head", "head"], is_flag=True),
        click.Option(["-u", "--user", "user"]),
        click.Option(["-A", "--user-agent", "user_agent"]),
        click.Option(["-e", "--referer", "referer"]),
        click.Option(["-b", "--cookie", "cookie"]),
        *(_idle(number, names, flag=True) for number, names in enumerate(_names(_IDLE_FLAGS))),
        *(_idle(1000 + number, names, flag=False) for number, names in enumerate(_names(_IDLE_OPTIONS))),
        click.Argument(["addresses"], nargs=-1),
    ],
    add_help_option=False,
)


def read_curl(command: str) -> Capture:
    """The request that a curl command would send.

    Raises:
        Unreadable: open quotes, an option that is not known here, a body read from a file, no URL.
    """
    try:
        words = shlex.split(_QUOTED.sub(_as_shlex_reads, command))
    except ValueError as error:
        raise Unreadable(f"the curl command cannot be split into words: {error}") from None
    try:
        said = _CURL.make_context("curl", words[1:]).params
    except click.UsageError as error:
        raise Unreadable(f"the curl command is not understood: {error.format_message()}") from None
    return _request(said)


def _as_shlex_reads(found: re.Match[str]) -> str:
    text = found[0]
    if text.startswith("$'"):
        return shlex.quote(_ansi(found[1]))
    if text.startswith('"'):
        unfolded = re.sub(r"\\\r?\n", "", found[2])
        return '"' + re.sub(r"\\([$`])", r"\1", unfolded) + '"'
    return "" if text in ("\\\n", "\\\r\n") else text


def _ansi(text: str) -> str:
    """What the shell makes of the inside of `$'…'`; bytes that are no UTF-8 are kept as surrogates."""
    pieces: list[bytes] = []
    end = 0
    for found in _ESCAPE.finditer(text):
        pieces.append(to_bytes(text[end : found.start()]))
        end = found.end()
        units, code, byte, octal, letter = found.groups()
        if units:  # browsers write UTF-16 units, so that an emoji is two of them
            joined = b"".join(int(unit, 16).to_bytes(2, "big") for unit in _UNITS.findall(units))
            pieces.append(joined.decode("utf-16-be", "replace").encode())
        elif code:
            pieces.append(chr(min(int(code, 16), 0x10FFFF)).encode("utf-8", "replace"))
        elif byte or octal:
            pieces.append(bytes((int(byte, 16) if byte else int(octal, 8) & 0xFF,)))
        else:
            pieces.append(to_bytes(_LETTERS.get(letter, letter)))
    pieces.append(to_bytes(text[end:]))
    return b"".join(pieces).decode("utf-8", "surrogateescape")


def _request(said: dict[str, Any]) -> Capture:
    urls = [*said["urls"], *said["addresses"]]
    if len(urls) != 1:
        raise Unreadable(f"the curl command has {len(urls)} URLs, expected one")
    url = split_url(urls[0] if "://" in urls[0] else f"http://{urls[0]}")._replace(fragment="")
    for text in (*said["data"], *said["as_json"]):
        if text.startswith("@"):
            raise Unreadable(
                f"the body is read from the file {text[1:]!r}; put its text into the command with --data-raw"
            )
    parts = [*said["data"], *said["raw"]]
    data = "".join(said["as_json"]) if said["as_json"] else "&".join(parts)
    has_data = bool(parts or said["as_json"])
    default: list[tuple[str, str]] = []
    if said["get"]:
        url = url._replace(query="&".join(part for part in (url.query, data) if part))
        data = ""
    elif said["as_json"]:
        default += [("Content-Type", "application/json"), ("Accept", "application/json")]
    elif has_data:
        default.append(("Content-Type", _FORM))
    for name, option in (("User-Agent", "user_agent"), ("Referer", "referer"), ("Cookie", "cookie")):
        if said[option] is not None:
            default.append((name, said[option]))
    if said["user"] is not None:
        default.append(("Authorization", "Basic " + b64encode(to_bytes(said["user"])).decode()))
    method = said["method"] or _method(said, has_data=has_data)
    return Capture(received(method, url, _headers(said["headers"], default), to_bytes(data)))


def _method(said: dict[str, Any], *, has_data: bool) -> str:
    if said["head"]:
        return "HEAD"
    return "POST" if has_data and not said["get"] else "GET"


def _headers(lines: tuple[str, ...], default: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """`Name: value` sets, `Name:` takes away, `Name;` sets to nothing."""
    given: list[tuple[str, str]] = []
    named: set[str] = set()
    for line in lines:
        if line.startswith("@"):
            raise Unreadable(f"headers are read from the file {line[1:]!r}; put them into the command")
        name, colon, value = line.partition(":")
        if colon and value.strip():
            given.append((name.strip(), value.removeprefix(" ")))
        elif not colon and name.rstrip().endswith(";"):
            name = name.rstrip()[:-1]
            given.append((name, ""))
        elif not colon:
            raise Unreadable(f"{line[:60]!r} is no header; expected -H 'Name: value'")
        named.add(name.strip().lower())
    return [*(pair for pair in default if pair[0].lower() not in named), *given]
