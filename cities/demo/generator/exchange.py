"""The exchange database and the API of the demo: filled and served from the plain files of a generated city."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import sqlalchemy as sa


def load_database(url: str, night: date, folder: Path) -> None:
    """(Re)create the exchange tables of that night at any SQLAlchemy URL. Days are dates, fines are decimals."""
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        for path in sorted((folder / "exchange" / night.isoformat()).glob("*.json")):
            batch = json.loads(path.read_text(encoding="utf-8"))
            kinds = [kind_of(batch["rows"], place) for place in range(len(batch["columns"]))]
            table = sa.Table(
                batch["table"],
                sa.MetaData(),
                *(sa.Column(name, kind) for name, kind in zip(batch["columns"], kinds, strict=True)),
            )
            table.drop(connection, checkfirst=True)
            table.create(connection)
            rows = [[typed(text, kind) for text, kind in zip(row, kinds, strict=True)] for row in batch["rows"]]
            if rows:
                connection.execute(table.insert(), [dict(zip(batch["columns"], row, strict=True)) for row in rows])
    engine.dispose()


def kind_of(rows: list[list[str | None]], place: int) -> sa.types.TypeEngine:
    """Date when every cell of the column is one, else text: a column with a spoiled day is a text column."""
    texts = [row[place] for row in rows if row[place]]
    return sa.Date() if texts and all(is_day(text) for text in texts) else sa.Text()


def is_day(text: str | None) -> bool:
    """The text is an ISO day."""
    try:
        return bool(text) and str(date.fromisoformat(str(text))) == text
    except ValueError:
        return False


def typed(text: str | None, kind: sa.types.TypeEngine) -> date | Decimal | str | None:
    """The cell in its column's type."""
    return date.fromisoformat(text) if text and isinstance(kind, sa.Date) else text


def prepare_night(folder: Path, night: date) -> None:
    """Set the SQLite exchange database of the city to that night's content."""
    (folder / "exchange").mkdir(exist_ok=True)
    load_database(f"sqlite:///{folder / 'exchange' / 'front.db'}", night, folder)


@contextmanager
def serve(folder: Path, night: date, port: int = 0) -> Iterator[tuple[ThreadingHTTPServer, str]]:
    """Serve that night's API pages on loopback; yields (server, url of the penalties)."""
    pages = folder / "api" / night.isoformat()

    class Pages(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            number = parse_qs(urlsplit(self.path).query).get("page", ["1"])[0]
            path = pages / f"page-{int(number)}.json" if number.isdigit() else None
            found = path is not None and path.is_file()
            body = path.read_bytes() if found and path else self.beyond()
            self.send_response(200)
            self.send_header("Content-Type", "application/json; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def beyond(self) -> bytes:
            """The answer to a page past the last one: no rows."""
            total = json.loads((pages / "page-1.json").read_text(encoding="utf-8"))["total"]
            return json.dumps({"code": 0, "total": total, "data": []}).encode()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Pages)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server, f"http://127.0.0.1:{server.server_address[1]}/penalties"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
