"""HTTP for posts and their comments."""

from litestar import Router

from tonghao.posts.routes import comments, threads

router = Router(
    "/",
    route_handlers=[
        threads.of_circle, threads.of_account, threads.write, threads.one, threads.edit, threads.drop,
        threads.versions, threads.like_post, threads.unlike_post,
        comments.floors, comments.replies, comments.comment, comments.change, comments.drop_comment,
        comments.like_comment, comments.unlike_comment,
    ],
    tags=["posts"],
)  # fmt: skip
