"""Growth: sign-in with a streak, experience and eighteen levels, where a circle has chosen them.

Tables: circle_levels, growth, circle_sign_ins, growth_points.
Emits: levels.chosen.
Hears: levels.chosen, circle.joined, post.published, post.hidden, comment.published, comment.hidden,
floor.thanked, post.marked, account.deleted.
Always true: off unless the circle chose it; `points` is the sum of what stands in growth_points and was
not taken back; one cause gives points once; what was removed takes its points with it, and brings them
back when it returns.
"""
