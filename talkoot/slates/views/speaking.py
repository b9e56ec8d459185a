"""Statements, questions and answers."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from talkoot.kernel.clock import now
from talkoot.slates import actions, queries
from talkoot.slates.forms import AnswerForm, QuestionForm, StatementForm
from talkoot.slates.permissions import Permission
from talkoot.slates.views.nominating import candidate_for, spoken
from talkoot.slates.views.reading import frame
from talkoot.ui.pages import Request, page, refusals_to


def write_statement(request: Request, ref: str, number: int) -> HttpResponse:
    """Write or change the statement in one language."""
    found, hats = candidate_for(request, ref, number, Permission.WRITE_STATEMENT)
    said, tags = queries.statement_of(found, request.actor.languages, chosen=request.GET.get("in", ""))
    initial = {"text": said.text, "language": said.language} if said and "in" in request.GET else {}
    form = StatementForm(request.POST or None, initial=initial, **spoken(request))
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            actions.write_statement(found.pk, **form.cleaned_data, by=request.actor, at=now(), key=form.key)
            messages.success(request, _("The statement is public."))
            return redirect(f"{found.get_absolute_url()}?in={form.cleaned_data['language']}")
    return page(request, "slates/write_statement.html", {"tags": tags, **frame(request, found, hats)}, form=form)


def ask_question(request: Request, ref: str, number: int) -> HttpResponse:
    """Ask a candidate something in public."""
    found, hats = candidate_for(request, ref, number, Permission.ASK_QUESTION)
    form = QuestionForm(request.POST or None, **spoken(request))
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            asked = actions.ask_question(found.pk, **form.cleaned_data, by=request.actor, at=now(), key=form.key)
            messages.success(request, _("Your question is public, and the candidate is told."))
            return redirect(f"{found.get_absolute_url()}#q{asked.pk}")
    return page(request, "slates/ask_question.html", frame(request, found, hats), form=form)


def answer_question(request: Request, ref: str, number: int, question: int) -> HttpResponse:
    """Answer a question."""
    found, hats = candidate_for(request, ref, number, Permission.ANSWER_QUESTION)
    asked = queries.get_question(found, question)
    form = AnswerForm(request.POST or None, **spoken(request))
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            actions.answer_question(asked.pk, **form.cleaned_data, by=request.actor, at=now(), key=form.key)
            messages.success(request, _("Your answer is public."))
            return redirect(f"{found.get_absolute_url()}#q{asked.pk}")
    context = {"question": asked, **frame(request, found, hats)}
    return page(request, "slates/answer_question.html", context, form=form)
