"""The day page, for screens and spreadsheets; how the platform is, for its admin."""

import shutil
import time
from datetime import date
from importlib.metadata import version
from typing import Any

from litestar import Response
from msgspec.structs import replace

from comanda.engine.http.call import Call, found
from comanda.engine.http.endpoint import Endpoint, endpoint
from comanda.engine.tx import Tx
from comanda.identity.api.sign_ins import person_proof
from comanda.identity.errors import NoSuchBranch
from comanda.identity.queries import kept_branches
from comanda.kernel.clock import date_from_text
from comanda.kernel.scope import Right, Scope
from comanda.reports.errors import InvalidDate
from comanda.reports.queries import day_of, platform_now, today
from comanda.reports.schemas import DatabaseOut, DayOut, DayPage, DayQuery, Health, SpreadsheetQuery, day_csv
from comanda.reports.values import Platform

STARTED = time.monotonic()


@endpoint(
    "GET", "/api/reports/day", Right.READ_REPORTS, query=DayQuery, gives=DayPage, refuses=(InvalidDate, NoSuchBranch)
)
async def read_day(call: Call) -> Response[Any]:
    """The day of one branch, or of all branches side by side."""
    return found(await _page(call, call.query(DayQuery)))


@endpoint(
    "GET",
    "/api/reports/day.csv",
    Right.READ_REPORTS,
    query=SpreadsheetQuery,
    medium="text/csv",
    refuses=(InvalidDate, NoSuchBranch),
)
async def read_day_csv(call: Call) -> Response[Any]:
    """The same as a table for spreadsheets; amounts as people write them."""
    query = call.query(SpreadsheetQuery)
    page = await _page(call, query)
    headers = {"Content-Disposition": f'attachment; filename="day-{page.date}.csv"'}
    return Response(day_csv(page, query.decimal).encode(), media_type="text/csv", headers=headers)


@endpoint("GET", "/api/health", Right.KEEP_PLATFORM, gives=Health)
async def read_health(call: Call) -> Response[Any]:
    """How the platform is: the machine, and how much happens on it."""

    def counts(tx: Tx, scope: Scope) -> Platform:
        return platform_now(tx)

    platform: Platform = await call.read(counts, person_proof(call))
    house = call.edge.database
    database = DatabaseOut(house.driver.name, await house.size())
    disk = shutil.disk_usage(call.edge.settings.data_dir)
    uptime = int(time.monotonic() - STARTED)
    return found(Health.of(platform, version("comanda"), uptime, database, round(disk.free / disk.total, 3)))


async def _page(call: Call, query: DayQuery) -> DayPage:
    proof = person_proof(call) if query.branch_id is None else call.staff(query.branch_id)
    page: DayPage = await call.read(_day_page, proof, query)
    return page


def _day_page(tx: Tx, scope: Scope, query: DayQuery) -> DayPage:
    branch_ids = [scope.branch_id] if scope.branch_id else [b.id for b in kept_branches(tx, scope)]
    if not branch_ids:
        raise NoSuchBranch()
    asked = None if query.date is None else _date(query.date)
    scopes = [replace(scope, branch_id=branch_id) for branch_id in branch_ids]
    days = [DayOut.of(day_of(tx, one, asked or today(tx, one.branch_id))) for one in scopes]
    return DayPage(days[0].date, days)


def _date(text: str) -> date:
    try:
        return date_from_text(text)
    except ValueError:
        raise InvalidDate() from None


endpoints: list[Endpoint] = [read_day, read_day_csv, read_health]
