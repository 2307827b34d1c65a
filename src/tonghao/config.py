"""Every setting, read once from the environment (`TONGHAO_…`) and passed in; never a global."""

from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from tonghao.proxies import networks_of


class Config(BaseSettings):
    """Settings of one process. The field descriptions are the documentation (docs/settings.md)."""

    model_config = SettingsConfigDict(env_prefix="TONGHAO_", extra="ignore", frozen=True)

    database_url: str = Field("", description="PostgreSQL address; empty: the embedded server.")
    data: Path = Field(Path("data"), description="Folder for the database, photos and keys.")
    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(8000, ge=0, le=65535, description="Port to listen on.")
    public_url: str = Field("", description="Address people type, e.g. https://example.org; empty: loopback.")
    trusted_proxies: str = Field(
        "", description="Networks of your reverse proxies, e.g. 127.0.0.1, 10.0.0.0/8; empty: none."
    )
    proxy_header: Literal["x-forwarded", "forwarded"] = Field(
        "x-forwarded", description="What they write: X-Forwarded-For, -Proto and -Host, or Forwarded."
    )
    site_name: str = Field("同好", max_length=40, description="Name shown at the top of every page.")
    pool_size: int = Field(16, ge=2, le=200, description="Database connections per web process.")
    demo: bool = Field(True, description="Seed and offer the demo 梧桐里 (loopback only).")
    mail_sender: Literal["console", "smtp"] = Field("console", description="How codes are sent.")
    mail_from: str = Field("Tonghao <no-reply@localhost>", description="Sender of mails.")
    smtp_host: str = Field("localhost", description="Mail server.")
    smtp_port: int = Field(587, ge=1, le=65535, description="Port of the mail server.")
    smtp_user: str = Field("", description="User at the mail server; empty: none.")
    smtp_password: str = Field("", repr=False, description="Password at the mail server.")
    smtp_tls: Literal["starttls", "tls", "none"] = Field("starttls", description="Encryption of mail.")
    sms_sender: Literal["none", "console", "webhook"] = Field(
        "console", description="How texts are sent; none: nobody signs up by phone."
    )
    sms_url: str = Field("", description="Address of the gateway that takes texts as signed webhooks.")
    sms_secret: str = Field("", repr=False, description="Secret shared with the gateway (whsec_…).")
    sms_private: bool = Field(False, description="Whether the gateway may stand in a private network.")
    sms_region: str = Field("CN", max_length=2, description="Region of numbers typed without a country code.")
    sms_regions: str = Field(
        "CN,HK,MO,TW", description="Regions that get texts, by comma; empty: all of them."
    )
    sms_prefix_day: int = Field(
        40, ge=1, description="Texts a day to numbers that share all but four digits."
    )
    sms_region_day: int = Field(2000, ge=1, description="Texts a day to one region.")
    witness_url: str = Field(
        "", description="Address of an outside witness that gets the daily audit head; empty: none."
    )
    witness_secret: str = Field(
        "", repr=False, description="Secret shared with the witness (whsec_…); empty: unsigned."
    )
    witness_private: bool = Field(False, description="Whether the witness may stand in a private network.")
    witness_mail: str = Field("", description="Mail address that gets the daily audit head; empty: none.")
    calls_private: bool = Field(
        False, description="Whether the platform's address for calls may stand in a private network."
    )
    session_days: int = Field(60, ge=1, le=400, description="Days a session lives without a visit.")
    grace_days: int = Field(30, ge=0, le=365, description="Days between leaving and deletion.")
    upload_bytes: int = Field(20_000_000, ge=10_000, description="Largest photo in bytes.")
    upload_pixels: int = Field(50_000_000, ge=10_000, description="Largest photo in pixels.")
    decode_seconds: float = Field(10.0, gt=0, description="Computing time one photo may take to decode.")
    decode_mib: int = Field(1024, ge=128, description="Memory one photo may take to decode, in MiB.")
    text_model: Path | None = Field(None, description="Another text model; empty: the one that ships.")
    legal_list: Path | None = Field(None, description="The deployer's own word list; empty: none.")
    packets_a_day: int = Field(30, ge=1, description="Red packets that one person may make in 24 hours.")
    outbox_hours: int = Field(48, ge=1, description="How long events can be caught up.")
    web: Path = Field(Path(__file__).parents[2] / "web" / "apps", description="Folder of the built web apps.")
    log_format: Literal["console", "json"] = Field("console", description="Shape of the log lines.")
    log_requests: bool = Field(False, description="A log line for each request: operation, status, time.")
    metrics_token: str = Field(
        "", repr=False, description="Who sends it as Bearer may read /metrics; empty: this machine alone."
    )
    traces_url: str = Field("", description="OpenTelemetry collector (OTLP over HTTP); empty: no traces.")
    currency: str = Field("CNY", pattern="^[A-Z]{3}$", description="Currency of wallets; PTS: points.")
    gateway: Literal["sandbox", "alipay", "stripe", "none"] = Field(
        "sandbox", description="Where money comes in and goes out: play money, a provider, or nothing."
    )
    sandbox_mood: str = Field(
        "", max_length=120, description="How badly the sandbox behaves, e.g. delay=2 refuse=0.1 lose=0.1."
    )
    stripe_key: str = Field("", repr=False, description="Secret key at Stripe (sk_…); empty: no Stripe.")
    stripe_webhook_secret: str = Field(
        "", repr=False, description="Secret of the webhooks of Stripe (whsec_…)."
    )
    alipay_app: str = Field("", description="Number of the application at Alipay; empty: no Alipay.")
    alipay_private_key: Path | None = Field(
        None, description="File with the application's private key (PEM)."
    )
    alipay_public_key: Path | None = Field(None, description="File with the public key of Alipay (PEM).")
    provider_url: str = Field(
        "", description="Another address of the provider: its own sandbox, or a stand-in; empty: its own."
    )
    limits_scale: float = Field(1.0, gt=0, description="Factor on every rate limit, for load tests.")

    @field_validator("trusted_proxies")
    @classmethod
    def _are_networks(cls, text: str) -> str:
        networks_of(text)
        return text

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        from urllib.parse import urlsplit

        host = urlsplit(self.public_url).hostname if self.public_url else self.host
        return host in {"127.0.0.1", "::1", "localhost"}

    @property
    def is_https(self) -> bool:
        """Whether cookies are `__Host-` and `Secure`."""
        return self.public_url.startswith("https://")

    @property
    def address(self) -> str:
        """What people type before a path, without a slash at the end."""
        return self.public_url.rstrip("/") or f"http://localhost:{self.port}"

    def address_beside(self, running: Path) -> str:
        """The same for a command beside a server that may have been started on another port than is set.

        Args:
            running: The file in which a server that runs keeps its port.
        """
        port = running.read_text("utf-8").strip() if running.exists() else ""
        # An address that other people type leads to a proxy, which knows the port.
        if not port.isdigit() or not self.is_loopback:
            return self.address
        return f"http://localhost:{port}"

    @property
    def session_cookie(self) -> str:
        return "__Host-session" if self.is_https else "session"

    @property
    def device_cookie(self) -> str:
        return "__Host-device" if self.is_https else "device"

    @property
    def passkey_cookie(self) -> str:
        return "__Host-passkey" if self.is_https else "passkey"

    @property
    def media_folder(self) -> Path:
        return self.data / "media"
