"""One evening of requests made at random: from the contract, with what earlier answers gave, by every caller."""

import json
import re
import traceback
from random import Random
from typing import Any
from urllib.parse import quote

import httpx
from msgspec import Struct

from comanda.app import API, ENDPOINTS
from comanda.engine.http.endpoint import WRITING, Endpoint
from comanda.engine.http.openapi import openapi_document
from comanda.identity.actions.sign_ins import OpenSignIn, open_sign_in
from comanda.identity.queries import STAFF_BY_EMAIL
from comanda.kernel.scope import RIGHTS, Role
from tests.api.stage import segment_of
from tests.cast import run
from tests.fuzzing.values import ODD_TEXTS, Values
from tests.served import Device, Server, new_key

CALLERS: dict[str, Role | None] = {
    "admin": Role.ADMIN,
    "manager": Role.MANAGER,
    "cashier": Role.CASHIER,
    "kitchen": Role.KITCHEN,
    "guest": Role.GUEST,
    "nobody": None,
}
EMAILS = {
    "admin": "admin@platform.test", "manager": "manager@ours.test", "cashier": "cashier@ours.test",
    "kitchen": "kitchen@ours.test",
}  # fmt: skip
FIELDS = {
    "organizations": ["organization_id"], "branches": ["branch_id"], "areas": ["area_id"], "tables": ["table_id", "id"],
    "qr-sessions": ["qr_session_id"], "orders": ["order_ids"], "order-lines": ["line_id"], "products": ["product_id"],
    "options": ["option_id"], "option-groups": ["option_group_ids", "opens_group_id"],
    "product-types": ["product_type_id"], "tax-rates": ["tax_rate_id", "takeaway_tax_rate_id"],
    "availability-windows": ["window_id"],
}  # fmt: skip
"""In which fields of a body the ids of a path's things stand."""
INSIDE = {"lines": "order-lines", "options": "options", "option_groups": "option-groups", "products": "products"}
"""What stands in a list of this name inside an answer."""
CREDENTIALS = {"qr_code_token": ["session", "qr_session_token"], "next": ["cursor"]}
SHARE_FOR_THE_RIGHT_ONE = 0.8


class Case(Struct):
    """One request, as it was sent."""

    caller: str
    method: str
    path: str
    headers: dict[str, str]
    body: str | None
    operation: str


class Fault(Struct):
    """What a request brought to light."""

    seed: int
    number: int
    case: Case
    status: int
    what: str


class Evening:
    """Requests of one seed against one server that is its own."""

    def __init__(self, server: Server, seed: int) -> None:
        self.server, self.seed, self.random = server, seed, Random(seed)
        document = openapi_document(ENDPOINTS, "0")
        self.schemas: dict[str, Any] = document["components"]["schemas"]
        self.paths: dict[str, Any] = document["paths"]
        self.pool: dict[str, list[Any]] = {}
        self.versions: dict[str, int] = {}
        self.sent: dict[str, int] = {}
        self.succeeded: dict[str, int] = {}
        self.statuses: dict[int, int] = {}
        self.secrets = {caller: f"secret of {email}" for caller, email in EMAILS.items()}
        self._open_house()

    def _open_house(self) -> None:
        """Something of everything to begin with: two tables with orders, and what they are made from."""
        ours = self.server.ours
        self.pool["email"] = list(EMAILS.values())
        self._know("branches", ours.branch_id)
        self._know("organizations", ours.organization_id)
        for label in ("1", "2"):
            session = ours.open_table(label)
            self.guest = ours.join(session)
            order = ours.order(session, ours.line("Duck"), by=self.guest)
            self._know("guests", self.guest.id)
            self._learn("orders", {"id": order.id, "lines": [{"id": line.id} for line in order.lines]})
            self._learn("qr-sessions", {"id": session.id, "qr_session_token": ours.links.token(session)})
            self.pool.setdefault("session", []).append(ours.links.token(session))
        for segment in ("product-types", "products", "option-groups", "tax-rates", "tables"):
            answer = self.server.staff(ours.manager).get(f"/api/{segment}?branch_id={ours.branch_id}")
            self._learn(segment, answer.json())

    def run(self, cases: int) -> list[Fault]:
        return [fault for number in range(cases) if (fault := self._one(number))]

    def _one(self, number: int) -> Fault | None:
        endpoint = self.random.choice(API)
        case = self._case(endpoint)
        if self.random.random() < 0.02:
            self.server.clock.advance(minutes=self.random.choice([1, 5, 31]))
        self.sent[endpoint.operation] = self.sent.get(endpoint.operation, 0) + 1
        try:
            answer = self._send(case)
        except (AssertionError, httpx.HTTPError, ValueError, KeyError) as error:
            return Fault(self.seed, number, case, 0, "".join(traceback.format_exception(error))[-3000:])
        if answer.status_code == 401 and case.caller in EMAILS:
            self._sign_in_again(case.caller)
        self.statuses[answer.status_code] = self.statuses.get(answer.status_code, 0) + 1
        if answer.status_code >= 500:
            return Fault(self.seed, number, case, answer.status_code, answer.text[:1000])
        if answer.status_code < 300:
            self.succeeded[endpoint.operation] = self.succeeded.get(endpoint.operation, 0) + 1
            if answer.headers.get("content-type") == "application/json":
                self._learn(segment_of(endpoint), answer.json())
        return None

    def _send(self, case: Case) -> httpx.Response:
        device = self._device(case.caller)
        del device.http.headers["origin"]
        content = None if case.body is None else case.body.encode("utf-8", "surrogatepass")
        headers = [(name.encode(), value.encode()) for name, value in case.headers.items()]
        try:
            return device.http.request(case.method, case.path, content=content, headers=headers)
        finally:
            device.http.close()

    # who

    def _caller(self, endpoint: Endpoint) -> str:
        may = [name for name, role in CALLERS.items() if role is not None and endpoint.right in RIGHTS[role]]
        return self.random.choice(may if may and self.random.random() < SHARE_FOR_THE_RIGHT_ONE else list(CALLERS))

    def _device(self, caller: str) -> Device:
        if caller == "nobody":
            return self.server.stranger()
        if caller == "guest":
            return self.server.guest(self.guest)
        return Device(self.server, {"comanda_staff": self.secrets[caller]})

    def _sign_in_again(self, caller: str) -> None:
        """Some request may have ended the sign-in."""
        email, database = EMAILS[caller], self.server.ours.database
        row = database.look_now(lambda tx: tx.one(STAFF_BY_EMAIL, email=email))
        if row is not None and row.active:
            secret = f"secret {self.random.getrandbits(40)} of {email}"
            organization = "" if caller == "admin" else self.server.ours.organization_id
            run(database, open_sign_in, OpenSignIn(row.id, secret, row.password_hash), organization_id=organization)
            self.secrets[caller] = secret

    # what

    def _case(self, endpoint: Endpoint) -> Case:
        caller = self._caller(endpoint)
        values = Values(self.random, self.schemas, self.pool, self.random.choice([0, 0, 0, 0.02, 0.1]))
        operation = self.paths[endpoint.path.replace(":str}", "}")][endpoint.method.lower()]
        thing = self._thing(endpoint, values)
        path = endpoint.path.replace("{id:str}", thing)
        query = self._query(operation, values, caller)
        body = self._body(operation, values)
        headers = self._headers(endpoint, operation, thing)
        return Case(caller, endpoint.method, f"{path}{query}", headers, body, endpoint.operation)

    def _thing(self, endpoint: Endpoint, values: Values) -> str:
        segment = segment_of(endpoint)
        if self.random.random() < 0.05:
            return _quoted(self.random.choice([text for text in ODD_TEXTS if text]))
        return str(values.known(segment) or "0192f000-0000-7000-8000-000000000000")

    def _query(self, operation: dict[str, Any], values: Values, caller: str) -> str:
        asked: list[tuple[str, Any]] = []
        for parameter in operation["parameters"]:
            if parameter["in"] != "query":
                continue
            name = parameter["name"]
            likely = 0.9 if name == "branch_id" and caller == "manager" else 0.15
            if self.random.random() < likely:
                asked.append((name, values.value(parameter["schema"], name)))
        texts = [(name, str(value)) for name, value in asked if value is not None]
        return "?" + "&".join(f"{name}={_quoted(text[:500])}" for name, text in texts) if texts else ""

    def _body(self, operation: dict[str, Any], values: Values) -> str | None:
        if "requestBody" not in operation:
            return None
        schema = operation["requestBody"]["content"]["application/json"]["schema"]
        text = json.dumps(values.value(schema), ensure_ascii=self.random.random() < 0.5)
        if self.random.random() < 0.02:
            return text[: self.random.randint(0, len(text))]
        if self.random.random() < 0.01:
            return self.random.choice(["[" * 5000, '{"a":' * 500, "NaN", text + text, '{"x":"\\ud800"}', "1" * 5000])
        return text

    def _headers(self, endpoint: Endpoint, operation: dict[str, Any], thing: str) -> dict[str, str]:
        made = {"Content-Type": "application/json"} if "requestBody" in operation else {}
        if endpoint.method in WRITING:
            made["Origin"] = self.server.address
        for parameter in operation["parameters"]:
            if parameter["name"] == "Idempotency-Key":
                made["Idempotency-Key"] = self._key()
            if parameter["name"] == "If-Match":
                made["If-Match"] = f'"{self.versions.get(thing, 1)}"'
            if parameter["name"] == "If-None-Match" and self.random.random() < 0.3:
                made["If-None-Match"] = '"nothing"'
        if self.random.random() < 0.04:
            name = self.random.choice([*made, "Accept-Encoding", "Accept-Language", "Sec-Fetch-Site", "Cookie"])
            made[name] = self.random.choice([text for text in ODD_TEXTS if text.strip() and text.isprintable()])
        if made and self.random.random() < 0.03:
            made.pop(self.random.choice(list(made)))
        return made

    def _key(self) -> str:
        keys = self.pool.setdefault("Idempotency-Key", [])
        if not keys or self.random.random() < 0.9:
            keys.append(new_key())
        return keys[-1] if self.random.random() < 0.9 else self.random.choice(keys)

    # what answers teach

    def _learn(self, segment: str, answer: Any) -> None:
        if isinstance(answer, list):
            for item in answer:
                self._learn(segment, item)
        if not isinstance(answer, dict):
            return
        if isinstance(answer.get("id"), str):
            self._know(segment, answer["id"])
            if isinstance(answer.get("version"), int):
                self.versions[answer["id"]] = answer["version"]
        for name, value in answer.items():
            for known_as in CREDENTIALS.get(name, ()):
                self.pool.setdefault(known_as, []).append(value)
            if name.endswith("_url") and (token := re.search(r"token=([\w-]+)", str(value))):
                self.pool.setdefault("token", []).append(token[1])
            if isinstance(value, list | dict):
                self._learn(segment if name == "items" else INSIDE.get(name) or str(name), value)

    def _know(self, segment: str, thing: str) -> None:
        for name in (segment, *FIELDS.get(segment, ())):
            self.pool.setdefault(name, []).append(thing)


def _quoted(text: str) -> str:
    return quote(text[:500], safe="")
