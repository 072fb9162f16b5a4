"""One frozen Settings, read once from the environment and passed in. Every field has a working default."""

import os
import re
import secrets
import unicodedata
from collections.abc import Mapping
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct

PREFIX = "COMANDA_"
KNOWN = {"DATA_DIR", "DATABASE_URL", "HOST", "PORT", "PUBLIC_URL", "SECRET_FILE", "TRUSTED_PROXIES"}

DEFAULT_PORTS = {"http": 80, "https": 443}
_DOTS = re.compile("[\u3002\uff0e\uff61]")
_NAME = re.compile(r"(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_INVISIBLE = re.compile(r"[\s\x00-\x1f\x7f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")

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
        """Where none is set, one that this machine reaches itself by."""
        everywhere = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104
        return self.public_url or origin_text("http", everywhere.get(self.host, self.host), self.port)

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
        host=_host(chosen.get("HOST", "127.0.0.1")),
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
    try:
        secret = path.read_text("utf-8").strip().encode()
    except UnicodeDecodeError:
        raise ValueError(f"the secret in {path} is not text: put a copy of the right file back") from None
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


def _host(text: str) -> str:
    try:
        return normal_host(text)
    except ValueError as error:
        raise ValueError(f"{PREFIX}HOST {error}: it is an address or a name to listen on, like 127.0.0.1") from None


def _public_url(text: str) -> str:
    try:
        return normal_origin(text) if text else ""
    except ValueError as error:
        raise ValueError(f"{PREFIX}PUBLIC_URL {error}") from None


def _networks(text: str) -> list[Network]:
    """`10.0.0.2, 172.18.0.0/16`."""
    try:
        return [_network(part.strip()) for part in text.split(",") if part.strip()]
    except ValueError as error:
        raise ValueError(f"{PREFIX}TRUSTED_PROXIES must be addresses or networks like 172.18.0.0/16: {error}") from None


def _network(text: str) -> Network:
    """An IPv4 network that is written as one of IPv6 is told apart by nobody else."""
    network = ip_network(text.replace("[", "").replace("]", ""))
    mapped = network.network_address.ipv4_mapped if isinstance(network, IPv6Network) else None
    return network if mapped is None or network.prefixlen < 96 else IPv4Network((mapped, network.prefixlen - 96))


def _database_url(text: str | None) -> str | None:
    scheme, separator, rest = (text or "").strip().partition("://")
    text = f"{scheme.lower()}{separator}{rest}"
    if text and not text.startswith(("postgresql://", "postgres://")):
        raise ValueError(f"{PREFIX}DATABASE_URL must begin with postgresql://; leave it out for SQLite")
    return text or None


def origin_text(scheme: str, host: str, port: int) -> str:
    """`https://xn--caf-dma.example`, `http://[::1]:8000`: the port only where it is not the scheme's own."""
    name = f"[{host}]" if ":" in host else host
    return f"{scheme}://{name}" if DEFAULT_PORTS.get(scheme) == port else f"{scheme}://{name}:{port}"


def normal_origin(text: str) -> str:
    """Scheme, host and port as browsers write them. Raises ValueError, saying what is wrong with it."""
    if _INVISIBLE.search(text):
        raise ValueError("has a space or an invisible character in it")
    scheme = text.partition("://")[0].lower()
    if "://" not in text or scheme not in DEFAULT_PORTS:
        raise ValueError("must begin with http:// or https://")
    if "?" in text or "#" in text or "\\" in text:
        raise ValueError("has a query, a fragment or a backslash: only scheme, host and port belong there")
    parts = urlsplit(text)
    if parts.path not in ("", "/"):
        raise ValueError(f"has the path {parts.path}: only scheme, host and port belong there")
    if "@" in parts.netloc:
        raise ValueError("names a user: only scheme, host and port belong there")
    try:
        port = parts.port
    except ValueError:
        port = 0
    if port == 0:
        raise ValueError("has a port that is none")
    return origin_text(scheme, normal_host(parts.hostname or ""), port or DEFAULT_PORTS[scheme])


def normal_host(text: str) -> str:
    """A name in lower case and punycode, or an IP address in its short form, without brackets. Raises ValueError."""
    host = _DOTS.sub(".", unicodedata.normalize("NFKC", text)).lower().strip("[]").removesuffix(".")
    if not host:
        raise ValueError("names no host")
    if ":" in host or re.fullmatch(r"[0-9.]+", host):
        try:
            address = ip_address(host)
        except ValueError:
            raise ValueError(f"names the host {text}, which is no address") from None
        return address.compressed if isinstance(address, IPv6Address) else str(address)
    labels = [one if one.isascii() else f"xn--{one.encode('punycode').decode()}" for one in host.split(".")]
    if not _NAME.fullmatch(name := ".".join(labels)):
        raise ValueError(f"names the host {text}, which is no name")
    return name
