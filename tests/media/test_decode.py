"""Decode: upright sRGB without metadata, or a reason."""

import io
import struct

import numpy as np
import pytest
from PIL import Image, ImageCms

from tests.media import pictures
from tonghao.media.decode import LARGE_SIDE, Unusable, decode
from tonghao.media.decode import renditions_of as renditions

PIXELS = 50_000_000


def upright(content: bytes, side: int = 512) -> Image.Image:
    return decode(content, most_pixels=PIXELS).upright(side)


def renditions_of(content: bytes) -> tuple[tuple[int, int], dict[str, bytes], str]:
    return renditions(upright(content, LARGE_SIDE))


def apart(one: Image.Image, other: Image.Image) -> float:
    """Mean difference of two pictures, 0 to 255."""
    return float(np.abs(np.asarray(one).astype(int) - np.asarray(other).astype(int)).mean())


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_comes_out_upright(orientation: int) -> None:
    image = upright(pictures.lying(orientation))
    assert image.size == (120, 80)
    assert apart(image, pictures.scene()) < 3


@pytest.mark.parametrize("orientation", [1, 6])
def test_no_rendition_keeps_place_name_or_profile(orientation: int) -> None:
    assert b"somebody" in pictures.lying(orientation)
    _, files, _ = renditions_of(pictures.lying(orientation))
    for content in files.values():
        assert not pictures.opened(content).getexif()
        assert not any(mark in content for mark in (b"EXIF", b"XMP ", b"ICCP", b"somebody"))


def test_renditions_are_never_larger_than_the_photo() -> None:
    small = renditions_of(pictures.saved(pictures.scene(500, 300)))
    large = renditions_of(pictures.saved(pictures.scene(4200, 2800)))
    sizes = {name: pictures.opened(content).size for name, content in large[1].items()}
    assert small[0] == (500, 300)
    assert sizes == {"large": (2048, 1365), "medium": (960, 640), "small": (320, 213)}
    assert large[0] == (2048, 1365)


def test_half_a_telephones_photo_is_taken_as_it_is() -> None:
    for size, large in (((4032, 3024), (2016, 1512)), ((3900, 100), (1950, 50)), ((3800, 100), (2048, 54))):
        assert upright(pictures.saved(pictures.scene(*size)), LARGE_SIDE).size == large


def test_the_blur_is_a_short_hash() -> None:
    _, _, blur = renditions_of(pictures.saved(pictures.scene()))
    assert 20 <= len(blur) <= 40


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_colour_profile_is_turned_into_srgb(kind: str) -> None:
    red = Image.new("RGB", (40, 40), (220, 10, 10))
    made = np.asarray(upright(pictures.saved(red, kind, icc_profile=pictures.swapped_profile())))[20, 20]
    assert made[1] > 150 > made[0]


def test_a_profile_for_other_colours_than_the_pixels_is_left_aside() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    image = upright(pictures.saved(pictures.scene(), icc_profile=profile, quality=95, subsampling=0))
    assert apart(image, pictures.scene()) < 3


def test_a_damaged_profile_does_no_harm() -> None:
    image = upright(pictures.saved(pictures.scene(), icc_profile=b"\0" * 200, quality=95))
    assert apart(image, pictures.scene()) < 6


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_png_becomes_plain_colours(mode: str) -> None:
    if mode == "I;16":
        image = Image.fromarray(np.full((30, 40), 0x8000, np.uint16))
    else:
        image = Image.new("RGBA", (40, 30), (255, 255, 255, 255)).convert(mode)
    made = upright(pictures.saved(image, "PNG"))
    assert (made.mode, made.size) == ("RGB", (40, 30))
    assert abs(int(np.asarray(made).mean()) - (128 if mode == "I;16" else 255)) <= 1


def test_white_shines_through_what_is_transparent() -> None:
    image = Image.new("RGBA", (20, 20), (255, 0, 0, 0))
    assert np.asarray(upright(pictures.saved(image, "PNG"))).min() == 255


def test_cmyk_becomes_rgb() -> None:
    made = upright(pictures.saved(Image.new("RGB", (40, 40), (10, 200, 30)).convert("CMYK"), quality=95))
    red, green, blue = np.asarray(made)[20, 20].tolist()
    assert green > 150 > max(red, blue)


@pytest.mark.parametrize("size", [(1, 1), (20_000, 10), (10, 20_000)])
def test_odd_shapes_are_taken(size: tuple[int, int]) -> None:
    (width, height), files, _ = renditions_of(pictures.saved(Image.new("RGB", size), "PNG"))
    assert max(width, height) == min(2048, max(size))
    assert min(width, height) >= 1
    assert set(files) == {"large", "medium", "small"}


def test_a_zip_behind_a_photo_is_left_behind() -> None:
    _, files, _ = renditions_of(pictures.saved(pictures.scene()) + b"PK\3\4secret")
    assert all(b"secret" not in content for content in files.values())


def test_a_heic_comes_out_upright_without_place_or_name() -> None:
    lying = pictures.lying_heic()
    assert b"somebody" in lying
    image = upright(lying)
    assert image.size == (256, 160)
    assert apart(image, pictures.scene(256, 160)) < 8
    for content in renditions_of(lying)[1].values():
        assert not pictures.opened(content).getexif()
        assert not any(mark in content for mark in (b"EXIF", b"XMP ", b"ICCP", b"somebody"))


def test_a_heic_of_more_pixels_than_allowed_is_not_decoded() -> None:
    with pytest.raises(Unusable) as refused:
        decode(pictures.heic(), most_pixels=10_000)
    assert refused.value.reason == "too_many_pixels"


def test_of_a_moving_gif_the_first_frame_is_the_photo() -> None:
    red, green, blue = np.asarray(upright(pictures.moving("GIF")))[15, 20].tolist()
    assert red > 200 > max(green, blue)


def test_a_gif_without_end_costs_no_more_than_its_first_frame() -> None:
    moving = pictures.moving("GIF").removesuffix(b";")
    frame = moving[moving.rindex(b"\x21\xf9") :]
    assert upright(moving + frame * 50_000).size == (40, 30)


def test_a_script_behind_a_gif_is_left_behind() -> None:
    _, files, _ = renditions_of(pictures.moving("GIF") + b"<script>secret</script>")
    assert all(b"secret" not in content for content in files.values())


def test_the_second_picture_of_a_phone_is_left_behind() -> None:
    file = io.BytesIO()
    pictures.scene().save(file, "MPO", save_all=True, append_images=[Image.new("RGB", (9, 9))])
    assert upright(file.getvalue()).size == (120, 80)


def halved(content: bytes) -> bytes:
    return content[: len(content) // 2]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not_a_photo"),
        (b"PK\3\4" + b"0" * 200, "not_a_photo"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "not_a_photo"),
        (b"GIF89a" + b"\0" * 300, "broken"),
        (pictures.moving("GIF")[:40], "broken"),
        (b"GIF89a" + struct.pack("<HH", 60_000, 60_000) + pictures.moving("GIF")[10:], "too_many_pixels"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 300, "broken"),
        (halved(pictures.heic()), "broken"),
        (pictures.heic().replace(b"ftypheic", b"ftypavif", 1), "not_a_photo"),
        (b"\0\0\0\x18ftypisom" + b"\0" * 300, "not_a_photo"),
        (b"%PDF-1.7" + pictures.moving("GIF"), "not_a_photo"),
        (pictures.moving("PNG"), "moves"),
        (pictures.moving("WEBP"), "moves"),
        (b"\xff\xd8\xff" + b"\0" * 500, "broken"),
        (halved(pictures.saved(pictures.scene(600, 400), quality=95)), "broken"),
        (halved(pictures.saved(pictures.scene(600, 400), "PNG")), "broken"),
        (halved(pictures.saved(pictures.scene(600, 400), "WEBP")), "broken"),
        (pictures.png(0, 0), "broken"),
        (pictures.png(60_000, 60_000, b"\0" * 1000), "too_many_pixels"),
        (pictures.png(2**31 - 1, 2**31 - 1), "too_many_pixels"),
        (pictures.saved(pictures.scene(9_000, 6_000), "PNG"), "too_many_pixels"),
        (pictures.png(64, 64, b"\0" * 10), "broken"),
    ],
)
def test_what_is_no_whole_still_photo_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(Unusable) as refused:
        decode(content, most_pixels=PIXELS)
    assert refused.value.reason == reason


def test_a_file_with_a_hole_in_its_middle_is_refused() -> None:
    whole = pictures.saved(pictures.scene(900, 900), quality=95, restart_marker_blocks=4)
    middle = len(whole) // 2
    for hole in (b"\xff" * 400, b""):
        with pytest.raises(Unusable) as refused:
            decode(whole[:middle] + hole + whole[middle + 400 :], most_pixels=PIXELS)
        assert refused.value.reason == "broken"
