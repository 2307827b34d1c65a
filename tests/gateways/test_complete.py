"""A gateway without all of its settings refuses to start, and doctor says so."""

from pathlib import Path
from typing import Any

import pytest

from tonghao.config import Config
from tonghao.db import Pool
from tonghao.doctor import address
from tonghao.gateways.complete import GatewayIncomplete, NoticesUnsigned, must_be_complete
from tonghao.gateways.known import gateways_of

_SIGNED = {"stripe_key": "sk_test_x", "stripe_webhook_secret": "whsec_x"}


@pytest.mark.parametrize("secret", ["", "  "])
def test_stripe_without_the_secret_of_its_webhooks_does_not_start(
    config: Config, pool: Pool, secret: str
) -> None:
    unsigned = config.model_copy(
        update={"gateway": "stripe", "stripe_key": "sk_test_x", "stripe_webhook_secret": secret}
    )
    with pytest.raises(NoticesUnsigned) as refused:
        gateways_of(unsigned, pool)
    assert "TONGHAO_STRIPE_WEBHOOK_SECRET" in refused.value.english()
    assert "TONGHAO_STRIPE_WEBHOOK_SECRET" in refused.value.chinese()
    said = [one for one in address(unsigned) if one.state == "fault"]
    assert refused.value.english() in [one.en for one in said]
    must_be_complete(config.model_copy(update=_SIGNED))


@pytest.mark.parametrize(
    ("settings", "missing"),
    [
        ({"gateway": "stripe"}, "TONGHAO_STRIPE_KEY"),
        ({"gateway": "alipay"}, "TONGHAO_ALIPAY_APP"),
        ({"alipay_app": "2021"}, "TONGHAO_ALIPAY_PRIVATE_KEY"),
        ({"alipay_app": "2021", "alipay_private_key": Path("app.pem")}, "TONGHAO_ALIPAY_PUBLIC_KEY"),
    ],
)
def test_what_else_is_missing_is_named(config: Config, settings: dict[str, Any], missing: str) -> None:
    with pytest.raises(GatewayIncomplete) as refused:
        must_be_complete(config.model_copy(update=settings))
    assert missing in refused.value.english()
