"""HTTP for posts and their comments."""

from litestar import Router

from tonghao.posts.routes import comments, marks, threads

router = Router(
    "/",
    route_handlers=[
        threads.of_circle, threads.of_account, threads.write, threads.one, threads.edit, threads.drop,
        threads.versions, threads.like_post, threads.unlike_post,
        comments.floors, comments.replies, comments.comment, comments.change, comments.drop_comment,
        comments.like_comment, comments.unlike_comment,
        marks.thank_floor, marks.unthank_floor, marks.solve_post, marks.read_to, marks.follow_thread,
        marks.unfollow_thread, marks.followed, marks.settings, marks.choose,
    ],
    tags=["posts"],
)  # fmt: skip
