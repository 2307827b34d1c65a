"""Codes: what the QR and other printed codes of a photo say.

Runs only inside the confined child (`confine`): the reader may be attacked by what it reads.
"""

from typing import Final

import zxingcpp
from PIL import Image

from tonghao.screening.codes import Code

# Codes that can carry an address or a name. The numbers on goods (EAN, UPC, ISBN) lead to nobody.
_FORMATS: Final = zxingcpp.barcode_formats_from_str("QRCode|MicroQRCode|RMQRCode|Aztec|PDF417|Code128|Code93")
# Looking for this one costs as much as for all others together, and four times less in half the size.
_SLOW: Final = zxingcpp.barcode_formats_from_str("DataMatrix")
_SLOW_SIDE: Final = 1024
_MOST_CODES: Final = 16
_LONGEST: Final = 500
# A small picture is doubled once: below three pixels a module the reader is blind.
_SMALL_SIDE: Final = 640


def codes_in(image: Image.Image) -> list[Code]:
    """What the codes of an upright photo say, each text once, at most 16 texts of 500 characters.

    The reader itself turns the picture, inverts it and looks at smaller copies, so that large, lying and
    white-on-black codes are found as well.
    """
    grey = image.convert("L")
    found = _read(grey)
    if not found and max(grey.size) <= _SMALL_SIDE:
        found = _read(grey.resize((grey.width * 2, grey.height * 2), Image.Resampling.BICUBIC))
    said = {one.text.replace("\0", "")[:_LONGEST]: str(one.format) for one in found if one.text.strip()}
    return [Code(kind, text) for text, kind in said.items()][:_MOST_CODES]


def _read(grey: Image.Image) -> list[zxingcpp.Barcode]:
    plain = zxingcpp.TextMode.Plain
    found = list(zxingcpp.read_barcodes(grey, formats=_FORMATS, text_mode=plain))
    smaller = grey.reduce(2) if max(grey.size) > _SLOW_SIDE else grey
    return found + list(zxingcpp.read_barcodes(smaller, formats=_SLOW, text_mode=plain))
