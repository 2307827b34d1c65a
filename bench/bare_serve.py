"""Serve the bare application like `tonghao.serve` serves the product."""

import socket
import sys

import uvicorn


def main() -> None:
    """Serve until told to end."""
    config = uvicorn.Config(
        "bench.bare:create_app",
        factory=True,
        loop="uvloop",
        http="httptools",
        proxy_headers=False,
        server_header=False,
        access_log=False,
        log_level="warning",
    )
    uvicorn.Server(config).run(sockets=[socket.socket(fileno=int(sys.argv[1]))])


if __name__ == "__main__":
    main()
