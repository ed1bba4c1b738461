"""https: only with a certificate that holds."""

import shutil
import ssl
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from fetching_bench import Bench, document
from loopback import Site, page

pytestmark = pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is needed to make a certificate")


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for localhost and its key."""
    folder = tmp_path_factory.mktemp("pair")
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    named = ["-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "certificate.pem")]
    subprocess.run([*made, *named, *files], check=True, capture_output=True)
    return folder / "certificate.pem", folder / "key.pem"


@pytest.fixture
def secured(new_site: Callable[[], Site], pair: tuple[Path, Path]) -> tuple[Site, Path]:
    certificate, key = pair
    site = new_site()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    site.socket = context.wrap_socket(site.socket, server_side=True)
    return site, certificate


def test_a_certificate_that_is_trusted(bench: Bench, secured: tuple[Site, Path]) -> None:
    site, certificate = secured
    site.routes["/a"] = page(200, b"text")
    row = bench.one(f"https://localhost:{site.server_port}/a", ca_file=str(certificate))
    assert (row.outcome, bench.bodies()) == ("new", [b"text"])


def test_a_certificate_that_nobody_trusts(bench: Bench, secured: tuple[Site, Path]) -> None:
    site, _ = secured
    row = bench.one(f"https://localhost:{site.server_port}/a")
    assert (row.outcome, site.asked) == ("failed", [])
    assert "certificate" in (row.message or "")


def test_a_certificate_for_another_name(bench: Bench, secured: tuple[Site, Path]) -> None:
    site, certificate = secured
    row = bench.one(f"https://127.0.0.1:{site.server_port}/a", ca_file=str(certificate))
    assert (row.outcome, site.asked) == ("failed", [])


def test_a_private_machine_is_refused_before_a_word_is_said(bench: Bench, secured: tuple[Site, Path]) -> None:
    site, certificate = secured
    entry = document(f"https://localhost:{site.server_port}/a", allow_private=False)
    (row,) = bench.fetch(entry, ca_file=str(certificate))
    assert (row.outcome, row.reason, site.asked) == ("refused", "address", [])
