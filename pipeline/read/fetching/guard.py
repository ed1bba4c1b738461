"""Which addresses may be asked at all, and which machines may answer.

An address is judged twice: as text before anything is sent, and by the IP addresses its name leads to, before and
after the connection stands. The second cannot be fooled by names that change their answer (DNS rebinding), by
decimal or octal spellings, or by a redirect, for it looks at what the socket is connected to.
"""

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from pipeline.read.fetching.errors import FetchError

MAX_ADDRESS = 4_096
"""Characters; servers and proxies refuse longer ones."""

_PORTS = {"http": 80, "https": 443}
_NAT64 = IPv6Network("64:ff9b::/96")
"""RFC 6052: the last 32 bits are the IPv4 address that is meant."""
_METADATA = frozenset(
    ip_address(text)
    for text in (
        "169.254.169.254",  # AWS, Azure, Google Cloud, OpenStack and others
        "169.254.170.2",  # AWS containers
        "fd00:ec2::254",  # AWS
        "100.100.100.200",  # Alibaba Cloud
        "192.0.0.192",  # Oracle Cloud
    )
)
"""Where clouds hand credentials to whatever runs on their machines; no document has ever stood there."""
_SECRET = re.compile("//[^/]{0,500}@")
_THIS_NETWORK = ip_network("0.0.0.0/8")


@dataclass(frozen=True, slots=True)
class Target:
    """An address in its normal form and the pieces of it that a request needs."""

    url: str
    scheme: str
    host: str
    port: int
    path: str
    """Path and query, as the request line holds them."""

    @property
    def origin(self) -> str:
        """What one robots.txt speaks for (RFC 9309, 2.3)."""
        return f"{self.scheme}://{self.netloc}"

    @property
    def netloc(self) -> str:
        """Host, and the port where it is not the usual one: what goes into the Host header."""
        return self.host if self.port == _PORTS[self.scheme] else f"{self.host}:{self.port}"


def target(address: str) -> Target:
    """The normal form of an address: fragment off, host in lower case, path percent-encoded as UTF-8.

    Raises FetchError ("address") for anything but http and https, for user names and passwords, for control
    characters and blanks.
    """
    if len(address) > MAX_ADDRESS:
        raise FetchError("address", f"the address has {len(address)} characters; {MAX_ADDRESS} are allowed")
    if "\\" in address or any(mark.isspace() or not mark.isprintable() for mark in address):
        message = f"{_shown(address)} holds a blank, a backslash or a control character; write it as %XX"
        raise FetchError("address", message)
    try:
        url = parse_url(address)
    except LocationParseError:
        raise FetchError("address", f"{_shown(address)} is no address; write https://host/path") from None
    if url.auth is not None:
        raise FetchError("address", f"the address on {url.host} holds a user name or password; take it out")
    if url.scheme not in _PORTS or not url.host:
        raise FetchError("address", f"{_shown(address)} is not fetched; write an address with http:// or https://")
    path = (url.path or "/") + ("" if url.query is None else f"?{url.query}")
    port = url.port or _PORTS[url.scheme]
    found = Target("", url.scheme, url.host, port, path)
    return Target(f"{found.origin}{path}", *(found.scheme, found.host, port, path))


def _shown(address: str) -> str:
    """An address for a message, without what may be a password."""
    return repr(_SECRET.sub("//…@", address))


def check_machine(ip: str, host: str, allow_private: bool) -> None:
    """Raises FetchError ("address") unless the machine with this IP address may be asked.

    Loopback, private and link-local addresses only where the entry allows it; multicast, unspecified addresses and
    the metadata services of clouds never. Addresses that wrap an IPv4 address are judged by that.
    """
    machine = _unwrapped(ip_address(ip.partition("%")[0]))
    if machine in _METADATA or machine.is_multicast or machine.is_unspecified or _is_this_network(machine):
        raise FetchError("address", f"{host} leads to {ip}, where no document is; the address is never asked")
    if _is_private(machine) and not allow_private:
        raise FetchError(
            "address", f"{host} leads to {ip}, a private address; say allow_private: true if that is meant"
        )


def _is_this_network(machine: IPv4Address | IPv6Address) -> bool:
    return machine.version == 4 and machine in _THIS_NETWORK


def _is_private(machine: IPv4Address | IPv6Address) -> bool:
    site_local = isinstance(machine, IPv6Address) and machine.is_site_local
    return not machine.is_global or machine.is_reserved or site_local


def _unwrapped(machine: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address inside a mapped, 6to4, Teredo or NAT64 one."""
    if isinstance(machine, IPv4Address):
        return machine
    if machine in _NAT64:
        return IPv4Address(int(machine) & 0xFFFFFFFF)
    if machine.teredo:
        return machine.teredo[1]
    return machine.ipv4_mapped or machine.sixtofour or machine
