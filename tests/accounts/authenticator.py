"""A passkey device in software: what a phone does, without the phone. Source: WebAuthn Level 3, section 6."""

import hashlib
import json
import secrets
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn import base64url_to_bytes
from webauthn.helpers import bytes_to_base64url

_PRESENT, _VERIFIED, _ELIGIBLE, _BACKED_UP, _ATTESTED = 0x01, 0x04, 0x08, 0x10, 0x40


class Authenticator:
    """One passkey. Its switches let a test be a careless or a malicious device."""

    def __init__(self, origin: str = "http://localhost:8000", rp_id: str = "localhost") -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.credential_id = secrets.token_bytes(32)
        self.user_handle = b""
        self.origin, self.rp_id = origin, rp_id
        self.count = 1
        self.verifies, self.eligible, self.backed_up = True, True, False

    def _flags(self, more: int = 0) -> int:
        flags = _PRESENT | more
        for on, flag in (
            (self.verifies, _VERIFIED),
            (self.eligible, _ELIGIBLE),
            (self.backed_up, _BACKED_UP),
        ):
            flags |= flag if on else 0
        return flags

    def _seen(self, flags: int) -> bytes:
        return hashlib.sha256(self.rp_id.encode()).digest() + bytes([flags]) + self.count.to_bytes(4)

    def _client(self, kind: str, options: dict[str, Any]) -> bytes:
        said = {"type": kind, "challenge": options["challenge"], "origin": self.origin, "crossOrigin": False}
        return json.dumps(said).encode()

    def _named(self, response: dict[str, Any]) -> dict[str, Any]:
        name = bytes_to_base64url(self.credential_id)
        return {
            "id": name,
            "rawId": name,
            "type": "public-key",
            "response": response,
            "clientExtensionResults": {},
        }

    def make(self, options: dict[str, Any]) -> dict[str, Any]:
        """The answer to options of a registration."""
        self.user_handle = base64url_to_bytes(options["user"]["id"])
        numbers = self.key.public_key().public_numbers()
        public = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32), -3: numbers.y.to_bytes(32)})
        named = bytes(16) + len(self.credential_id).to_bytes(2) + self.credential_id
        seen = self._seen(self._flags(_ATTESTED)) + named + public
        return self._named(
            {
                "clientDataJSON": bytes_to_base64url(self._client("webauthn.create", options)),
                "attestationObject": bytes_to_base64url(
                    cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": seen})
                ),
                "transports": ["internal", "nonsense"],
            }
        )

    def show(self, options: dict[str, Any]) -> dict[str, Any]:
        """The answer to options of a sign-in; the counter rises."""
        self.count += 1
        seen, client = self._seen(self._flags()), self._client("webauthn.get", options)
        signed = seen + hashlib.sha256(client).digest()
        return self._named(
            {
                "clientDataJSON": bytes_to_base64url(client),
                "authenticatorData": bytes_to_base64url(seen),
                "signature": bytes_to_base64url(self.key.sign(signed, ec.ECDSA(hashes.SHA256()))),
                "userHandle": bytes_to_base64url(self.user_handle),
            }
        )
