"""The tests' own fence: this machine can be reached, no other."""

import asyncio
import socket
import threading

import pytest


def test_loopback_can_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        with socket.create_connection(server.getsockname()[:2], timeout=5) as client:
            assert client.getpeername() == server.getsockname()


@pytest.mark.parametrize("address", ["192.0.2.1", "10.1.2.3", "2001:db8::1"])
def test_another_machine_is_refused(address: str, no_network: list[str]) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as stranger:
        with pytest.raises(ConnectionRefusedError, match="this machine only"):
            stranger.connect((address, 80))
        with pytest.raises(ConnectionRefusedError, match="this machine only"):
            stranger.connect_ex((address, 80))
    with socket.socket(family, socket.SOCK_DGRAM) as stranger:
        with pytest.raises(ConnectionRefusedError, match="this machine only"):
            stranger.sendto(b"hello", (address, 53))
    assert len(no_network) == 3
    no_network.clear()


def test_a_name_is_not_looked_up(no_network: list[str]) -> None:
    with pytest.raises(ConnectionRefusedError, match=r"example\.org"):
        socket.getaddrinfo("example.org", 443)
    no_network.clear()


async def test_asyncio_and_threads_are_fenced_too(no_network: list[str]) -> None:
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection("192.0.2.1", 80)
    refused = threading.Event()

    def reach() -> None:
        try:
            socket.create_connection(("192.0.2.1", 80), timeout=1)
        except ConnectionRefusedError:
            refused.set()

    await asyncio.to_thread(reach)
    assert refused.is_set()
    no_network.clear()
