"""The statement on paper: a PDF whose Chinese the reader's own fonts draw, so that it stays small."""

import io
from collections.abc import Mapping
from datetime import tzinfo
from functools import cache
from typing import Any, Final
from uuid import UUID

from tonghao.ledger.statement import Statement
from tonghao.money import decimal_of, grouped

# One of the fonts that every PDF reader brings or replaces by the system's own for Simplified Chinese.
_FONT: Final = "STSong-Light"
_HEAD: Final = ("时间 Time", "事由 For", "对方 With", "金额 Amount", "余额 Balance")
_WIDTHS_MM: Final = (36, 40, 44, 30, 32)
_LONGEST: Final = 16


@cache
def _font() -> str:
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.pdfmetrics import registerFont

    registerFont(UnicodeCIDFont(_FONT))
    return _FONT


def pdf_of(
    statement: Statement,
    *,
    title: str,
    holder: str,
    zone: tzinfo,
    words: Mapping[str, str],
    names: Mapping[UUID, str],
) -> bytes:
    """The statement as a PDF of A4 pages, each with its number. It computes for some time: use a thread.

    Args:
        title: Name of the place.
        holder: Whose account it is.
        zone, words, names: As in `csv_of`.
    """
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.units import mm
    from reportlab.platypus import SimpleDocTemplate, Spacer

    made = io.BytesIO()
    document = SimpleDocTemplate(
        made, pagesize=A4, title=f"{title} {holder}", author=title, lang="zh-CN",
        leftMargin=14 * mm, rightMargin=14 * mm, topMargin=16 * mm, bottomMargin=18 * mm, invariant=True,
    )  # fmt: skip
    parts = [
        *_heading(statement, title, holder, zone),
        Spacer(1, 5 * mm),
        _table(statement, zone, words, names),
    ]
    document.build(parts, onFirstPage=_numbered, onLaterPages=_numbered)
    return made.getvalue()


def _heading(statement: Statement, title: str, holder: str, zone: tzinfo) -> list[Any]:
    from xml.sax.saxutils import escape

    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph

    large = ParagraphStyle("large", fontName=_font(), fontSize=15, leading=21)
    plain = ParagraphStyle("plain", fontName=_font(), fontSize=9.5, leading=15)
    unit = statement.currency

    def amount(minor: int) -> str:
        return f"{grouped(decimal_of(minor, unit))} {unit}"

    span = [one.astimezone(zone).strftime("%Y-%m-%d %H:%M") for one in (statement.since, statement.until)]
    lines = (
        f"户主 Holder：{holder}",
        f"账户 Account：{statement.account_id}",
        f"期间 Period：{span[0]} – {span[1]}（{zone}）",
        f"期初 Opening：{amount(statement.opening_minor)}　收入 In：{amount(statement.in_minor)}",
        f"支出 Out：{amount(statement.out_minor)}　期末 Closing：{amount(statement.closing_minor)}",
    )
    return [
        Paragraph(escape(f"{title} 账单 Statement"), large),
        *(Paragraph(escape(line), plain) for line in lines),
    ]


def _table(statement: Statement, zone: tzinfo, words: Mapping[str, str], names: Mapping[UUID, str]) -> Any:
    from reportlab.lib import colors
    from reportlab.lib.units import mm
    from reportlab.platypus import LongTable, TableStyle

    rows = [_HEAD]
    for entry in statement.entries:
        rows.append(
            (
                entry.at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S"),
                _short(words.get(entry.code, entry.code)),
                _short(names.get(entry.counterpart_id, "")),
                grouped(decimal_of(entry.amount_minor, statement.currency)),
                grouped(decimal_of(entry.balance_after_minor, statement.currency)),
            )
        )
    style = TableStyle(
        [
            ("FONT", (0, 0), (-1, -1), _font(), 8.5),
            ("ALIGN", (3, 0), (4, -1), "RIGHT"),
            ("LINEBELOW", (0, 0), (-1, 0), 0.8, colors.black),
            ("LINEBELOW", (0, 1), (-1, -1), 0.25, colors.lightgrey),
        ]
    )
    return LongTable(rows, colWidths=[width * mm for width in _WIDTHS_MM], repeatRows=1, style=style)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _numbered(canvas: Any, document: Any) -> None:
    canvas.setFont(_font(), 8)
    canvas.drawCentredString(document.pagesize[0] / 2, 24, f"{document.page}")
