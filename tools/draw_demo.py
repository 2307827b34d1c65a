"""Draw the pictures of the demo lane into a folder.

    python tools/draw_demo.py --printed FONT --written FONT [--into FOLDER] [NAME …]

Both fonts must know Chinese; the lane was drawn with LXGW WenKai (SIL Open Font License). The pictures are
committed, so nobody needs to run this to use the product.
"""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from demo_drawing.avatars import avatar_sheets
from demo_drawing.canvas import Fonts, Sheet
from demo_drawing.covers import COVERS
from demo_drawing.photos import PHOTOS

PICTURES = Path(__file__).parents[1] / "src" / "tonghao" / "demo" / "pictures"


def main() -> None:
    parser = argparse.ArgumentParser(description="Draw the pictures of the demo lane.")
    parser.add_argument("--printed", required=True, help="font file of printed words")
    parser.add_argument("--written", required=True, help="font file of handwriting")
    parser.add_argument("--into", type=Path, default=PICTURES)
    parser.add_argument("--suffix", default="webp", choices=["webp", "png"])
    parser.add_argument("names", nargs="*", help="only these; all when none is named")
    chosen = parser.parse_args()
    Sheet.fonts = Fonts(chosen.printed, chosen.written)
    drawings = {f"avatar-{name}": draw for name, draw in avatar_sheets().items()}
    drawings |= {f"cover-{name}": draw for name, draw in COVERS.items()} | PHOTOS
    chosen.into.mkdir(parents=True, exist_ok=True)
    for name, draw in drawings.items():
        if chosen.names and not any(name.startswith(wanted) for wanted in chosen.names):
            continue
        picture = draw().finished(name, hand=0.9 if name.startswith("avatar") else 1.5)
        picture.save(chosen.into / f"{name}.{chosen.suffix}", quality=80, method=6)
        print(name)


if __name__ == "__main__":
    main()
