"""Seals numbers of persons and confirmed content: AES-256-GCM, with a keyed blind index for search."""

import hmac
import os
import zlib
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12
KEY_ID = b"\x01"


@dataclass(frozen=True)
class Cipher:
    """Two keys of 32 bytes: one hides, one makes equal numbers findable; a plain hash hides nothing."""

    hiding: bytes
    finding: bytes

    @cached_property
    def _aes(self) -> AESGCM:
        return AESGCM(self.hiding)

    def seal(self, text: bytes, place: str) -> bytes:
        """Bind the text to its place (`table.column`), so that a sealed value cannot be moved to another."""
        nonce = os.urandom(NONCE)
        return KEY_ID + nonce + self._aes.encrypt(nonce, text, place.encode())

    def open(self, sealed: bytes, place: str) -> bytes:
        """The text again; raises `cryptography.exceptions.InvalidTag` when a bit was changed."""
        nonce, body = sealed[1 : NONCE + 1], sealed[NONCE + 1 :]
        return self._aes.decrypt(nonce, body, place.encode())

    def pack(self, content: bytes, place: str) -> bytes:
        return self.seal(zlib.compress(content, 1), place)

    def unpack(self, sealed: bytes, place: str) -> bytes:
        return zlib.decompress(self.open(sealed, place))

    def index(self, number: str) -> bytes:
        """Sixteen bytes by which a number is found and kept unique."""
        return hmac.new(self.finding, number.encode(), sha256).digest()[:16]
