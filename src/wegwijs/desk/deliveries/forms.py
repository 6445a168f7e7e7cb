"""Sending in a delivery, and saying which column is which."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wegwijs.desk.wording.columns import COLUMN
from wegwijs.exchange.deliveries import Column
from wegwijs.exchange.inbox import LIMIT, PIECE

ENCODINGS = ("utf-8", "cp1252", "cp1254", "iso-8859-15", "utf-16", "mac_roman")


class UploadForm(forms.Form):
    """One file. What it is follows from its content, not from its name."""

    file = forms.FileField(
        label=_("File with people"),
        help_text=_("CSV, Excel (.xlsx) or JSON, at most 200 MB. You see what is in it before it is taken over."),
        allow_empty_file=True,
        max_length=200,
        error_messages={"required": _("Choose a file first.")},
    )

    def clean_file(self) -> Any:
        """Refuse what is too large before it is kept."""
        file = self.cleaned_data["file"]
        if file.size > LIMIT:
            raise forms.ValidationError(
                _("This file is larger than %(limit)s MB. Split it, or send it in by the command line."),
                params={"limit": LIMIT // PIECE},
            )
        return file


class ColumnsForm(forms.Form):
    """One choice per column of the file, and the encoding for when letters look wrong."""

    encoding = forms.ChoiceField(
        label=_("Encoding"),
        required=False,
        choices=[("", _("recognise by itself")), *((name, name) for name in ENCODINGS)],
        help_text=_("Choose another one only when letters like é or ş look wrong."),
    )

    def __init__(self, data: Any, columns: Sequence[Column], **more: Any) -> None:
        super().__init__(data, **more)
        self.columns = columns
        for column in columns:
            self.fields[f"column-{column.at}"] = forms.ChoiceField(
                label=column.name or _("column without a name"),
                required=False,
                choices=[("", _("do not use")), *COLUMN.items()],
                initial=column.target or "",
            )

    @property
    def rows(self) -> list[tuple[Column, forms.BoundField]]:
        """Each column with its choice."""
        return [(column, self[f"column-{column.at}"]) for column in self.columns]

    def clean(self) -> dict[str, Any]:
        """No two columns for one thing."""
        cleaned = super().clean() or {}
        chosen = [target for name, target in cleaned.items() if name.startswith("column-") and target]
        doubles = sorted({target for target in chosen if chosen.count(target) > 1})
        if doubles:
            raise forms.ValidationError(
                _("Two columns stand for the same thing: %(columns)s. Choose “do not use” for one of them."),
                params={"columns": ", ".join(str(COLUMN[target]) for target in doubles)},
            )
        return cleaned

    def chosen(self) -> dict[int, str | None]:
        """Position of a column → column of the contract, or None."""
        return {column.at: self.cleaned_data[f"column-{column.at}"] or None for column in self.columns}
