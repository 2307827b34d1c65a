"""Mail leaves through a sender: the console on a laptop, SMTP on a server."""

from email.message import EmailMessage
from email.utils import format_datetime, make_msgid, parseaddr
from pathlib import Path
from typing import Protocol

import aiosmtplib
import stamina

from tonghao.clock import now
from tonghao.config import Config
from tonghao.log import log


class Sender(Protocol):
    """Something that delivers mail, or raises so that the job tries again."""

    async def send(self, *, to: str, subject: str, text: str) -> None:
        """Deliver one plain-text mail to the address *to*."""


class ConsoleSender:
    """Prints mails and keeps them in a file of mode 0600, for a machine without a mail server."""

    def __init__(self, outbox: Path) -> None:
        self._outbox = outbox

    async def send(self, *, to: str, subject: str, text: str) -> None:
        self._outbox.parent.mkdir(parents=True, exist_ok=True)
        self._outbox.touch(mode=0o600)
        with self._outbox.open("a", encoding="utf-8") as file:
            file.write(f"To: {to}\nSubject: {subject}\n\n{text}\n\n--\n")
        print(f"\n  ✉ {to}\n    {subject}\n    " + text.replace("\n", "\n    ") + "\n", flush=True)


def letter_of(*, mail_from: str, to: str, subject: str, text: str) -> EmailMessage:
    """The mail as servers want it: with a date and a name of its own, and marked as nobody's handwriting."""
    letter = EmailMessage()
    letter["From"] = mail_from
    letter["To"] = to
    letter["Subject"] = subject
    letter["Date"] = format_datetime(now())
    letter["Message-ID"] = make_msgid(domain=parseaddr(mail_from)[1].rpartition("@")[2] or None)
    # Out-of-office answers are not sent to such mails.
    letter["Auto-Submitted"] = "auto-generated"
    letter["Content-Language"] = "zh-CN, en"
    letter.set_content(text)
    return letter


class SmtpSender:
    """Hands mails to a mail server; passing faults are tried again."""

    def __init__(self, config: Config) -> None:
        self._config = config

    @stamina.retry(on=(aiosmtplib.SMTPConnectError, aiosmtplib.SMTPServerDisconnected, OSError), attempts=4)
    async def send(self, *, to: str, subject: str, text: str) -> None:
        await aiosmtplib.send(
            letter_of(mail_from=self._config.mail_from, to=to, subject=subject, text=text),
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
