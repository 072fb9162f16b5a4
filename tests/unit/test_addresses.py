"""Addresses in the settings: the form that browsers use, or one line that says what is wrong."""

from pathlib import Path

import pytest

from comanda.engine.http.packed import best_coding
from comanda.settings import read_settings


def settings(tmp_path: Path, **environment: str):
    given = {f"COMANDA_{name}": value for name, value in environment.items()}
    return read_settings({"COMANDA_DATA_DIR": str(tmp_path), **given})


QUERY = "has a query, a fragment or a backslash: only scheme, host and port belong there"


@pytest.mark.parametrize(
    ("given", "normal"),
    [
        ("https://house.example:443", "https://house.example"),
        ("https://house.example:443/", "https://house.example"),
        ("http://house.example:80", "http://house.example"),
        ("http://house.example:443", "http://house.example:443"),
        ("https://house.example:8443/", "https://house.example:8443"),
        ("HTTPS://House.Example", "https://house.example"),
        ("https://house.example.", "https://house.example"),
        ("https://Café-Zoë.example", "https://xn--caf-zo-dvat.example"),
        ("https://cafe\u0301.example", "https://xn--caf-dma.example"),
        ("https://straße.example", "https://xn--strae-oqa.example"),
        ("https://مثال.example", "https://xn--mgbh0fb.example"),
        ("https://例え。テスト", "https://xn--r8jz45g.xn--zckzah"),
        ("https://xn--caf-dma.example", "https://xn--caf-dma.example"),
        ("http://[::1]:8000", "http://[::1]:8000"),
        ("http://[2001:DB8:0:0::1]:80", "http://[2001:db8::1]"),
        ("http://192.168.0.7:8000", "http://192.168.0.7:8000"),
        ("", ""),
    ],
)
def test_the_public_address_is_written_as_browsers_do(tmp_path: Path, given: str, normal: str):
    assert settings(tmp_path, PUBLIC_URL=given).public_url == normal


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ("https://", "names no host"),
        ("https:///", "names no host"),
        ("https://:8443", "names no host"),
        ("https://house.example/menu", "has the path /menu: only scheme, host and port belong there"),
        ("https://house.example//", "has the path //: only scheme, host and port belong there"),
        (
            "https://house.example?x=1",
            QUERY,
        ),
        (
            "https://house.example/#top",
            QUERY,
        ),
        ("https://ada:secret@house.example", "names a user: only scheme, host and port belong there"),
        ("https://house.example:port", "has a port that is none"),
        ("https://house.example:0", "has a port that is none"),
        ("https://house.example:70000", "has a port that is none"),
        ("https://house .example", "has a space or an invisible character in it"),
        (" https://house.example", "has a space or an invisible character in it"),
        ("https://house.example\n", "has a space or an invisible character in it"),
        ("https://house\u200b.example", "has a space or an invisible character in it"),
        ("https://house..example", "names the host house..example, which is no name"),
        ("https://*.example", "names the host *.example, which is no name"),
        ("https://300.1.1.1", "names the host 300.1.1.1, which is no address"),
        ("house.example", "must begin with http:// or https://"),
        ("ftp://house.example", "must begin with http:// or https://"),
        ("https:/house.example", "must begin with http:// or https://"),
    ],
)
def test_a_public_address_that_is_none_is_said_in_one_line(tmp_path: Path, given: str, wrong: str):
    with pytest.raises(ValueError, match="PUBLIC_URL") as caught:
        settings(tmp_path, PUBLIC_URL=given)
    assert str(caught.value) == f"COMANDA_PUBLIC_URL {wrong}"


@pytest.mark.parametrize(
    ("host", "port", "base"),
    [
        ("127.0.0.1", "80", "http://127.0.0.1"),
        ("LOCALHOST", "8000", "http://localhost:8000"),
        ("::1", "8000", "http://[::1]:8000"),
        ("[::1]", "8000", "http://[::1]:8000"),
        ("0.0.0.0", "8000", "http://127.0.0.1:8000"),
        ("::", "8000", "http://[::1]:8000"),
    ],
)
def test_without_a_public_address_the_own_one_is_written_so_too(tmp_path: Path, host: str, port: str, base: str):
    assert settings(tmp_path, HOST=host, PORT=port).base_url == base


@pytest.mark.parametrize("host", ["", "http://127.0.0.1", "127.0.0.1:8000", "my house", "300.1.1.1"])
def test_a_host_that_is_none_is_said_at_start(tmp_path: Path, host: str):
    with pytest.raises(ValueError, match=r"^COMANDA_HOST names "):
        settings(tmp_path, HOST=host)


def test_proxies_are_networks_as_their_peers_are_told(tmp_path: Path):
    found = settings(tmp_path, TRUSTED_PROXIES="10.0.0.2, ::ffff:10.1.0.0/112, [2001:DB8::]/32").trusted_proxies
    assert [str(one) for one in found[2:]] == ["10.0.0.2/32", "10.1.0.0/16", "2001:db8::/32"]


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("br, gzip", "br"),
        ("gzip, deflate, br", "br"),
        ("br;q=0", ""),
        ("br;q=0.0, gzip", "gzip"),
        ("br; q=0 , gzip ;q=0.5", "gzip"),
        ("br;q=0.5, gzip", "gzip"),
        ("BR;Q=1", "br"),
        ("*", "br"),
        ("*;q=0", ""),
        ("*, br;q=0", "gzip"),
        ("gzip, *;q=0", "gzip"),
        ("x-gzip", "gzip"),
        ("identity", ""),
        ("identity;q=1, br;q=0.5", ""),
        ("identity;q=0.5, br;q=0.8", "br"),
        ("identity;q=0, gzip", "gzip"),
        ("identity;q=0, br;q=0, gzip;q=0", ""),
        ("zebra, abrade", ""),
        ("br;q=nonsense", ""),
        ("", ""),
    ],
)
def test_bytes_are_packed_in_what_is_liked_best(accepted: str, coding: str):
    assert best_coding(accepted) == coding


def test_what_is_small_is_packed_for_those_alone_who_refuse_it_unpacked():
    assert [best_coding(one, small=True) for one in ("br", "*", "br, identity;q=0", "br, *;q=0")] == [
        "",
        "",
        "br",
        "br",
    ]
