"""HTTP for posts and their comments."""

from litestar import Router

from tonghao.posts.routes import columns, comments, later, marks, staff, threads

router = Router(
    "/",
    route_handlers=[
        threads.of_circle, threads.of_account, threads.write, threads.one, threads.edit, threads.drop,
        threads.versions, threads.like_post, threads.unlike_post,
        comments.floors, comments.replies, comments.comment, comments.change, comments.drop_comment,
        comments.comment_versions, comments.like_comment, comments.unlike_comment,
        marks.thank_floor, marks.unthank_floor, marks.solve_post, marks.read_to, marks.follow_thread,
        marks.unfollow_thread, marks.followed, marks.settings, marks.choose,
        staff.pinned, staff.digest, staff.tags, staff.rules, staff.slow_circle, staff.categories,
        staff.pin, staff.unpin, staff.lock, staff.unlock, staff.put_in_digest, staff.take_from_digest,
        staff.slow, staff.turn,
        later.drafts, later.one_draft, later.keep_draft, later.forget_draft,
        columns.all_columns, columns.one_column, columns.column_posts, columns.open_one, columns.edit_one,
        columns.close_one, columns.put_in, columns.take_out, columns.order,
        later.scheduled, later.schedule, later.reschedule, later.cancel,
    ],
    tags=["posts"],
)  # fmt: skip
