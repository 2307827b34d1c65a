"""All pictures of posts by name."""

from . import photos_cat, photos_house, photos_in, photos_out, photos_paper, photos_repair, photos_table

PHOTOS = {
    **photos_cat.PHOTOS,
    **photos_out.PHOTOS,
    **photos_house.PHOTOS,
    **photos_in.PHOTOS,
    **photos_table.PHOTOS,
    **photos_paper.PHOTOS,
    **photos_repair.PHOTOS,
}
