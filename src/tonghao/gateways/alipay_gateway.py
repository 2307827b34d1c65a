"""Alipay by its own package: a payment page brings money in, a transfer to a login takes it out.

Not yet proven against the provider: tested with recorded messages and a stand-in of its HTTP interface.
`./tonghao gateway prove` is for whoever has an application in Alipay's own sandbox.
"""

import asyncio
import csv
import io
import json
import zipfile
import zlib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final
from urllib.parse import parse_qsl
from uuid import UUID
from zoneinfo import ZoneInfo

import httpx

from tonghao.clock import now
from tonghao.config import Config
from tonghao.gateways.hear_notice import WebhookForged
from tonghao.gateways.types import (
    PAYABLE,
    Asked,
    Begun,
    FileLine,
    GatewayAway,
    GatewayRefused,
    Notice,
    NoticeState,
    OddLine,
)
from tonghao.money import AmountRefused, decimal_of, minor_of

_CURRENCY: Final = "CNY"
_ZONE: Final = ZoneInfo("Asia/Shanghai")
_STATES: Final[dict[str, NoticeState]] = {
    "WAIT_BUYER_PAY": "pending",
    "TRADE_SUCCESS": "succeeded",
    "TRADE_FINISHED": "succeeded",
    "TRADE_CLOSED": "failed",
}
_SENT: Final[dict[str, NoticeState]] = {"SUCCESS": "succeeded", "FAIL": "failed", "REFUND": "failed"}
_DONE: Final = "10000"
# What may pass by itself, of the answers that are no success. Of an order that is in work, or known with
# other words, the money may be gone already: it is asked for and not given back.
_PASSING: Final = frozenset(
    {
        "10003", "20000", "SYSTEM_ERROR", "ACQ.SYSTEM_ERROR", "PAYER_BALANCE_NOT_ENOUGH",
        "REQUEST_PROCESSING", "PAYMENT_INFO_INCONSISTENCY", "ACQ.SELLER_BALANCE_NOT_ENOUGH",
    }
)  # fmt: skip
_UNKNOWN: Final = frozenset({"ACQ.TRADE_NOT_EXIST", "ORDER_NOT_EXIST"})
_TIME: Final = "%Y-%m-%d %H:%M:%S"
_FEES: Final = frozenset({"收费", "退费", "服务费"})
_TITLES: Final = frozenset(
    {"业务类型", "收入金额（+元）", "支出金额（-元）", "商户订单号", "发生时间", "账务流水号"}
)
_MOST_BYTES: Final = 50_000_000
# What a file that is none, or no file of this kind, makes the readers raise.
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, csv.Error, KeyError, ValueError)


class AlipayGateway:
    """Asks Alipay; see the module."""

    name = "alipay"
    zone = "Asia/Shanghai"

    def __init__(self, config: Config) -> None:
        from alipay.aop.api.AlipayClientConfig import AlipayClientConfig
        from alipay.aop.api.DefaultAlipayClient import DefaultAlipayClient

        if config.alipay_private_key is None or config.alipay_public_key is None:
            raise ValueError("Alipay needs TONGHAO_ALIPAY_PRIVATE_KEY and TONGHAO_ALIPAY_PUBLIC_KEY")
        settings = AlipayClientConfig()
        settings.app_id = config.alipay_app
        settings.app_private_key = config.alipay_private_key.read_text().strip()
        settings.alipay_public_key = config.alipay_public_key.read_text().strip()
        if config.provider_url:
            settings.server_url = config.provider_url
        self._settings = settings
        self._client = DefaultAlipayClient(settings)
        self._notify = f"{config.address}/api/v1/gateways/alipay/webhooks"
        self._back = f"{config.address}/wallet"
        self._site = config.site_name

    async def _call(self, request: Any) -> dict[str, Any]:
        """Send what the package signed and let it check the answer's signature.

        Its own connection knows no port but 80 and 443, so the message goes out by ours. It keeps things in
        its thread, so the check is made where the message was signed.
        """
        signed = self._client.sdk_execute(request)
        try:
            async with httpx.AsyncClient(timeout=15, trust_env=False) as client:
                answer = await client.post(
                    self._settings.server_url,
                    content=signed.encode(),
                    headers={"content-type": "application/x-www-form-urlencoded;charset=utf-8"},
                )
        except httpx.TransportError as away:
            raise GatewayAway(type(away).__name__) from away
        if answer.status_code != 200:
            raise GatewayAway(f"answered {answer.status_code}")
        checked = getattr(self._client, "_DefaultAlipayClient__parse_response")  # noqa: B009
        try:
            said: dict[str, Any] = json.loads(checked(answer.content))
        except Exception as unsigned:
            # The package raises its own exceptions for an answer that Alipay did not sign.
            raise GatewayAway(f"unsigned answer: {type(unsigned).__name__}") from unsigned
        return said

    def _request(self, name: str, model: str, **fields: Any) -> Any:
        """A request of the package called *name*, with its *model* filled."""
        from importlib import import_module

        about = getattr(import_module(f"alipay.aop.api.domain.{model}"), model)()
        for field, value in fields.items():
            setattr(about, field, value)
        return getattr(import_module(f"alipay.aop.api.request.{name}"), name)(biz_model=about)

    async def begin(self, asked: Asked) -> Begun:
        """The address of the payment page, the transfer to the login that `payee` names, or the refund."""
        if asked.currency != _CURRENCY:
            raise GatewayRefused("Alipay takes yuan")
        if asked.kind == "withdrawal":
            return await self._send(asked)
        if asked.kind == "refund":
            return await self._refund(asked)
        request = self._request(
            "AlipayTradePagePayRequest",
            "AlipayTradePagePayModel",
            out_trade_no=asked.order_id.hex,
            total_amount=decimal_of(asked.amount_minor),
            subject=self._site,
            product_code="FAST_INSTANT_TRADE_PAY",
            time_expire=(asked.made_at + PAYABLE).astimezone(_ZONE).strftime(_TIME),
        )
        request.notify_url, request.return_url = self._notify, self._back
        return Begun(pay_url=self._client.page_execute(request, http_method="GET"))

    async def _send(self, asked: Asked) -> Begun:
        from alipay.aop.api.domain.Participant import Participant

        login, _, name = asked.payee.partition(" ")
        payee = Participant()
        payee.identity, payee.identity_type, payee.name = login, "ALIPAY_LOGON_ID", name.strip()
        said = await self._call(
            self._request(
                "AlipayFundTransUniTransferRequest",
                "AlipayFundTransUniTransferModel",
                out_biz_no=asked.order_id.hex,
                trans_amount=decimal_of(asked.amount_minor),
                product_code="TRANS_ACCOUNT_NO_PWD",
                biz_scene="DIRECT_TRANSFER",
                order_title=self._site,
                payee_info=payee,
            )
        )
        if said.get("code") == _DONE:
            return Begun(reference=str(said.get("order_id", "")))
        raise _fault(said)

    async def _refund(self, asked: Asked) -> Begun:
        if asked.of_id is None:
            raise GatewayRefused("nothing was paid there")
        said = await self._call(
            self._request(
                "AlipayTradeRefundRequest",
                "AlipayTradeRefundModel",
                out_trade_no=asked.of_id.hex,
                out_request_no=asked.order_id.hex,
                refund_amount=decimal_of(asked.amount_minor),
            )
        )
        if said.get("code") == _DONE:
            return Begun(reference=str(said.get("trade_no", "")))
        raise _fault(said)

    async def _ask_refund(self, asked: Asked) -> Notice | None:
        """What became of a refund; of one that failed Alipay says no more than that it knows none."""
        if asked.of_id is None:
            return None
        said = await self._call(
            self._request(
                "AlipayTradeFastpayRefundQueryRequest",
                "AlipayTradeFastpayRefundQueryModel",
                out_trade_no=asked.of_id.hex,
                out_request_no=asked.order_id.hex,
                query_options=["gmt_refund_pay"],
            )
        )
        if said.get("code") != _DONE and said.get("sub_code") not in _UNKNOWN:
            raise GatewayAway(str(said.get("sub_code") or said.get("code")))
        if said.get("refund_status") != "REFUND_SUCCESS":
            return None
        return Notice(
            id=f"asked_{asked.order_id.hex}_succeeded",
            order_id=asked.order_id,
            kind="refund",
            state="succeeded",
            amount_minor=minor_of(str(said.get("refund_amount") or decimal_of(asked.amount_minor))),
            currency=_CURRENCY,
            at=_moment(said.get("gmt_refund_pay")),
            reference=str(said.get("trade_no", "")),
        )

    async def ask(self, asked: Asked) -> Notice | None:
        """What became of an order."""
        if asked.kind == "refund":
            return await self._ask_refund(asked)
        if asked.kind == "withdrawal":
            request = self._request(
                "AlipayFundTransCommonQueryRequest",
                "AlipayFundTransCommonQueryModel",
                out_biz_no=asked.order_id.hex,
                product_code="TRANS_ACCOUNT_NO_PWD",
                biz_scene="DIRECT_TRANSFER",
            )
        else:
            request = self._request(
                "AlipayTradeQueryRequest", "AlipayTradeQueryModel", out_trade_no=asked.order_id.hex
            )
        said = await self._call(request)
        if said.get("code") != _DONE:
            if said.get("sub_code") in _UNKNOWN:
                return None
            raise GatewayAway(str(said.get("sub_code") or said.get("code")))
        return _of_transfer(said, asked) if asked.kind == "withdrawal" else _of_trade(said, "asked")

    def read(self, headers: Mapping[str, str], body: bytes) -> Notice | None:
        """The notice in a form that Alipay signed for our application."""
        from alipay.aop.api.util.SignatureUtils import get_sign_content, verify_with_rsa

        try:
            said = dict(parse_qsl(body.decode("utf-8"), keep_blank_values=True, strict_parsing=True))
            sign, kind = said.pop("sign"), said.pop("sign_type")
            known = kind == "RSA2" and verify_with_rsa(
                self._settings.alipay_public_key, get_sign_content(said).encode(), sign
            )
        except Exception:
            # The package's verifier raises what its parts raise; whatever it is, this is not signed.
            raise WebhookForged from None
        if not known or said.get("app_id") != self._settings.app_id:
            raise WebhookForged
        if "gmt_refund" in said or "refund_fee" in said:
            # Of a trade that was paid and then given back, by us: the refund itself is asked for.
            return None
        try:
            return _of_trade(said, said["notify_id"])
        except (KeyError, ValueError):
            return None

    async def file_of(self, day: date) -> list[FileLine | OddLine]:
        """The account's lines of *day*, which are there on the next morning."""
        said = await self._call(
            self._request(
                "AlipayDataDataserviceBillDownloadurlQueryRequest",
                "AlipayDataDataserviceBillDownloadurlQueryModel",
                bill_type="signcustomer",
                bill_date=day.isoformat(),
            )
        )
        if said.get("code") != _DONE:
            raise GatewayAway(str(said.get("sub_code") or said.get("code")))
        try:
            async with httpx.AsyncClient(timeout=60, trust_env=False) as client:
                answer = await client.get(str(said["bill_download_url"]))
            return await asyncio.to_thread(lines_of, answer.content)
        except (httpx.TransportError, *_BROKEN) as broken:
            raise GatewayAway(type(broken).__name__) from broken


def _fault(said: dict[str, Any]) -> Exception:
    # An answer that Alipay cannot give at the moment says so in its code; its sub_code is of many kinds.
    code = str(said.get("sub_code") or said.get("code"))
    if not _PASSING.isdisjoint({code, str(said.get("code"))}):
        return GatewayAway(code)
    return GatewayRefused(str(said.get("sub_msg") or code))


def _moment(text: object) -> datetime:
    return datetime.strptime(str(text), _TIME).replace(tzinfo=_ZONE) if text else now()


def _of_trade(said: Mapping[str, Any], notice_id: str) -> Notice:
    state = _STATES[said["trade_status"]]
    return Notice(
        id=f"asked_{said['trade_no']}_{state}" if notice_id == "asked" else notice_id,
        order_id=UUID(said["out_trade_no"]),
        kind="top_up",
        state=state,
        amount_minor=minor_of(str(said["total_amount"])),
        currency=_CURRENCY,
        at=_moment(said.get("gmt_payment") or said.get("send_pay_date") or said.get("gmt_create")),
        reference=str(said.get("trade_no", "")),
        reason="" if state != "failed" else "closed",
    )


def _of_transfer(said: Mapping[str, Any], asked: Asked) -> Notice:
    state = _SENT.get(str(said.get("status")), "pending")
    return Notice(
        id=f"asked_{asked.order_id.hex}_{state}",
        order_id=asked.order_id,
        kind="withdrawal",
        state=state,
        amount_minor=minor_of(str(said.get("trans_amount") or decimal_of(asked.amount_minor))),
        currency=_CURRENCY,
        at=_moment(said.get("pay_date")),
        reference=str(said.get("order_id", "")),
        reason=str(said.get("fail_reason") or said.get("error_code") or "") if state == "failed" else "",
    )


def lines_of(archive: bytes) -> list[FileLine | OddLine]:
    """The lines of an account's daily file: a zip with one table of lines and one of sums, in GB18030.

    Each line is read by itself, so that an odd one takes no other along.

    Raises:
        BadZipFile, ValueError, KeyError: it is no such file.
    """
    with zipfile.ZipFile(io.BytesIO(archive)) as packed:
        (name,) = [one for one in packed.infolist() if "汇总" not in _name_of(one)]
        if name.file_size > _MOST_BYTES:
            raise zipfile.BadZipFile
        text = packed.read(name).decode("gb18030", "replace")
    lines = [
        (place, line)
        for place, line in enumerate(text.splitlines(), 1)
        if line.strip() and not line.startswith("#")
    ]
    if not lines:
        return []
    head = {title: at for at, title in enumerate(_cells(lines[0][1]))}
    if missing := _TITLES - head.keys():
        raise KeyError(*missing)
    found = [_read(head, place, line) for place, line in lines[1:]]
    return [line for line in found if line is not None]


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in next(csv.reader([line], strict=True))]


def _read(head: dict[str, int], place: int, line: str) -> FileLine | OddLine | None:
    try:
        return _line_of(head, _cells(line))
    except (csv.Error, ValueError, OverflowError, AmountRefused):
        return OddLine(place, line.partition(",")[0].strip()[:60])


def _name_of(entry: zipfile.ZipInfo) -> str:
    """The name in the table of a zip, which Alipay writes in GBK without saying so."""
    return entry.filename if entry.flag_bits & 0x800 else entry.filename.encode("cp437").decode("gb18030")


def _line_of(head: dict[str, int], row: list[str]) -> FileLine | None:
    if len(row) < len(head):
        raise ValueError(f"{len(row)} cells")
    if row[head["业务类型"]] in _FEES:
        return None
    came, went = (row[head[title]].lstrip("+-") or "0" for title in ("收入金额（+元）", "支出金额（-元）"))
    is_in = float(came) > 0
    try:
        order_id: UUID | None = UUID(row[head["商户订单号"]])
    except ValueError:
        order_id = None
    # A refund bears the number of what was paid.
    is_back = not is_in and "退款" in row[head["业务类型"]]
    return FileLine(
        order_id=None if is_back else order_id,
        kind="top_up" if is_in else "refund" if is_back else "withdrawal",
        amount_minor=minor_of(came if is_in else went),
        currency=_CURRENCY,
        at=_moment(row[head["发生时间"]]),
        reference=row[head["账务流水号"]],
        of_id=order_id if is_back else None,
    )
