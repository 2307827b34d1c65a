"""Alipay's own package against signed messages and a stand-in of its interface, all on this machine."""

import base64
import io
import json
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit
from uuid import UUID

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from tests.gateways.provider import running
from tonghao.config import Config
from tonghao.gateways.alipay_gateway import AlipayGateway, lines_of
from tonghao.gateways.hear_notice import WebhookForged
from tonghao.gateways.types import Asked, FileLine, GatewayAway, GatewayRefused, OddLine

pytest.importorskip("alipay")
ORDER = UUID("019a0000-0000-7000-8000-0000000000bb")
BACK = UUID("019a0000-0000-7000-8000-0000000000bc")
APP = "2026000000000001"


class Keys:
    """Ours, with which we sign, and Alipay's, with which it does."""

    def __init__(self, folder: Path) -> None:
        self.ours = rsa.generate_private_key(65537, 2048)
        self.theirs = rsa.generate_private_key(65537, 2048)
        self.private, self.public = folder / "app.pem", folder / "alipay.pem"
        self.private.write_bytes(
            self.ours.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.TraditionalOpenSSL,
                serialization.NoEncryption(),
            )
        )
        self.public.write_bytes(
            self.theirs.public_key().public_bytes(
                serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
            )
        )

    def sign(self, text: str) -> str:
        """As Alipay signs."""
        made = self.theirs.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256())
        return base64.b64encode(made).decode()

    def gateway(self, url: str = "http://127.0.0.1:9/gateway.do") -> AlipayGateway:
        config = Config(
            gateway="alipay",
            alipay_app=APP,
            alipay_private_key=self.private,
            alipay_public_key=self.public,
            provider_url=url,
            public_url="https://lane.example",
            demo=False,
        )
        return AlipayGateway(config)

    def answers(self, name: str, body: dict[str, Any]) -> bytes:
        """A signed answer of the interface."""
        content = json.dumps(body, ensure_ascii=False)
        return f'{{"{name}_response":{content},"sign":"{self.sign(content)}"}}'.encode()

    def notice(self, **change: str) -> bytes:
        """A signed notice, as a form."""
        fields = {
            "notify_time": "2026-03-01 12:00:05", "notify_type": "trade_status_sync", "notify_id": "n_1",
            "app_id": APP, "charset": "utf-8", "version": "1.0", "trade_no": "2026030122001",
            "out_trade_no": ORDER.hex, "trade_status": "TRADE_SUCCESS", "total_amount": "50.00",
            "gmt_create": "2026-03-01 11:59:00", "gmt_payment": "2026-03-01 12:00:00", "subject": "同好",
        } | change  # fmt: skip
        content = "&".join(f"{key}={fields[key]}" for key in sorted(fields))
        return urlencode(fields | {"sign": self.sign(content), "sign_type": "RSA2"}).encode()


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    return Keys(tmp_path_factory.mktemp("alipay"))


def _asked(kind: Any = "top_up", **more: Any) -> Asked:
    told = {"order_id": ORDER, "account_id": UUID(int=1), "kind": kind, "amount_minor": 50_00}
    return Asked(**(told | {"currency": "CNY", "payee": "", "made_at": datetime.now(UTC)} | more))


async def test_a_top_up_is_a_signed_address_of_the_payment_page(keys: Keys) -> None:
    asked = _asked()
    begun = await keys.gateway().begin(asked)
    parts = urlsplit(begun.pay_url)
    fields = dict(parse_qsl(parts.query))
    order = json.loads(fields["biz_content"])
    assert (order["out_trade_no"], order["total_amount"]) == (ORDER.hex, "50.00")
    assert (fields["app_id"], fields["method"]) == (APP, "alipay.trade.page.pay")
    paid_until = datetime.strptime(order["time_expire"], "%Y-%m-%d %H:%M:%S") - timedelta(hours=8)
    assert paid_until.replace(tzinfo=UTC) == asked.made_at.replace(microsecond=0) + timedelta(hours=1)
    assert fields["notify_url"] == "https://lane.example/api/v1/gateways/alipay/webhooks"
    signed = "&".join(f"{key}={value}" for key, value in sorted(fields.items()) if key != "sign")
    keys.ours.public_key().verify(
        base64.b64decode(fields["sign"]), signed.encode(), padding.PKCS1v15(), hashes.SHA256()
    )
    with pytest.raises(GatewayRefused):
        await keys.gateway().begin(_asked(currency="USD"))


async def test_a_withdrawal_is_a_transfer_to_a_login_with_its_name(keys: Keys) -> None:
    done = {"code": "10000", "msg": "Success", "order_id": "2026030111", "status": "SUCCESS"}
    answer = keys.answers("alipay_fund_trans_uni_transfer", done)
    with running(lambda *_: (200, answer)) as provider:
        begun = await keys.gateway(f"{provider.url}/gateway.do").begin(
            _asked("withdrawal", payee="xiaoman@lane.example 何小满", amount_minor=20_00)
        )
    assert begun.reference == "2026030111"
    fields = provider.asked[0][2]
    order = json.loads(fields["biz_content"])
    assert (order["out_biz_no"], order["trans_amount"]) == (ORDER.hex, "20.00")
    assert order["payee_info"] == {
        "identity": "xiaoman@lane.example", "identity_type": "ALIPAY_LOGON_ID", "name": "何小满",
    }  # fmt: skip


async def test_an_answer_that_alipay_did_not_sign_is_none(keys: Keys) -> None:
    done = keys.answers("alipay_trade_query", {"code": "10000", "total_amount": "50.00"})
    for spoiled in (done.replace(b"50.00", b"99.00"), b"{}", b"<html>", b"\xff"):
        with running(lambda *_, body=spoiled: (200, body)) as provider, pytest.raises(GatewayAway):
            await keys.gateway(f"{provider.url}/gateway.do").ask(_asked())
    with running(lambda *_: (502, b"")) as provider, pytest.raises(GatewayAway):
        await keys.gateway(f"{provider.url}/gateway.do").ask(_asked())
    with pytest.raises(GatewayAway):
        await keys.gateway().ask(_asked())


async def test_what_alipay_never_takes_is_told_from_what_may_pass(keys: Keys) -> None:
    for code, fault in (("PAYEE_NOT_EXIST", GatewayRefused), ("SYSTEM_ERROR", GatewayAway)):
        said = {"code": "40004", "msg": "Business Failed", "sub_code": code, "sub_msg": "不行"}
        answer = keys.answers("alipay_fund_trans_uni_transfer", said)
        with running(lambda *_, body=answer: (200, body)) as provider, pytest.raises(fault):
            await keys.gateway(f"{provider.url}/gateway.do").begin(_asked("withdrawal", payee="a b"))


@pytest.mark.parametrize(
    ("code", "sub_code"),
    [
        ("20000", "isp.unknow-error"),
        ("20000", "aop.unknow-error"),
        ("10003", ""),
        ("40004", "REQUEST_PROCESSING"),
        ("40004", "PAYMENT_INFO_INCONSISTENCY"),
    ],
)
async def test_a_transfer_that_may_have_gone_out_is_not_taken_for_refused(
    keys: Keys, code: str, sub_code: str
) -> None:
    said = {"code": code, "msg": "Service Currently Unavailable", "sub_code": sub_code, "sub_msg": "稍后再试"}
    answer = keys.answers("alipay_fund_trans_uni_transfer", said)
    with running(lambda *_: (200, answer)) as provider, pytest.raises(GatewayAway):
        await keys.gateway(f"{provider.url}/gateway.do").begin(_asked("withdrawal", payee="a b"))


async def test_an_order_whose_notice_was_lost_is_asked_for(keys: Keys) -> None:
    paid = {
        "code": "10000", "trade_no": "2026030122001", "out_trade_no": ORDER.hex,
        "trade_status": "TRADE_SUCCESS", "total_amount": "50.00", "send_pay_date": "2026-03-01 12:00:00",
    }  # fmt: skip
    unknown = {"code": "40004", "msg": "Business Failed", "sub_code": "ACQ.TRADE_NOT_EXIST"}
    sent = {"code": "10000", "status": "FAIL", "out_biz_no": ORDER.hex, "error_code": "PAYEE_NOT_EXIST"}
    told = []
    for name, body, kind in (
        ("alipay_trade_query", paid, "top_up"),
        ("alipay_trade_query", unknown, "top_up"),
        ("alipay_fund_trans_common_query", sent, "withdrawal"),
    ):
        answer = keys.answers(name, body)
        with running(lambda *_, body=answer: (200, body)) as provider:
            told.append(await keys.gateway(f"{provider.url}/gateway.do").ask(_asked(kind)))
    assert told[0] is not None
    assert (told[0].state, told[0].amount_minor) == ("succeeded", 50_00)
    assert told[0].at == datetime(2026, 3, 1, 4, tzinfo=UTC)
    assert told[1] is None
    assert told[2] is not None
    assert (told[2].state, told[2].reason) == ("failed", "PAYEE_NOT_EXIST")


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("WAIT_BUYER_PAY", "pending"),
        ("TRADE_SUCCESS", "succeeded"),
        ("TRADE_FINISHED", "succeeded"),
        ("TRADE_CLOSED", "failed"),
    ],
)
def test_signed_notices_are_read(keys: Keys, status: str, state: str) -> None:
    notice = keys.gateway().read({}, keys.notice(trade_status=status))
    assert notice is not None
    assert (notice.order_id, notice.kind, notice.state, notice.amount_minor) == (
        ORDER,
        "top_up",
        state,
        50_00,
    )
    assert (notice.id, notice.reference) == ("n_1", "2026030122001")


def test_what_is_not_signed_by_alipay_for_us_is_forged(keys: Keys, tmp_path: Path) -> None:
    good = keys.notice()
    other = Keys(tmp_path)
    forged = [
        b"",
        b"\xff",
        good.replace(b"50.00", b"90.00"),
        good.replace(b"sign_type=RSA2", b"sign_type=RSA"),
        good.replace(b"sign=", b"sign=AAAA"),
        keys.notice(app_id="2026000000000009"),
        other.notice(),
    ]
    for body in forged:
        with pytest.raises(WebhookForged):
            keys.gateway().read({}, body)
    assert keys.gateway().read({}, keys.notice(out_trade_no="T20161127")) is None


_TABLE = """#支付宝账务明细查询
#账号：[2088000000000000]
账务流水号,业务流水号,商户订单号,商品名称,发生时间,对方账号,收入金额（+元）,支出金额（-元）,账户余额（元）,交易渠道,业务类型,备注
10001\t,2026030122001\t,{order}\t,同好,2026-03-01 12:00:00,a***@x.example,50.00,,150.00,支付宝,交易付款,
10002\t,2026030122001\t,{order}\t,服务费,2026-03-01 12:00:01,,,-0.30,149.70,支付宝,收费,
10003\t,2026030111\t,{order}\t,同好,2026-03-01 13:00:00,b***@x.example,,-20.00,129.70,支付宝,转账,
10004\t,2026030199\t,T1\t,别处,2026-03-01 14:00:00,c***@x.example,7.00,,136.70,支付宝,交易付款,
#-----------------------------------------账务明细列表结束------------------------------------
"""


def _packed(text: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("20880000_20260301_账务明细.csv", text.encode("gb18030"))
        packed.writestr("20880000_20260301_账务明细(汇总).csv", "x".encode("gb18030"))
    return file.getvalue()


def test_the_daily_file_is_read_without_fees() -> None:
    lines = [one for one in lines_of(_packed(_TABLE.format(order=ORDER.hex))) if isinstance(one, FileLine)]
    assert [(one.order_id, one.kind, one.amount_minor) for one in lines] == [
        (ORDER, "top_up", 50_00),
        (ORDER, "withdrawal", 20_00),
        (None, "top_up", 7_00),
    ]
    assert lines[0].at == datetime(2026, 3, 1, 4, tzinfo=UTC)
    assert lines_of(_packed("#没有\n")) == []


@pytest.mark.parametrize(
    "odd",
    [
        "10009\t,1\t,1\t,同好,2026-03-01 12:00:00,a,五十,,1.00,支付宝,交易付款,",
        "10009\t,1\t,1\t,同好,2026-03-01 12:00:00,a,,,1.00,支付宝,交易付款,",
        "10009\t,1\t,1\t,同好,1. März,a,50.00,,1.00,支付宝,交易付款,",
        '10009\t,1\t,1\t,"同好,2026-03-01 12:00:00,a,50.00,,1.00,支付宝,交易付款,',
        "10009\t,1\t",
    ],
)
def test_an_odd_line_is_told_by_its_place_and_takes_no_other_along(odd: str) -> None:
    table = _TABLE.format(order=ORDER.hex).splitlines()
    whole = lines_of(_packed("\n".join(table)))
    lines = lines_of(_packed("\n".join([*table[:3], odd, *table[3:]])))
    assert [one for one in lines if isinstance(one, OddLine)] == [OddLine(4, "10009")]
    assert [one for one in lines if isinstance(one, FileLine)] == whole


def test_bytes_that_are_no_letters_spoil_no_file() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        spoiled = _TABLE.format(order=ORDER.hex).encode("gb18030").replace("别处".encode("gb18030"), b"\xff")
        packed.writestr("20880000_20260301.csv", spoiled)
    assert len(lines_of(file.getvalue())) == 3


async def test_the_file_comes_from_the_address_that_alipay_signs(keys: Keys) -> None:
    archive = _packed(_TABLE.format(order=ORDER.hex))

    def answers(method: str, path: str, *_: Any) -> tuple[int, bytes]:
        if path == "/bill":
            return 200, archive
        where = {"code": "10000", "bill_download_url": f"{provider.url}/bill"}
        return 200, keys.answers("alipay_data_dataservice_bill_downloadurl_query", where)

    with running(answers) as provider:
        lines = await keys.gateway(f"{provider.url}/gateway.do").file_of(date(2026, 3, 1))
    assert len(lines) == 3
    late = {"code": "40004", "msg": "Business Failed", "sub_code": "isp.bill_not_exist"}
    answer = keys.answers("alipay_data_dataservice_bill_downloadurl_query", late)
    with running(lambda *_: (200, answer)) as provider, pytest.raises(GatewayAway):
        await keys.gateway(f"{provider.url}/gateway.do").file_of(date(2026, 3, 1))


async def test_a_refund_bears_its_own_number_and_that_of_what_was_paid(keys: Keys) -> None:
    asked = _asked("refund", order_id=BACK, amount_minor=20_00, of_id=ORDER)
    done = {"code": "10000", "msg": "Success", "trade_no": "2026030122001", "fund_change": "Y"}
    answer = keys.answers("alipay_trade_refund", done)
    with running(lambda *_: (200, answer)) as provider:
        begun = await keys.gateway(f"{provider.url}/gateway.do").begin(asked)
    assert begun.reference == "2026030122001"
    order = json.loads(provider.asked[0][2]["biz_content"])
    assert (order["out_trade_no"], order["out_request_no"]) == (ORDER.hex, BACK.hex)
    assert order["refund_amount"] == "20.00"
    for code, fault in (
        ("ACQ.TRADE_HAS_FINISHED", GatewayRefused),
        ("ACQ.SELLER_BALANCE_NOT_ENOUGH", GatewayAway),
    ):
        said = {"code": "40004", "msg": "Business Failed", "sub_code": code, "sub_msg": "不行"}
        answer = keys.answers("alipay_trade_refund", said)
        with running(lambda *_, body=answer: (200, body)) as provider, pytest.raises(fault):
            await keys.gateway(f"{provider.url}/gateway.do").begin(asked)


async def test_what_became_of_a_refund_is_asked_for(keys: Keys) -> None:
    asked = _asked("refund", order_id=BACK, amount_minor=20_00, of_id=ORDER)
    done = {
        "code": "10000", "msg": "Success", "out_request_no": BACK.hex, "refund_status": "REFUND_SUCCESS",
        "refund_amount": "20.00", "gmt_refund_pay": "2026-03-01 12:00:00",
    }  # fmt: skip
    silent = {"code": "10000", "msg": "Success"}
    unknown = {"code": "40004", "msg": "Business Failed", "sub_code": "ACQ.TRADE_NOT_EXIST"}
    told = []
    for body in (done, silent, unknown):
        answer = keys.answers("alipay_trade_fastpay_refund_query", body)
        with running(lambda *_, body=answer: (200, body)) as provider:
            told.append(await keys.gateway(f"{provider.url}/gateway.do").ask(asked))
    assert told[0] is not None
    assert (told[0].order_id, told[0].kind, told[0].state) == (BACK, "refund", "succeeded")
    assert (told[0].amount_minor, told[0].at) == (20_00, datetime(2026, 3, 1, 4, tzinfo=UTC))
    assert told[1:] == [None, None]
    away = keys.answers(
        "alipay_trade_fastpay_refund_query", {"code": "20000", "sub_code": "isp.unknow-error"}
    )
    with running(lambda *_: (200, away)) as provider, pytest.raises(GatewayAway):
        await keys.gateway(f"{provider.url}/gateway.do").ask(asked)


def test_a_notice_of_money_given_back_ends_no_top_up(keys: Keys) -> None:
    closed = keys.notice(trade_status="TRADE_CLOSED", refund_fee="50.00", gmt_refund="2026-03-02 12:00:00")
    assert keys.gateway().read({}, closed) is None


def test_a_refund_in_the_daily_file_names_what_was_paid() -> None:
    line = (
        "10005\t,2026030122001\t,{order}\t,同好,2026-03-01 15:00:00,a***@x.example,,-20.00,109.70,支付宝,"
        "交易退款,\n#---"
    )
    back = lines_of(_packed(_TABLE.replace("#---", line, 1).format(order=ORDER.hex)))[-1]
    assert (back.order_id, back.of_id, back.kind, back.amount_minor) == (None, ORDER, "refund", 20_00)
