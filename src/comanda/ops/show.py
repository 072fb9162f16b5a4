"""What the commands print: calm tables for people, one line of JSON for programs."""

import json
from importlib.metadata import version

import click
import msgspec
import segno
from rich import box
from rich.console import Console
from rich.table import Table

from comanda.engine.rows import logged_columns
from comanda.identity.values import StaffRole
from comanda.ops.demo import STAFF, Demo, Member
from comanda.ops.import_menu.plan import Plan
from comanda.ops.import_menu.rules import remarks_on
from comanda.ops.import_menu.shapes import MenuFile
from comanda.ops.proof.report import Report
from comanda.ops.proof.rows import TABLES, THE_LOG, outside_the_claim
from comanda.settings import Settings


def demo_as_json(demo: Demo) -> str:
    return msgspec.json.encode(demo).decode()


def show_demo(demo: Demo, settings: Settings, *, with_code: bool) -> None:
    """Address, sign-ins, the open table's link; `with_code` also as a QR code to point a phone at."""
    console = Console(highlight=False, soft_wrap=True)
    console.print(f"\n[bold]Comanda[/] serves the demo restaurant. Staff sign in at [bold]{demo.base_url}/cashier[/]\n")
    table = _table("who", "works in", "e-mail", "password")
    for member in STAFF:
        table.add_row(f"{member.name}, {member.role}", _place(member), member.email, demo.cashier.password)
    console.print(table)
    console.print("\nA table is open. Guests order at")
    console.print(f"[bold]{demo.qr_url}[/]\n")
    if with_code:
        segno.make(demo.qr_url, error="m").terminal(compact=True)
        console.print("Phones on this network can scan it. Plain http: for trying out, not for a real service.\n")
    console.print(f"[dim]Data in {settings.data_dir}. Ctrl+C stops.[/]")


def _place(member: Member) -> str:
    if member.branch is None:
        return "the platform" if member.role is StaffRole.ADMIN else "both branches"
    return ("Mitte", "West")[member.branch]


def import_as_json(plan: Plan, *, planned: bool) -> str:
    """The line that api.md promises; a plan names only what is there already."""
    there = not planned or plan.organization is None
    ids = plan.ids.without(plan.made) if planned else plan.ids
    line = {"organization_id": plan.organization_id if there else None, "ids": ids, "counts": plan.counts}
    return msgspec.json.encode(line).decode()


def show_import(menu: MenuFile, plan: Plan, *, planned: bool) -> None:
    """What is new, changed and as before, then what is worth knowing."""
    console = Console(highlight=False, soft_wrap=True)
    table = _table("", "new", "changed", "as before")
    for column in table.columns[1:]:
        column.justify = "right"
    for what, tally in plan.tallies.items():
        if tally.new or tally.changed or tally.same:
            table.add_row(what, *(str(number or "–") for number in (tally.new, tally.changed, tally.same)))
    console.print(table)
    for remark in remarks_on(menu):
        console.print(f"· {remark}", markup=False)
    if planned:
        console.print("Nothing was written." if plan.differs else "Nothing would change.")
    else:
        console.print("Imported into organization" if plan.differs else "Nothing has changed in organization", end=" ")
        console.print(plan.organization_id)


def show_proof(report: Report) -> bool:
    """Findings and warnings to standard error, notes and the sum to standard output; False when something is wrong."""
    for finding in report.findings:
        click.echo(f"{finding.where}: {finding.what}", err=True)
    for warning in report.warnings:
        click.echo(f"Warning: {warning.where}: {warning.what}", err=True)
    for note in report.notes:
        click.echo(f"Note: {note.where}: {note.what}")
    looked_at = (
        f"{report.events} events in {report.streams} streams, {report.rows} rows, {report.bills} bills with "
        f"{report.payments} payments in {report.branches} branches"
    )
    if report.fault_count:
        if report.fault_count > len(report.findings):
            click.echo(f"… and {report.fault_count - len(report.findings)} more", err=True)
        count = "1 fault" if report.fault_count == 1 else f"{report.fault_count} faults"
        click.echo(f"Error: {count}; looked at {looked_at}", err=True)
        return False
    if not report.heads:
        click.echo("Note: no heads kept elsewhere were given (--heads), so a log cut at its end would not be noticed.")
    if not report.branches:
        click.echo(f"Nothing is wrong, but there is no branch here: {looked_at}.")
    elif report.warnings:
        click.echo(f"Log, rows and money are right; the warnings want to be looked at: {looked_at}.")
    else:
        click.echo(f"All is well: {looked_at}.")
    return True


def show_claim() -> None:
    """What `comanda verify` finds, and every table and column it does not answer for."""
    click.echo("Found: every change, addition or deletion of a row or a value in these tables.")
    for name, table in sorted(TABLES.items()):
        click.echo(f"  {name}: {', '.join(column.name for column in logged_columns(table))}")
    click.echo(f"  {', '.join(THE_LOG)}: every column, by the chain")
    click.echo("  the schema on SQLite: every table, constraint, index and trigger")
    click.echo("Outside the claim:")
    for name, why in outside_the_claim():
        click.echo(f"  {name}: {why}")
    click.echo("  the schema on PostgreSQL: constraints, indexes, triggers and rights are its administrator's")
    click.echo("Found only by heads kept elsewhere: a log cut at its end, chained anew, or replaced by an older one.")


def openapi_text() -> str:
    """The document as it stands in docs/openapi.json."""
    from comanda.app import ENDPOINTS
    from comanda.engine.http.openapi import openapi_document

    return json.dumps(openapi_document(ENDPOINTS, version("comanda")), indent=2, ensure_ascii=False) + "\n"


def _table(*columns: str) -> Table:
    table = Table(*columns, box=box.SIMPLE_HEAD, pad_edge=False, header_style="dim")
    table.columns[0].no_wrap = True
    return table
