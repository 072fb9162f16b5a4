"""The commands. Each is a thin call; whatever is heavy is imported inside the command that needs it."""

import contextlib
import os
import signal
import sqlite3
import sys
from collections.abc import Callable, Generator, Sized
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO, TypeVar

import click
import msgspec

from comanda.kernel.errors import Refusal
from comanda.kernel.text import opaque
from comanda.ops.places import folder_of_demo, free_port, lan_address
from comanda.settings import Place, Settings, origin_text, read_place, read_settings

if TYPE_CHECKING:
    from comanda.engine.database import Database
    from comanda.ops.existing import Existing

LEAST_PASSWORD = 12
Command = TypeVar("Command", bound=Callable[..., None])


class BadSetting(click.ClickException):
    """The environment or an option cannot be used; told apart from work that went wrong."""

    exit_code = 2


class Commands(click.Group):
    """What was to be expected ends in one line, never in a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Refusal as refusal:
            facts = ", ".join(f"{name}: {value}" for name, value in refusal.facts().items())
            raise click.ClickException(f"{refusal.title()}{f' ({facts})' if facts else ''}") from refusal
        except Exception as error:
            if not isinstance(error, expected_errors()) or isinstance(error, BrokenPipeError):
                raise
            raise click.ClickException(one_line(error)) from error


def expected_errors() -> tuple[type[Exception], ...]:
    """What disks and databases may answer; nothing is loaded only to know its errors."""
    found: list[type[Exception]] = [OSError, sqlite3.Error]
    if psycopg := sys.modules.get("psycopg"):
        found.append(psycopg.Error)
    if standing := sys.modules.get("comanda.ops.standing"):
        found.append(standing.OtherData)
    if existing := sys.modules.get("comanda.ops.existing"):
        found.append(existing.NoDatabase)
    if drivers := sys.modules.get("comanda.engine.drivers"):
        found.append(drivers.UnfitDatabase)
    if secret := sys.modules.get("comanda.ops.secret"):
        found.append(secret.WrongSecret)
    return tuple(found)


def one_line(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    return " ".join(str(error).split())


def data_option(command: Command) -> Command:
    folder = click.Path(file_okay=False, path_type=Path)
    return click.option("--data", type=folder, help="Folder of the database and the secret [./data].")(command)


def listening_options(command: Command) -> Command:
    command = click.option("--port", type=click.IntRange(0, 65535), help="0 takes any free one [8000].")(command)
    return click.option("--host", help="Address to listen on [127.0.0.1].")(command)


def settings_of(**options: Any) -> Settings:
    """Environment and options together. Raises BadSetting."""
    try:
        settings = read_settings(os.environ, **options)
    except ValueError as error:
        raise BadSetting(str(error)) from error
    if settings.port == 0:
        return msgspec.structs.replace(settings, port=free_port(settings.host))
    return settings


def place_of(data: Path | None) -> Place:
    """Where the data are; makes nothing. Raises BadSetting."""
    try:
        return read_place(os.environ, data_dir=data)
    except ValueError as error:
        raise BadSetting(str(error)) from error


def settings_of_demo(
    host: str | None, port: int | None, data: Path | None, *, lan: bool, empty: bool = False, new: bool = False
) -> Settings:
    """A folder of its own, so that a real house is never seeded; on the LAN an address that phones can reach."""
    try:
        folder = folder_of_demo(data, empty=empty, new=new)
    except ValueError as error:
        raise BadSetting(str(error)) from error
    settings = settings_of(host="0.0.0.0" if lan and host is None else host, port=port, data_dir=folder)  # noqa: S104
    if lan and not settings.public_url:
        return msgspec.structs.replace(settings, public_url=origin_text("http", lan_address(), settings.port))
    return settings


@contextlib.contextmanager
def opened(settings: Settings) -> Generator["Database"]:
    """The house's database, at this version's schema."""
    from comanda.engine.database import Database
    from comanda.engine.drivers import driver_for
    from comanda.ops.schema import prepare

    prepare(settings)
    database = Database(driver_for(settings.database_url, settings.data_dir))
    try:
        yield database
    finally:
        database.close()


@contextlib.contextmanager
def readable(data: Path | None) -> Generator["Existing"]:
    """The house's database as it is: nothing is made, migrated or written. Raises BadSetting where there is none."""
    from comanda.ops.existing import NoDatabase, existing

    try:
        yield existing(place_of(data))
    except NoDatabase as error:
        raise BadSetting(str(error)) from error


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="comanda")
def main() -> None:
    """Comanda: the restaurant's point of sale, with ordering from the table.

    Settings come from COMANDA_ variables; options go before them.
    """
    os.umask(0o077)  # whatever a command makes is for its owner alone


def end_on_sigterm() -> None:
    """Told to stop before it serves, a server ends as well as later: nothing has begun that has to be ended first."""

    def end(number: int, frame: object) -> None:
        sys.exit(0)

    with contextlib.suppress(ValueError):  # not the main thread: whoever runs us sees to signals
        signal.signal(signal.SIGTERM, end)


@main.command()
@listening_options
@data_option
def serve(host: str | None, port: int | None, data: Path | None) -> None:
    """Serve staff and guests until stopped."""
    end_on_sigterm()
    settings = settings_of(host=host, port=port, data_dir=data)

    from comanda.ops.serve import serve as run

    run(settings, lambda: say_where(settings))


def say_where(settings: Settings) -> None:
    """Print the address that is served and, where no public one is set, the hosts that are accepted."""
    from comanda.engine.http.hosts import hosts_of
    from comanda.ops.admin import nobody_there

    click.echo(f"Comanda serves {settings.base_url} from {settings.data_dir}")
    if nobody_there(settings):
        command = f"comanda create-admin --email YOU --data {settings.data_dir}"
        click.echo(f"Nobody can sign in to these data yet. Make an administrator of them: {command}")
    if not settings.public_url:
        if settings.host in ("0.0.0.0", "::"):  # noqa: S104
            click.echo(f"Others of this network reach it at {origin_text('http', lan_address(), settings.port)}")
        click.echo(f"It answers to {hosts_of(settings)}; for another name set COMANDA_PUBLIC_URL.")


@main.command()
@listening_options
@data_option
@click.option("--lan", is_flag=True, help="Listen on all addresses, so that phones on this network can order.")
@click.option("--empty", is_flag=True, help="The bare house: menu, tables and staff, and nobody has been there yet.")
@click.option("--new", is_flag=True, help="Begin in a new folder beside the one there is, which is kept.")
@click.option("--json", "as_json", is_flag=True, help="Print one line of JSON when ready.")
def demo(
    *, host: str | None, port: int | None, data: Path | None, lan: bool, empty: bool, new: bool, as_json: bool
) -> None:
    """Serve a demo restaurant with a real menu, on an evening under way; the first start makes it.

    Its data are in ./data/demo, those of the bare house in ./data/demo-empty.
    """
    end_on_sigterm()
    settings = settings_of_demo(host, port, data, lan=lan, empty=empty, new=new)

    from comanda.ops.demo import NotTheDemo, open_demo
    from comanda.ops.serve import serve as run
    from comanda.ops.show import demo_as_json, show_demo

    try:
        made = open_demo(settings, empty=empty, say=lambda words: None if as_json else click.echo(words))
    except NotTheDemo as error:
        raise click.ClickException(str(error)) from error
    run(settings, lambda: click.echo(demo_as_json(made)) if as_json else show_demo(made, settings, with_code=lan))


def print_schema(context: click.Context, option: click.Parameter, wanted: bool) -> None:
    """What `--schema` is for; nothing else is done then."""
    if not wanted or context.resilient_parsing:
        return
    from comanda.ops.import_menu.schema import schema_text

    click.echo(schema_text(), nl=False)
    context.exit()


schema_option = click.option(
    "--schema", is_flag=True, is_eager=True, expose_value=False, callback=print_schema,
    help="Print the JSON Schema of a menu file, for an editor.",
)  # fmt: skip


@main.command("import-menu")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--organization", help="Id of the organization to import into; without it a new one is made.")
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@click.option("--json", "as_json", is_flag=True, help="Print one line of JSON.")
@schema_option
@data_option
def import_menu(file: Path, organization: str | None, dry_run: bool, as_json: bool, data: Path | None) -> None:
    """Bring a menu file (menu-sample/1) into a new or a given organization.

    It adds and changes, and takes nothing away; what the file leaves out stays. May run beside a server.
    docs/menu-file.md says how a menu file is written; --schema prints its JSON Schema.
    """
    from comanda.ops.import_menu.carry_out import carry_out, plan_for, present_of
    from comanda.ops.import_menu.present import Present
    from comanda.ops.import_menu.reading import BadMenu, read_menu
    from comanda.ops.show import import_as_json, show_import

    try:
        menu = read_menu(file)
        present = Present()
        if organization is not None:
            with readable(data) as database:
                present = present_of(database, organization)
        plan = plan_for(menu, present)
        if not dry_run:
            with opened(settings_of(data_dir=data)) as database:
                carry_out(database, plan)
    except BadMenu as bad:
        for fault in bad.faults:
            click.echo(f"{fault['pointer'] or file}: {fault['detail']}", err=True)
        raise click.ClickException(f"{file.name} cannot be taken ({faults(bad.faults)}); nothing was written") from bad
    if as_json:
        click.echo(import_as_json(plan, planned=dry_run))
    else:
        show_import(menu, plan, planned=dry_run)


@main.command("create-admin")
@click.option("--email", required=True)
@click.option("--name", help="Shown to colleagues [the e-mail's first part].")
@data_option
def create_admin(email: str, name: str | None, data: Path | None) -> None:
    """Add an administrator of the platform; the password comes from standard input."""
    settings = settings_of(data_dir=data)

    from comanda.ops.admin import BadAccount, add_admin
    from comanda.ops.schema import look_before_touching

    look_before_touching(settings.database_url, settings.data_dir)
    password = ask_password()
    try:
        with opened(settings) as database:
            add_admin(database, email, name or email.partition("@")[0], password)
    except BadAccount as bad:
        raise click.ClickException(str(bad)) from bad
    click.echo(f"{email} can sign in as administrator.")


def ask_password() -> str:
    """One line of standard input, or typed unseen and twice. Raises ClickException when it is too short."""
    if sys.stdin.isatty():
        password = str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    if len(opaque(password)) < LEAST_PASSWORD:
        raise click.ClickException(f"the password needs at least {LEAST_PASSWORD} characters")
    return password


def faults(found: Sized) -> str:
    return "1 fault" if len(found) == 1 else f"{len(found)} faults"


@main.command("new-secret")
@data_option
def new_secret(data: Path | None) -> None:
    """Give the house a new secret, with the server stopped; an old one is kept beside it.

    Printed and open links, guests at their tables and remembered requests end with the old secret.
    """
    place = place_of(data)
    folder, file = place.data_dir, place.secret_file

    from comanda.ops.data_folder import sole_server
    from comanda.ops.schema import look_before_touching, prepare
    from comanda.ops.secret import set_aside

    if place.database_url is None and not (folder / "comanda.db").exists():
        raise click.ClickException(f"there is no database in {folder}; name the data folder with --data")
    look_before_touching(place.database_url, folder)
    with sole_server(folder):
        kept = set_aside(file)
        prepare(settings_of(data_dir=data), new_secret=True)
    click.echo(f"The secret in {file} is new{f'; the old one is in {kept}' if kept else ''}.")


@main.command()
@data_option
def migrate(data: Path | None) -> None:
    """Bring the database to this version's schema (serving does it too)."""
    settings = settings_of(data_dir=data)

    from comanda.ops.schema import prepare
    from comanda.ops.standing import HEAD

    changed = prepare(settings)
    click.echo(f"{'Brought to' if changed else 'Already at'} schema {HEAD}.")


@main.command()
@data_option
@click.option("--head", "kept", multiple=True, metavar="STREAM:SEQ:HASH", help="A head kept elsewhere; repeatable.")
@click.option(
    "--heads", "file", type=click.File(), help="A file that `comanda heads` has written; - for standard input."
)
@click.option("--claim", is_flag=True, help="Only print what is found, and what lies outside the claim.")
def verify(data: Path | None, kept: tuple[str, ...], file: TextIO | None, claim: bool) -> None:
    """Prove the log, the rows and the money; ends with 1 when something is wrong. Reads only, also beside a server.

    Every chain is recomputed, every row the log tells of compared with the tables, every bill added up again. A log
    that was cut at its end or chained anew is found by heads kept elsewhere.
    """
    from comanda.ops.proof.heads import BadHead, read_head, read_heads
    from comanda.ops.show import show_claim, show_proof
    from comanda.ops.verify import verify as prove

    if claim:
        show_claim()
        return
    try:
        heads = [*map(read_head, kept), *read_heads(file or ())]
    except BadHead as bad:
        raise BadSetting(str(bad)) from bad
    with readable(data) as database:
        report = prove(database, heads)
    if not show_proof(report):
        raise click.exceptions.Exit(1)


@main.command()
@data_option
def heads(data: Path | None) -> None:
    """Print the head of every stream, to be kept elsewhere and given to `comanda verify --heads`."""
    from comanda.ops.proof.heads import heads_of

    with readable(data) as database:
        found = database.look_now(heads_of)
    click.echo("# comanda heads: STREAM:SEQ:HASH; keep them elsewhere, and prove them with comanda verify --heads FILE")
    for head in found:
        click.echo(str(head))


@main.command()
def openapi() -> None:
    """Print the OpenAPI document of the HTTP API."""
    from comanda.ops.show import openapi_text

    click.echo(openapi_text(), nl=False)
