"""One web process on a socket that its parent opened: `python -m tonghao.serve FILE_NUMBER`."""

import gc

# Until the application stands, nothing that is made is garbage: looking for some only delays the first page.
gc.disable()

import socket  # noqa: E402
import sys  # noqa: E402

import uvicorn  # noqa: E402

from tonghao.app import create_app  # noqa: E402
from tonghao.processes import collect_seldom  # noqa: E402

_GRACE_SECONDS = 3


def main() -> None:
    """Serve until told to end.

    The socket is the parent's, so a restart of this process loses no visitor: they wait in its queue.
    """
    listener = socket.socket(fileno=int(sys.argv[1]))
    app = create_app()
    collect_seldom()
    gc.enable()
    config = uvicorn.Config(
        app,
        loop="uvloop",
        http="httptools",
        ws="websockets-sansio",
        # Deflate costs a third to half of the CPU of a broadcast and several times the memory of a socket.
        ws_per_message_deflate=False,
        proxy_headers=False,
        server_header=False,
        access_log=False,
        log_level="warning",
        timeout_graceful_shutdown=_GRACE_SECONDS,
    )
    server = uvicorn.Server(config)
    server.run(sockets=[listener])
    if not server.started:
        sys.exit(3)


if __name__ == "__main__":
    main()
