"""WsgiDAV on loopback: `python -m tests.servers.wsgidav_server PORT FOLDER USER PASSWORD MOST [CERTIFICATE KEY]`.

/in takes all, /small nothing longer than MOST at a time.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterable
from typing import Any

from cheroot import wsgi
from cheroot.ssl.builtin import BuiltinSSLAdapter
from wsgidav.wsgidav_app import WsgiDAVApp


def main(port: str, folder: str, user: str, password: str, most: str, *tls: str) -> None:
    logging.disable(logging.CRITICAL)
    app = WsgiDAVApp({
        "provider_mapping": {"/": {"root": folder, "readonly": False}},
        "simple_dc": {"user_mapping": {"*": {user: {"password": password}}}},
        "http_authenticator": {"accept_basic": True, "accept_digest": False, "default_to_digest": False},
        "logging": {"enable": False},
        "verbose": 0,
        "dir_browser": {"enable": False},
    })  # fmt: skip

    def limited(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        length = int(environ.get("CONTENT_LENGTH") or 0)
        if environ["PATH_INFO"].startswith("/small/") and length > int(most):
            start("413 Content Too Large", [("Content-Length", "0"), ("Connection", "close")])
            return [b""]
        return app(environ, start)

    server = wsgi.Server(("127.0.0.1", int(port)), limited, numthreads=4)
    if tls:
        server.ssl_adapter = BuiltinSSLAdapter(*tls)
    server.prepare()
    print("ready", flush=True)
    server.serve()


if __name__ == "__main__":
    main(*sys.argv[1:])
