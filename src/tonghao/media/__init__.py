"""Photos: taken in, decoded in a process of their own, judged before anybody else sees them, really deleted.

Tables: media, media_uses (the ledger of where each photo is used), uploads (photos that come in parts).
Emits: media.uploaded, media.judged, media.checked, media.dropped.
Hears: media.uploaded (decode and judge), media.judged (make its files), media.checked (wear a chosen picture
or let go of it), media.dropped (delete the files), account.deleted.
Always true: an original is never served; a photo is visible only after a verdict; a photo that no place
uses is deleted, files first, row last; nothing but the photo process decodes a photo.
"""
