"""All pictures of posts by name."""

from . import photos_cat, photos_in, photos_out

PHOTOS = {**photos_cat.PHOTOS, **photos_out.PHOTOS, **photos_in.PHOTOS}
