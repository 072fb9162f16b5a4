"""The house's secret belongs to its database: with another one, links, guests and remembered requests are lost."""

from pathlib import Path

from comanda.engine.drivers import Driver
from comanda.engine.secret_mark import knows_secret, remember_secret
from comanda.engine.tx import Tx
from comanda.kernel.clock import system_clock
from comanda.settings import Settings, write_secret


class WrongSecret(RuntimeError):
    """This database was made with another secret: put that one back, or see `comanda new-secret --help`."""


def hold_to_secret(settings: Settings, driver: Driver, *, replace: bool = False) -> None:
    """The first secret a database sees is remembered, as is one that replaces it. Raises WrongSecret."""
    connection = driver.connect()
    try:
        cursor = connection.cursor()
        tx = Tx(cursor, driver.name, system_clock())
        known = knows_secret(tx, settings.secret)
        if known is None or (replace and not known):
            cursor.execute(driver.begin_write())
            remember_secret(tx, settings.secret, replace=replace)
            cursor.execute("COMMIT")
            known = knows_secret(tx, settings.secret)  # servers that start at once may all have come here
        if not known:
            raise WrongSecret(WrongSecret.__doc__)
    finally:
        connection.close()


def set_aside(secret_file: Path) -> Path | None:
    """Keeps the present secret beside a new one, under a name of its own; None where there was none."""
    kept = None
    if secret_file.exists():
        kept = secret_file.with_name(f"{secret_file.name}.{system_clock()}")
        secret_file.rename(kept)
    write_secret(secret_file)
    return kept
