"""HEAD is GET without its body, everywhere."""

import http.client

import pytest

from comanda.app import ENDPOINTS, PAGES
from comanda.engine.http.endpoint import Endpoint
from tests.served import Server

READING = [one for one in [*ENDPOINTS, *PAGES] if one.method == "GET"]
OWN = {"date", "transfer-encoding"}


def cookies_of(server: Server) -> str:
    return "; ".join(f"{name}={value}" for name, value in server.staff().http.cookies.items())


def ask(server: Server, method: str, path: str, cookie: str, accepted: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.settings.port, timeout=10)
    connection.request(method, path, headers={"Cookie": cookie, "Accept-Encoding": accepted})
    answer = connection.getresponse()
    headers = {name.lower(): value for name, value in answer.getheaders() if name.lower() not in OWN}
    body = answer.read()
    connection.close()
    return answer.status, headers, body


@pytest.mark.parametrize(
    "declared", [one for one in [*ENDPOINTS, *PAGES] if one.method == "GET"], ids=lambda one: one.path
)
def test_head_is_get_without_a_body(shared_server: Server, declared: Endpoint):
    path = declared.path.replace("{name:str}", "none.js").replace(":str}", "}")
    cookie = cookies_of(shared_server)
    whole, bare = (ask(shared_server, method, path, cookie, "br") for method in ("GET", "HEAD"))

    assert bare[2] == b""
    assert (bare[0], bare[1].keys()) == (whole[0], whole[1].keys())
    assert bare[1].get("content-length") == whole[1].get("content-length")
    assert bare[1].get("content-type") == whole[1].get("content-type")


def test_what_only_takes_a_body_knows_no_head(shared_server: Server):
    status, headers, body = ask(shared_server, "HEAD", "/api/guest/join", "", "")
    assert (status, body) == (405, b"")
    assert "HEAD" not in headers["allow"]
    assert "HEAD" in ask(shared_server, "PUT", "/healthz", "", "")[1]["allow"]


def test_a_refused_coding_is_not_sent(shared_server: Server):
    cookie = cookies_of(shared_server)
    for path in ("/cashier", "/api/menu"):
        found = [
            ask(shared_server, "GET", path, cookie, one)[1].get("content-encoding")
            for one in ("br;q=0", "br;q=0, gzip", "br")
        ]
        assert found == [None, "gzip", "br"]
