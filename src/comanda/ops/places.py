"""Where a server is found: free ports, this machine's address on its network, the demo's folder."""

import os
import socket
from pathlib import Path


def free_port(host: str) -> int:
    with socket.create_server((host, 0)) as probe:
        return int(probe.getsockname()[1])


def folder_of_demo(data: Path | None, *, empty: bool, new: bool) -> Path:
    """The named folder, else the newest of data/demo, data/demo-2 …; a new one stands beside it. Raises ValueError.

    The bare house has folders of its own: data/demo-empty, data/demo-empty-2 …
    """
    if new and os.environ.get("COMANDA_DATABASE_URL"):
        raise ValueError("--new makes a new folder: name another database with COMANDA_DATABASE_URL instead")
    named = data if data is not None else os.environ.get("COMANDA_DATA_DIR")
    first = Path(named) if named is not None else Path("data") / ("demo-empty" if empty else "demo")
    number = 1
    while (following := first.with_name(f"{first.name}-{number + 1}")).exists():
        number += 1
    latest = first if number == 1 else first.with_name(f"{first.name}-{number}")
    if new:
        return following if first.exists() else first
    return first if named is not None else latest


def lan_address() -> str:
    """The address other machines of the network reach this one by; nothing is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # a documentation address: only the route to it is looked up
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"
