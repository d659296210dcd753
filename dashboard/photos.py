"""Photo bytes for those who may see them; nobody else learns even whether a photo exists."""

from __future__ import annotations

from dashboard import access
from dashboard.viewer import Viewer
from warehouse.settings import Home


def photo_bytes(sha256: str, viewer: Viewer, home: Home | None = None) -> bytes | None:
    """The file with this content hash, or None: not published, not this viewer's to see, or deleted by retention."""
    if access.query("photo", viewer, sha256=sha256).empty:
        return None
    path = (home or Home.at()).photos / sha256[:2] / sha256
    return path.read_bytes() if path.exists() else None
