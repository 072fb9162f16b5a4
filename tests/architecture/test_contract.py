"""The written contract is the one the server keeps; `make contract` writes it anew."""

import json
from importlib.metadata import version

import msgspec

from comanda.app import ENDPOINTS
from comanda.engine.http.openapi import openapi_document
from tests.architecture.house import ROOT


def test_the_written_contract_is_the_one_the_server_keeps():
    kept = json.loads(msgspec.json.encode(openapi_document(ENDPOINTS, version("comanda"))))

    assert json.loads((ROOT / "docs/openapi.json").read_text(encoding="utf-8")) == kept
