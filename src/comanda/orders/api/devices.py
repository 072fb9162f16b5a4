"""The devices of a table session: who sent what, removing one, turning down what waits of it."""

from typing import Any

from litestar import Response

from comanda.engine.http.call import Call, found, reply
from comanda.engine.http.endpoint import Endpoint, endpoint
from comanda.engine.tx import Tx
from comanda.floor.api.visits import links_of
from comanda.floor.errors import NoSuchGuest, NoSuchSession
from comanda.floor.queries import guests_of, session_of
from comanda.floor.values import JoinedGuest
from comanda.kernel.cursor import page_of
from comanda.kernel.scope import Right, Scope
from comanda.kernel.wire import StaffPageQuery
from comanda.orders.actions.turn_down import RemoveGuest, TurnDown, remove_device, turn_down_device
from comanda.orders.queries import sent_by_devices
from comanda.orders.schemas import Because, DeviceList, DeviceOut, RemoveDevice

NOTHING = (0, 0, 0)


@endpoint(
    "GET",
    "/api/qr-sessions/{id:str}/guests",
    Right.RUN_SESSIONS,
    query=StaffPageQuery,
    gives=DeviceList,
    refuses=(NoSuchSession,),
)
async def list_guests(call: Call) -> Response[Any]:
    """The devices that joined, in the order they came, removed ones too, with how much each sent."""
    session_id, asked = call.path_params["id"], call.query(StaffPageQuery)

    def listed(tx: Tx, scope: Scope) -> DeviceList:
        session_of(tx, scope, session_id)
        page, more = page_of(guests_of(tx, scope, session_id), asked)
        sent = sent_by_devices(tx, scope, session_id)
        return DeviceList([DeviceOut.of(guest, sent.get(f"guest:{guest.id}", NOTHING)) for guest in page], more)

    return found(await call.read(listed, call.staff()))


@endpoint(
    "POST",
    "/api/guests/{id:str}/remove",
    Right.RUN_SESSIONS,
    takes=RemoveDevice,
    gives=DeviceOut,
    refuses=(NoSuchGuest,),
)
async def remove_guest_device(call: Call) -> Response[Any]:
    """The device may do nothing here any more, from now on; with a new code it cannot come back by the same link."""
    wish = await call.command(RemoveDevice)
    links = links_of(call) if wish.renew_code else None
    command = RemoveGuest(call.path_params["id"], links, wish.turn_down)
    return await _acted(call, remove_device, command)


@endpoint(
    "POST",
    "/api/guests/{id:str}/turn-down",
    Right.RUN_SESSIONS,
    takes=Because,
    gives=DeviceOut,
    refuses=(NoSuchGuest,),
)
async def turn_down_guest(call: Call) -> Response[Any]:
    """Cancel every order of the device that still waits, with a reason its table reads."""
    command = TurnDown(call.path_params["id"], (await call.command(Because)).reason)
    return await _acted(call, turn_down_device, command)


async def _acted(call: Call, verb: Any, command: Any) -> Response[Any]:
    def act(tx: Tx, scope: Scope, wish: Any) -> DeviceOut:
        guest: JoinedGuest = verb(tx, scope, wish)
        sent = sent_by_devices(tx, scope, guest.qr_session_id)
        return DeviceOut.of(guest, sent.get(f"guest:{guest.id}", NOTHING))

    return reply(await call.write(act, call.staff(), command))


endpoints: list[Endpoint] = [list_guests, remove_guest_device, turn_down_guest]
