"""An OpenID provider of our own on this machine: it signs real tokens, checks codes and proofs, and can misbehave."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "talkoot-test", "a client's secret"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Provider(ThreadingHTTPServer):
    """``person`` is who signs in there; ``claims`` go over those of the token; ``trouble`` names what goes wrong."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.person: dict[str, Any] = {"sub": "42", "preferred_username": "ada_lovelace"}
        self.claims: dict[str, Any] = {}
        self.trouble = ""
        self.codes: dict[str, dict[str, str]] = {}
        self.seen: list[tuple[str, dict[str, str]]] = []

    @property
    def issuer(self) -> str:
        """Return the address of the provider."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    @property
    def setting(self) -> dict[str, Any]:
        """Return the setting that switches it on."""
        app = {
            "provider_id": "oidc",
            "name": "Movement log-in",
            "client_id": CLIENT,
            "secret": SECRET,
            "settings": {"server_url": self.issuer},
        }
        return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}

    def id_token(self) -> str:
        """Return a signed token about the person."""
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, **self.person, **self.claims}
        return jwt.encode(claims, KEY, algorithm="RS256", headers={"kid": "1"})


@contextmanager
def a_provider() -> Iterator[Provider]:
    """Run a provider for the time of a test."""
    with Provider() as provider:
        thread = threading.Thread(target=provider.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield provider
        provider.shutdown()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:  # the standard library's name
        url = urlsplit(self.path)
        asked = dict(parse_qsl(url.query))
        self.server.seen.append((url.path, asked))
        if self.server.trouble == url.path:
            self._answer(500, {"error": "server_error"})
        elif url.path == "/.well-known/openid-configuration":
            self._answer(200, self._configuration())
        elif url.path == "/jwks":
            self._answer(200, {"keys": [{**json.loads(_jwk()), "kid": "1", "use": "sig", "alg": "RS256"}]})
        elif url.path == "/authorize":
            self._authorize(asked)
        elif url.path == "/userinfo":
            allowed = self.headers["Authorization"] == "Bearer an-access-token"
            self._answer(200 if allowed else 401, self.server.person if allowed else {})
        else:
            self._answer(404, {})

    def do_POST(self) -> None:  # as above
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        sent = {name: values[0] for name, values in parse_qs(body).items()}
        self.server.seen.append((self.path, sent))
        if self.server.trouble == self.path:
            self._answer(500, {"error": "server_error"})
            return
        asked = self.server.codes.pop(sent.get("code", ""), None)
        if asked is None or not self._is_the_client(sent) or not _is_proven(asked, sent):
            self._answer(400, {"error": "invalid_grant"})
            return
        self._answer(
            200, {"access_token": "an-access-token", "token_type": "Bearer", "id_token": self.server.id_token()}
        )

    def _configuration(self) -> dict[str, Any]:
        issuer = self.server.issuer
        return {
            "issuer": issuer,
            "authorization_endpoint": f"{issuer}/authorize",
            "token_endpoint": f"{issuer}/token",
            "userinfo_endpoint": f"{issuer}/userinfo",
            "jwks_uri": f"{issuer}/jwks",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def _authorize(self, asked: dict[str, str]) -> None:
        if self.server.trouble == "refusal":
            answer = {"error": "access_denied", "state": asked["state"]}
        else:
            code = secrets.token_urlsafe(8)
            self.server.codes[code] = asked
            answer = {"code": code, "state": asked["state"]}
        self.send_response(302)
        self.send_header("Location", f"{asked['redirect_uri']}?{urlencode(answer)}")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _is_the_client(self, sent: dict[str, str]) -> bool:
        return (sent.get("client_id"), sent.get("client_secret")) == (CLIENT, SECRET)

    def _answer(self, status: int, value: dict[str, Any]) -> None:
        content = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the standard library's name
        """Say nothing."""


def _jwk() -> str:
    return jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key())


def _is_proven(asked: dict[str, str], sent: dict[str, str]) -> bool:
    digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
    proof = base64.urlsafe_b64encode(digest).decode().rstrip("=")
    return sent.get("redirect_uri") == asked["redirect_uri"] and proof == asked.get("code_challenge")
