"""Decode: turn a stranger's bytes into upright sRGB pixels and their renditions, or say why not.

Runs only inside the confined child (`confine`): everything here may be attacked by what it reads.
"""

import base64
import io
import warnings
from typing import Final

import numpy as np
import pillow_heif
from numpy.typing import NDArray
from PIL import (
    GifImagePlugin,
    Image,
    ImageCms,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)
from thumbhash import rgba_to_thumb_hash

from tonghao.media.jpeg import is_whole
from tonghao.media.kinds import kind_of
from tonghao.media.types import RENDITIONS

# Imported by name: the child that decodes can open no file, so nothing may be loaded late.
_PLUGINS: Final = (
    GifImagePlugin, JpegImagePlugin, MpoImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin,
)  # fmt: skip
_FORMATS: Final = ("JPEG", "PNG", "WEBP", "GIF", "HEIF")
LARGE_SIDE: Final = RENDITIONS["large"]
# One thread, as the limits count; thumbnails, depth and other pictures of the file are not read.
pillow_heif.register_heif_opener(thumbnails=False, aux_images=False, depth_images=False, decode_threads=1)
# Half a telephone's photo of 4032 pixels is hardly smaller than the largest rendition, and taken as it is.
_ENOUGH: Final = LARGE_SIDE * 15 // 16
WORKING_SIDE: Final = 512
# Reading whole squares of pixels first is nearly as good for eyes from this factor on. For the model, which
# sees no edges, it may be as coarse as it can be: 7 ms instead of 24.
_GAP: Final = 2.0
_BLUR_SIDE: Final = 32
_ORIENTATION: Final = 0x0112
_QUALITY: Final = 80
# 2 costs 100 ms for a large photo where 4 costs 230 ms and saves 4 % of the bytes.
_EFFORT: Final = 2

_UPRIGHT: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_SPACES: Final = {"RGB": "RGB", "L": "GRAY", "CMYK": "CMYK"}

Pixels = NDArray[np.uint8]


class Unusable(Exception):
    """The bytes are no photo that we take; `reason` is a key of `types.REFUSED`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Decoded:
    """A decoded photo: its pixels as stored, and what is needed to make them upright sRGB."""

    def __init__(self, image: Image.Image, *, orientation: int, profile: bytes | None) -> None:
        self._image = image
        self._orientation = orientation
        self._profile = profile

    def upright(self, side: int) -> Image.Image:
        """The photo in sRGB, upright, at most *side* pixels long, without any metadata."""
        image = _smaller(self._image, side, gap=_GAP if side > WORKING_SIDE else 1.0)
        # After the resize, since both cost by the pixel.
        image = _in_srgb(image, self._profile)
        turn = _UPRIGHT.get(self._orientation)
        if turn is not None:
            image = image.transpose(turn)
        # Pillow would write a colour profile that it finds here.
        image.info = {}
        return image


def decode(original: bytes, *, most_pixels: int) -> Decoded:
    """Decode *original* whole.

    Raises:
        Unusable: it is no photo, damaged, moving, or larger than *most_pixels*.
    """
    if kind_of(original[:12]) is None:
        raise Unusable("not_a_photo")
    Image.MAX_IMAGE_PIXELS = most_pixels
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(io.BytesIO(original), formats=_FORMATS)
            _must_be_taken(image, most_pixels)
            profile = image.info.get("icc_profile")
            if image.format in {"JPEG", "MPO"}:
                if not is_whole(original):
                    raise Unusable("broken")
                # The decoder can halve while it reads, which costs a third.
                longer = max(image.size)
                image.draft(None, (image.width * _ENOUGH // longer, image.height * _ENOUGH // longer))
            image.load()
            orientation = _orientation_of(image)
            flat = _flat(image)
    except Unusable:
        raise
    except MemoryError:
        raise Unusable("too_hard") from None
    except Image.DecompressionBombError:
        raise Unusable("too_many_pixels") from None
    # A decoder that reads nonsense fails in many ways; all of them mean the same to the author.
    except Exception:
        raise Unusable("broken") from None
    return Decoded(flat, orientation=orientation, profile=profile if isinstance(profile, bytes) else None)


def _must_be_taken(image: Image.Image, most_pixels: int) -> None:
    if image.width * image.height > most_pixels:
        raise Unusable("too_many_pixels")
    # A phone's JPEG or HEIC may carry more pictures for depth or brightness; the first one is the photo.
    # Of a GIF, too, only the first frame is read: the others cost nothing, however many there are.
    if image.format in {"PNG", "WEBP"} and getattr(image, "n_frames", 1) > 1:
        raise Unusable("moves")


def _orientation_of(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except Exception:  # damaged EXIF is thrown away like the rest of it
        return 1


def _flat(image: Image.Image) -> Image.Image:
    """Pixels without transparency (white shines through), palette or 16 bits."""
    if image.mode in {"RGB", "L", "CMYK"} and "transparency" not in image.info:
        return image
    if image.mode.startswith("I;16"):
        return Image.fromarray((np.asarray(image) >> 8).astype(np.uint8))
    if image.mode == "I":
        return Image.fromarray((np.asarray(image) >> 8).clip(0, 255).astype(np.uint8))
    if image.mode in {"RGBA", "LA", "PA", "RGBa", "La"} or "transparency" in image.info:
        see_through = image.convert("RGBA")
        paper = Image.new("RGB", image.size, "white")
        paper.paste(see_through, mask=see_through.getchannel("A"))
        return paper
    return image.convert("RGB")


def _smaller(image: Image.Image, side: int, *, gap: float = _GAP) -> Image.Image:
    longer = max(image.size)
    if longer <= side:
        return image.copy()
    size = (max(1, round(image.width * side / longer)), max(1, round(image.height * side / longer)))
    return image.resize(size, Image.Resampling.BICUBIC, reducing_gap=gap)


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    if profile and image.mode in _SPACES:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            fits = source.profile.xcolor_space.strip() == _SPACES[image.mode]
            if fits and "sRGB" not in (source.profile.profile_description or ""):
                made = ImageCms.profileToProfile(image, source, _srgb(), outputMode="RGB")
                if made is not None:
                    return made
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            pass  # a damaged profile: the plain numbers are the best guess
    return image if image.mode == "RGB" else image.convert("RGB")


def _srgb() -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


def renditions_of(image: Image.Image) -> tuple[tuple[int, int], dict[str, bytes], str]:
    """Width and height of the large rendition, each rendition as WebP by name, the blur as base64.

    Args:
        image: Upright, at most LARGE_SIDE pixels long.
    """
    size = image.size
    files = {}
    for name, side in RENDITIONS.items():
        # From large to small in a chain: each step reads a quarter of the one before.
        image = _smaller(image, side)
        image.info = {}
        file = io.BytesIO()
        image.save(file, "WEBP", quality=_QUALITY, method=_EFFORT)
        files[name] = file.getvalue()
    return size, files, _blur_of(image)


def _blur_of(image: Image.Image) -> str:
    tiny = _smaller(image, _BLUR_SIDE).convert("RGBA")
    numbers = rgba_to_thumb_hash(tiny.width, tiny.height, list(tiny.tobytes()))
    return base64.b64encode(bytes(numbers)).decode()
