"""Pictures that tests make for themselves, good and bad."""

import io
import struct
import zlib
from importlib.resources import files
from typing import Any

import pillow_heif
import segno
from PIL import Image, ImageCms


def saved(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    """The bytes of *image* as a file of *kind*."""
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def opened(content: bytes) -> Image.Image:
    """The picture in *content*."""
    return Image.open(io.BytesIO(content))


def scene(width: int = 120, height: int = 80) -> Image.Image:
    """A picture whose four corners differ, so that each turn of it shows."""
    image = Image.new("RGB", (width, height), (230, 225, 210))
    for x, y, colour in (
        (0, 0, (200, 30, 30)),
        (width // 2, 0, (30, 160, 60)),
        (0, height // 2, (40, 60, 200)),
    ):
        image.paste(colour, (x, y, x + width // 2, y + height // 2))
    return image


# How a picture that is upright lies in a file of each EXIF orientation.
LYING = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def lying(orientation: int) -> bytes:
    """`scene()` as a camera held in that way writes it, with a place and a name in its EXIF."""
    image = scene()
    turn = LYING[orientation]
    if turn is not None:
        image = image.transpose(turn)
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x013B] = "somebody"
    gps = exif.get_ifd(0x8825)
    gps.update({1: "N", 2: (31.0, 13.0, 49.0), 3: "E", 4: (121.0, 28.0, 25.0)})
    return saved(image, quality=95, subsampling=0, exif=exif.tobytes())


def png(width: int, height: int, pixels: bytes = b"", *, depth: int = 8, colours: int = 2) -> bytes:
    """A PNG that says it is *width* by *height*, whatever its *pixels* are."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        )

    head = struct.pack(">IIBBBBB", width, height, depth, colours, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(pixels))
        + chunk(b"IEND", b"")
    )


def moving(kind: str) -> bytes:
    """Three frames."""
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "green", "blue")]
    return saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=100, loop=0)


def swapped_profile() -> bytes:
    """A colour profile in which red means green and green means red."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = int.from_bytes(profile[128:132])
    at = {bytes(profile[132 + 12 * i : 136 + 12 * i]): 132 + 12 * i for i in range(count)}
    red, green = at[b"rXYZ"], at[b"gXYZ"]
    profile[red : red + 4], profile[green : green + 4] = b"gXYZ", b"rXYZ"
    return bytes(profile).replace("sRGB".encode("utf-16-be"), "swap".encode("utf-16-be"))


def heic(image: Image.Image | None = None, **options: Any) -> bytes:
    """A picture as a telephone writes it."""
    photo = pillow_heif.from_pillow(image or scene(256, 160))
    file = io.BytesIO()
    photo.save(file, quality=90, **options)
    return file.getvalue()


def lying_heic() -> bytes:
    """A HEIC that a telephone wrote lying on its side, with a place and a name."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x013B] = "somebody"
    exif.get_ifd(0x8825).update({1: "N", 2: (31.0, 13.0, 49.0), 3: "E", 4: (121.0, 28.0, 25.0)})
    return heic(scene(256, 160).transpose(Image.Transpose.ROTATE_90), exif=exif.tobytes())


def with_code(
    text: str, *, module: int = 6, turn: float = 0, paper: tuple[int, int] = (900, 700)
) -> Image.Image:
    """`scene()` with a printed QR code of *module* pixels a dot lying on it, turned by *turn* degrees."""
    dots = segno.make(text, error="m", micro=False).matrix
    code = Image.new("L", (len(dots), len(dots)), 255)
    code.putdata([0 if dark else 255 for line in dots for dark in line])
    side = len(dots) * module
    card = Image.new("L", (side + 8 * module, side + 8 * module), 255)
    card.paste(code.resize((side, side), Image.Resampling.NEAREST), (4 * module, 4 * module))
    card = card.rotate(turn, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    image = scene(*paper)
    image.paste(card.convert("RGB"), ((paper[0] - card.width) // 2, (paper[1] - card.height) // 2))
    return image


def test_card() -> bytes:
    """The reserved card, which is always held."""
    return files("tonghao.screening").joinpath("test_card.png").read_bytes()
