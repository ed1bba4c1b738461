"""The site a document comes from: the documents of one site share what it puts around them."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

ADDRESS_COLUMNS = ("source",)
"""Columns of `documents` of the stage raw that may hold the address of the page, the best first."""

_FRONT_MATTER_ADDRESS = re.compile(r"\A\ufeff?---\r?\n(?:[^\n]{0,400}\n){0,20}?(?:source|url)[ \t]*:[ \t]*(\S{1,2000})")


def site_of(row: Mapping[str, Any]) -> str:
    """The host of the document's address, by column or by its front matter; else the folder it came from.

    `row` is a row of `documents` of the stage raw. The host is without `www.`; a document with neither address nor
    folder belongs to the site "".
    """
    stated = _FRONT_MATTER_ADDRESS.match(row["raw_text"])
    addresses = [row.get(column) for column in ADDRESS_COLUMNS] + ([stated[1]] if stated else [])
    hosts = (_host(address) for address in addresses if address)
    return next((host for host in hosts if host), None) or str(row["source"]).rpartition("/")[0]


def _host(address: str) -> str | None:
    """The host of an http or ftp address; None for a path and for an address that makes no sense."""
    try:
        parts = urlsplit(address)
        host = parts.hostname if parts.scheme in ("http", "https", "ftp") else None
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None
