"""Take the pictures of what people get on paper in their own language: ``python tools/pictures_of_letters.py``.

Set as the letters are, as pictures instead of PDF, with invented people.
"""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import typst
from PIL import Image

from wegwijs.letters.composing import compose
from wegwijs.letters.fields import check

ROOT = Path(__file__).resolve().parents[1]
WHERE = ROOT / "docs" / "handleiding" / "beelden"
LETTERS = ROOT / "src" / "wegwijs" / "letters"
DOTS, MOST = 80, 60_000  # dots an inch; bytes
CITY = {"municipality_name": "Waterstad", "made_on": "2026-11-30"}
CALL = {"contact_name": "S. de Haan", "contact_phone": "06 0000 0034"}
# Language → who, in both scripts, and which subject is explained.
PEOPLE = {
    "ar": ("Rami Haddad", "رامي حداد", "rights"),
    "ti": ("Selam Tesfay", "ሰላም ተስፋይ", "exams"),
    "prs": ("Farid Amiri", "فرید امیری", "plan"),
    "tr": ("Elif Demir", "", "practise"),
}


def letters_of(name: str, own_name: str, topic: str) -> dict[str, dict[str, Any]]:
    """Picture → what the letter takes, with the template first in the name."""
    items = [
        {"standard": "lesson", "who": "person", "by": "2026-12-28"},
        {"standard": "childcare", "who": "person", "by": "2026-12-14"},
        {"standard": "interpreter", "who": "municipality", "by": "2026-12-21"},
    ]
    return {
        "agreements": {
            **CITY, "contact_name": CALL["contact_name"], "municipality_phone": "14 000", "recipient_name": name,
            "recipient_own_name": own_name, "number": 1, "items": items, "next_on": "2026-12-28", "next_at": "10:00",
        },
        "explanation": {**CITY, "topic": topic},
        "note": {
            **CITY, **CALL, "offer_name": "Geldloket De Haven", "offer_address": "Kadeplein 3",
            "offer_phone": "010 000 0101", "offer_how": "Inloop op maandag, 9 tot 12 uur.", "subject": "money",
        },
    }  # fmt: skip


def picture(template: str, data: dict[str, Any], language: str) -> Image.Image:
    """The first page, without the white below it."""
    letter = compose(template, check(template, data), language)
    pages = typst.compile(
        str(LETTERS / "printed" / f"{template}.typ"), root=str(LETTERS / "printed"),
        font_paths=[str(LETTERS / "fonts")], ignore_system_fonts=True, format="png", ppi=DOTS,
        sys_inputs={"letter": json.dumps(letter, ensure_ascii=False)},
    )  # fmt: skip
    first = pages[0] if isinstance(pages, list) else pages
    whole = Image.open(io.BytesIO(first)).convert("RGB")
    written = Image.eval(whole.convert("L"), lambda light: 255 - light).getbbox()
    assert written
    return whole.crop((0, 0, whole.width, min(whole.height, written[3] + 20)))


def main() -> None:
    """Three papers in four languages."""
    for language, who in PEOPLE.items():
        for template, data in letters_of(*who).items():
            path = WHERE / f"papier-{template}-{language}.png"
            picture(template, data, language).quantize(32).save(path, optimize=True)
            assert path.stat().st_size <= MOST, path


if __name__ == "__main__":
    main()
