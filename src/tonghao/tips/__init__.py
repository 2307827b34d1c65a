"""Tips: a thank-you in money for a post, with every brake that November 2016 lacked.

Tables: tips, circle_tipping, tip_choices.
Emits: tip.moved.
Hears: post.hidden (what is still held goes back), account.deleted.
Always true: nobody is tipped who did not switch it on, in a circle that did not; nobody under age, nobody
whose account is younger than 30 days, no post with a photo that waits for its verdict; a tip is an account of
the ledger that holds it for 24 hours and is empty afterwards; it bears no words, is shown to its two people
alone, sorts nothing and opens nothing.
"""
