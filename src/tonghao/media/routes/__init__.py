"""HTTP for one's own photos."""

from litestar import Router

from tonghao.media.routes.photos import clear_avatar, remove, set_avatar, show, upload
from tonghao.media.routes.uploads import continue_upload, create_upload, find_upload, remove_upload

router = Router(
    "/",
    route_handlers=[
        upload, show, remove, set_avatar, clear_avatar,
        create_upload, find_upload, continue_upload, remove_upload,
    ],
    tags=["media"],
)  # fmt: skip
