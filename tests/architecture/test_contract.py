"""The written contract is the one the server keeps; `make contract` writes it anew."""

from comanda.ops.show import openapi_text
from tests.architecture.house import ROOT


def test_the_written_contract_is_the_one_the_server_keeps():
    assert (ROOT / "docs/openapi.json").read_text(encoding="utf-8") == openapi_text()
