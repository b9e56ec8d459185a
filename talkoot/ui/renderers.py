"""Django's form renderer, with our templates first."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Renders forms and fields with the house's templates; widgets may use every installed template."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"
