"""Mail leaves through a sender: the console on a laptop, SMTP on a server."""

from collections.abc import Mapping
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid, parseaddr
from pathlib import Path
from typing import Final, Protocol

import aiosmtplib
import stamina

from tonghao.clock import now
from tonghao.config import Config
from tonghao.log import log

NO_HEADERS: Final[Mapping[str, str]] = {}


class Sender(Protocol):
    """Something that delivers mail, or raises so that the job tries again."""

    async def send(
        self, *, to: str, subject: str, text: str, html: str = "", headers: Mapping[str, str] = NO_HEADERS
    ) -> None:
        """Deliver one mail to the address *to*.

        Args:
            html: The same in HTML, for those who read mails that way; empty: none.
            headers: Beside the usual ones.
        """


class ConsoleSender:
    """Prints mails and keeps them in a file of mode 0600, for a machine without a mail server."""

    def __init__(self, outbox: Path) -> None:
        self._outbox = outbox

    async def send(
        self, *, to: str, subject: str, text: str, html: str = "", headers: Mapping[str, str] = NO_HEADERS
    ) -> None:
        self._outbox.parent.mkdir(parents=True, exist_ok=True)
        self._outbox.touch(mode=0o600)
        with self._outbox.open("a", encoding="utf-8") as file:
            more = "".join(f"{name}: {value}\n" for name, value in headers.items())
            file.write(f"To: {to}\nSubject: {subject}\n{more}\n{text}\n\n--\n")
        print(f"\n  ✉ {to}\n    {subject}\n    " + text.replace("\n", "\n    ") + "\n", flush=True)


def letter_of(
    *,
    mail_from: str,
    to: str,
    subject: str,
    text: str,
    html: str = "",
    headers: Mapping[str, str] = NO_HEADERS,
) -> EmailMessage:
    """The mail as servers want it: with a date and a name of its own, and marked as nobody's handwriting."""
    letter = EmailMessage()
    letter["From"] = mail_from
    letter["To"] = to
    letter["Subject"] = subject
    letter["Date"] = format_datetime(now())
    letter["Message-ID"] = make_msgid(domain=parseaddr(mail_from)[1].rpartition("@")[2] or None)
    # Out-of-office answers are not sent to such mails.
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(text)
    if html:
        letter.add_alternative(html, subtype="html")
    # After the content: a second part takes along what is said of the first.
    for name, value in {"Content-Language": "zh-CN, en", **headers}.items():
        letter[name] = value
    return letter


class SmtpSender:
    """Hands mails to a mail server; passing faults are tried again."""

    def __init__(self, config: Config) -> None:
        self._config = config

    @stamina.retry(on=(aiosmtplib.SMTPConnectError, aiosmtplib.SMTPServerDisconnected, OSError), attempts=4)
    async def send(
        self, *, to: str, subject: str, text: str, html: str = "", headers: Mapping[str, str] = NO_HEADERS
    ) -> None:
        await aiosmtplib.send(
            letter_of(
                mail_from=self._config.mail_from,
                to=to,
                subject=subject,
                text=text,
                html=html,
                headers=headers,
            ),
            hostname=self._config.smtp_host,
            port=self._config.smtp_port,
            username=self._config.smtp_user or None,
            password=self._config.smtp_password or None,
            use_tls=self._config.smtp_tls == "tls",
            start_tls=self._config.smtp_tls == "starttls",
            timeout=20,
        )
        log.info("mail sent", subject=subject)


def sender_of(config: Config) -> Sender:
    """The sender that the settings name."""
    if config.mail_sender == "smtp":
        return SmtpSender(config)
    return ConsoleSender(config.data / "mail.txt")
