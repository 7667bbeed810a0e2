"""``python -m clients.demo.proxy``: a process of proxies that is told what to do on its input.

It prints ``{"ports": {DEVICE: PORT, ...}}``, then answers each line of input with one line:
``{"type": "SetProfile", "device": DEVICE, "profile": NAME}`` with ``{}``,
``{"type": "Report"}`` with ``{"stats": {DEVICE: {...}, ...}}``, and what it cannot follow with
``{"error": TEXT}``. It ends when its input does.
"""

import argparse
import asyncio
import sys

from msgspec import DecodeError, Struct, json

from clients.demo.proxy.network import Network


class SetProfile(Struct, frozen=True, tag=True, forbid_unknown_fields=True):
    """Changes one device's network."""

    device: str
    profile: str


class Report(Struct, frozen=True, tag=True, forbid_unknown_fields=True):
    """Asks for the counters of all devices."""


Command = SetProfile | Report


async def follow(network: Network, line: bytes) -> dict[str, object]:
    """Does what one line of input says; returns the answer."""
    try:
        command = json.decode(line, type=Command)
        if isinstance(command, Report):
            return {"stats": network.stats()}
        await network.set_profile(command.device, command.profile)
    except DecodeError as error:
        return {"error": str(error)}
    except KeyError as error:
        return {"error": f"unknown: {error.args[0]}"}
    return {}


async def serve(network: Network, devices: list[str]) -> None:
    """Opens the devices and follows the input to its end."""
    try:
        _say({"ports": {device: await network.open(device) for device in devices}})
        reader = asyncio.StreamReader()
        await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(reader), sys.stdin
        )
        while line := await reader.readline():
            _say(await follow(network, line))
    finally:
        await network.close()


def _say(answer: dict[str, object]) -> None:
    sys.stdout.write(json.encode(answer).decode() + "\n")
    sys.stdout.flush()


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(prog="python -m clients.demo.proxy")
    parser.add_argument("--upstream-host", default="127.0.0.1")
    parser.add_argument("--upstream-port", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--device", action="append", required=True, dest="devices")
    given = parser.parse_args()
    network = Network(given.upstream_port, given.seed, given.upstream_host)
    asyncio.run(serve(network, list(dict.fromkeys(given.devices))))


if __name__ == "__main__":
    main()
