"""Pages that the server renders: the apps' shells, and public circles and posts for readers without script.

Tables: none. Emits: nothing. Hears: nothing.
Always true: a page shows nothing that an anonymous fetch of the API would refuse.
"""
