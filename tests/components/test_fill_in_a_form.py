"""A form says what it asks, what is required and what is not right yet, to eyes and to screen readers alike."""

from __future__ import annotations

from django import forms
from django.template import Context, Template
from django.utils import translation

from wegwijs.components.days import DayField


class Sample(forms.Form):
    subject = forms.CharField(label="Onderwerp", help_text="In een paar woorden.")
    held_on = DayField(label="Datum", required=False)
    route = forms.ChoiceField(
        label="Leerroute", choices=[("b1", "B1-route"), ("z", "Z-route")], widget=forms.RadioSelect
    )
    agreed = forms.BooleanField(label="Besproken", required=False)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def render(source: str, form: forms.Form) -> str:
    """A snippet of template in Dutch, white space folded."""
    with translation.override("nl"):
        return " ".join(Template("{% load ww %}" + source).render(Context({"form": form})).split())


def test_a_field_is_tied_to_its_label_and_explanation() -> None:
    """Label by `for`, explanation by `aria-describedby`, required in words."""
    html = render("{% field form.subject %}", Sample())
    assert '<label for="id_subject">Onderwerp <span class="required">(verplicht)</span></label>' in html
    assert 'id="id_subject_helptext">In een paar woorden.' in html
    assert 'aria-describedby="id_subject_helptext"' in html
    assert "aria-invalid" not in html


def test_an_error_stands_with_its_field_and_is_tied_to_it() -> None:
    """The error is described together with the explanation."""
    html = render("{% field form.subject %}", Sample({"subject": ""}))
    assert 'aria-describedby="id_subject_helptext id_subject_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_subject_error"' in html


def test_choices_are_a_group_with_a_name() -> None:
    """Radio buttons are in a fieldset with legend, also as cards."""
    html = render('{% field form.route kind="cards" %}', Sample({"subject": "x"}))
    assert html.startswith("<fieldset")
    assert "field-cards" in html
    assert "<legend>Leerroute" in html
    assert 'aria-describedby="id_route_error"' in html


def test_a_field_that_is_not_required_says_nothing_about_it() -> None:
    """And a hidden field is only itself."""
    assert "verplicht" not in render("{% field form.agreed %}", Sample())
    assert render("{% field form.secret %}", Sample()) == '<input type="hidden" name="secret" id="id_secret">'


def test_the_summary_links_to_every_field_that_is_not_right() -> None:
    """It takes the focus; a group is reached at its first choice."""
    html = render("{% form_errors form %}", Sample({"held_on": "gisteren"}))
    assert 'role="alert" tabindex="-1" data-focus' in html
    assert [f'href="#id_{name}"' in html for name in ("subject", "held_on", "route_0")] == [True, True, True]
    assert render("{% form_errors form %}", Sample()) == ""


def test_what_was_typed_is_shown_again_as_text() -> None:
    """Markup in a value stays text."""
    html = render("{% field form.subject %}", Sample({"subject": '<script>"'}))
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
