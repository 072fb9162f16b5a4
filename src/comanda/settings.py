"""One frozen Settings, read once from the environment and passed in. Every field has a working default."""

import os
import re
import secrets
from collections.abc import Mapping
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path

from msgspec import Struct

PREFIX = "COMANDA_"
KNOWN = {"DATA_DIR", "DATABASE_URL", "HOST", "PORT", "PUBLIC_URL", "SECRET_FILE", "TRUSTED_PROXIES"}

Network = IPv4Network | IPv6Network
LOOPBACK: tuple[Network, ...] = (IPv4Network("127.0.0.0/8"), IPv6Network("::1/128"))


class UnknownSetting(ValueError):
    """A COMANDA_ variable that means nothing, most likely misspelt."""


class Settings(Struct, frozen=True):
    data_dir: Path
    secret: bytes
    """32 bytes or more; keys of table links and guest credentials are derived from it. Empty where none is needed."""
    database_url: str | None = None
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str = ""
    """Scheme and host that guests reach, without a slash at the end; empty: http on host and port."""
    trusted_proxies: tuple[Network, ...] = LOOPBACK
    """Whose X-Forwarded-For is believed; this machine's own always."""

    @property
    def base_url(self) -> str:
        return self.public_url or f"http://{self.host}:{self.port}"

    @property
    def secure(self) -> bool:
        """True when guests come over https."""
        return self.base_url.startswith("https://")


class Place(Struct, frozen=True):
    """Where the database and the secret are, whether they are there or not."""

    data_dir: Path
    secret_file: Path
    database_url: str | None


def read_place(environment: Mapping[str, str] = os.environ, **overrides: str | int | Path | None) -> Place:
    """Makes nothing and needs no secret. Raises UnknownSetting, or ValueError for a database that cannot be used."""
    return _place(_chosen(environment, overrides))


def read_settings(environment: Mapping[str, str] = os.environ, **overrides: str | int | Path | None) -> Settings:
    """Makes the secret where there is no database yet. Overrides that are None are ignored.

    Raises UnknownSetting, or ValueError for a value that cannot be used, or a secret missing beside its database.
    """
    chosen = _chosen(environment, overrides)
    place = _place(chosen)
    data_dir, secret_file = place.data_dir, place.secret_file
    if not secret_file.exists() and (data_dir / "comanda.db").exists():
        raise ValueError(
            f"the secret of {data_dir / 'comanda.db'} is missing: put it back at {secret_file}, "
            "or see `comanda new-secret --help`"
        )
    return Settings(
        data_dir=data_dir,
        secret=read_secret(secret_file),
        database_url=place.database_url,
        host=chosen.get("HOST", "127.0.0.1"),
        port=_port(chosen.get("PORT", "8000")),
        public_url=_public_url(chosen.get("PUBLIC_URL", "")),
        trusted_proxies=(*LOOPBACK, *_networks(chosen.get("TRUSTED_PROXIES", ""))),
    )


def _chosen(environment: Mapping[str, str], overrides: Mapping[str, str | int | Path | None]) -> dict[str, str]:
    given = {name[len(PREFIX) :]: value for name, value in environment.items() if name.startswith(PREFIX)}
    if unknown := sorted(set(given) - KNOWN):
        known = ", ".join(sorted(PREFIX + name for name in KNOWN))
        raise UnknownSetting(f"unknown setting {PREFIX}{unknown[0]}; known are {known}")
    return {**given, **{name.upper(): str(value) for name, value in overrides.items() if value is not None}}


def _place(chosen: Mapping[str, str]) -> Place:
    data_dir = Path(chosen.get("DATA_DIR", "data")).expanduser().resolve()
    secret_file = Path(chosen["SECRET_FILE"]) if "SECRET_FILE" in chosen else data_dir / "secret"
    return Place(data_dir, secret_file, _database_url(chosen.get("DATABASE_URL")))


def read_secret(path: Path) -> bytes:
    """The house's secret; made on the first start, readable by its owner alone."""
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_secret(path)
    secret = path.read_text().strip().encode()
    if len(secret) < 32:
        raise ValueError(f"the secret in {path} is shorter than 32 characters")
    if path.stat().st_mode & 0o077:
        raise ValueError(f"others can read the secret in {path}: chmod 600 {path}")
    return secret


def write_secret(path: Path) -> None:
    """Makes one in a new file, which is on the disk, name and all, before anything is derived from it.

    Raises FileExistsError.
    """
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_hex(32))
        file.flush()
        os.fsync(descriptor)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _port(text: str) -> int:
    if not re.fullmatch("[0-9]{1,5}", text) or int(text) > 65535:
        raise ValueError(f"{PREFIX}PORT must be a number up to 65535, not {text!r}")
    return int(text)


def _public_url(text: str) -> str:
    if text and not text.startswith(("http://", "https://")):
        raise ValueError(f"{PREFIX}PUBLIC_URL must begin with http:// or https://")
    return text.rstrip("/")


def _networks(text: str) -> list[Network]:
    """`10.0.0.2, 172.18.0.0/16`."""
    try:
        return [ip_network(part.strip()) for part in text.split(",") if part.strip()]
    except ValueError as error:
        raise ValueError(f"{PREFIX}TRUSTED_PROXIES must be addresses or networks like 172.18.0.0/16: {error}") from None


def _database_url(text: str | None) -> str | None:
    if text and not text.startswith(("postgresql://", "postgres://")):
        raise ValueError(f"{PREFIX}DATABASE_URL must begin with postgresql://; leave it out for SQLite")
    return text or None
