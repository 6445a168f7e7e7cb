"""An address as a picture to scan."""

from __future__ import annotations

import qrcode
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe


def qr_code(url: str, label: str) -> SafeString:
    """As SVG without styles; `label` is what a screen reader says."""
    code = qrcode.QRCode(border=2)
    code.add_data(url)
    matrix = code.get_matrix()
    dots = "".join(f"M{x},{y}h1v1h-1z" for y, row in enumerate(matrix) for x, dark in enumerate(row) if dark)
    return format_html(
        '<svg class="qr" viewBox="0 0 {size} {size}" width="180" height="180" role="img" aria-label="{label}">'
        '<rect width="{size}" height="{size}" fill="#fff"/><path d="{dots}" fill="#000"/></svg>',
        size=len(matrix), label=label, dots=mark_safe(dots),  # noqa: S308  only numbers
    )  # fmt: skip
