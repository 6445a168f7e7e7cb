"""Encryption at rest and keyed look-up. Keys live outside the database (project/keys.py).

AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce; the look-up index and the seals are HMAC-SHA256 (RFC 2104).
"""

from __future__ import annotations

import hmac
import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings


class Undecipherable(Exception):
    """The bytes were not made with the keys of this installation, or were changed."""


@lru_cache(maxsize=1)
def _cipher() -> AESGCM:
    return AESGCM(bytes.fromhex(settings.WEGWIJS_KEYS.data))


def encrypt(plain: bytes) -> bytes:
    """Nonce (12 bytes) followed by ciphertext and tag."""
    nonce = os.urandom(12)
    return nonce + _cipher().encrypt(nonce, plain, None)


def decrypt(sealed: bytes | memoryview) -> bytes:
    """The plain bytes; raises `Undecipherable`."""
    raw = bytes(sealed)
    try:
        return _cipher().decrypt(raw[:12], raw[12:], None)
    except (InvalidTag, ValueError) as error:
        raise Undecipherable from error


def lookup_index(text: str) -> str:
    """Keyed digest by which an encrypted value (a BSN) is found again."""
    return hmac.digest(_index_key(), text.encode(), "sha256").hex()


def seal(content: bytes) -> str:
    """Keyed digest for facts, audit and log."""
    return hmac.digest(_seal_key(), content, "sha256").hex()  # by name: the fast road through OpenSSL


@lru_cache(maxsize=1)
def _index_key() -> bytes:
    return bytes.fromhex(settings.WEGWIJS_KEYS.index)


@lru_cache(maxsize=1)
def _seal_key() -> bytes:
    return bytes.fromhex(settings.WEGWIJS_KEYS.seal)


def keys_fingerprint() -> str:
    """Recognises the keys without giving them away."""
    return seal(b"wegwijs keys")
