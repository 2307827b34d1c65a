"""HTTP for transfers."""

from litestar import Router

from tonghao.transfers.routes import codes, requests, splits, transfers

router = Router(
    "/",
    route_handlers=[*transfers.HANDLERS, *requests.HANDLERS, *splits.HANDLERS, *codes.HANDLERS],
    tags=["transfers"],
)
