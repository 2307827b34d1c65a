"""Complete: whether all settings of a gateway are there, said before anything starts."""

from tonghao.cannot_start import CannotStart
from tonghao.config import Config


class GatewayIncomplete(CannotStart):
    """The gateway {gateway} cannot be used without {setting}. Set it as well; docs/money.md says how."""

    zh = "支付通道 {gateway} 缺少 {setting}，不能使用。请一并设置，写法见 docs/money.md。"


class NoticesUnsigned(CannotStart):
    """Stripe has a key, but no TONGHAO_STRIPE_WEBHOOK_SECRET: none of its notices could be believed, and no
    money would ever arrive. Set the secret of the webhook endpoint (whsec_…); docs/money.md says how."""

    zh = (
        "设置了 Stripe 的密钥，却没有 TONGHAO_STRIPE_WEBHOOK_SECRET：它的通知都无法验证，充值永远不会到账。"
        "请填上 Webhook 端点的密钥（whsec_…），写法见 docs/money.md。"
    )


def must_be_complete(config: Config) -> None:
    """Let settings pass with which each gateway that they name can be used.

    Raises:
        NoticesUnsigned: Stripe without the secret of its webhooks.
        GatewayIncomplete: something else is missing.
    """
    wanted: dict[str, dict[str, object]] = {
        "stripe": {"stripe_key": config.stripe_key},
        "alipay": {
            "alipay_app": config.alipay_app,
            "alipay_private_key": config.alipay_private_key,
            "alipay_public_key": config.alipay_public_key,
        },
    }
    for gateway, settings in wanted.items():
        missing = [name for name, value in settings.items() if not value]
        if missing and (config.gateway == gateway or next(iter(settings.values()))):
            raise GatewayIncomplete(gateway=gateway, setting=f"TONGHAO_{missing[0].upper()}")
    if config.stripe_key and not config.stripe_webhook_secret.strip():
        raise NoticesUnsigned
