"""Doors to accounts: look for them, open one, see one."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from agencies import selectors, services
from agencies.doors import WRONG, Asking, Door
from agencies.forms import OpenForm, PostForm, SearchForm, SureForm
from agencies.permissions import Permission


class AccountDoor(Door):
    """A page about accounts: for administrators, and nobody finds the own account there."""

    permission = Permission.ACCOUNT_MANAGE


class Accounts(AccountDoor):
    """The accounts one looks after, by state; a search is posted."""

    def get(self, request: HttpRequest) -> HttpResponse:
        page = selectors.account_list(
            self.viewer,
            show=request.GET.get("show", ""),
            start=request.GET.get("from", ""),
            now=self.now,
        )
        return self.show("agencies/accounts.html", page, form=SearchForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = SearchForm(request.POST)
        if not form.is_valid():
            page = selectors.account_list(self.viewer, show="", start="", now=self.now)
            return self.show("agencies/accounts.html", page, form=form, status=WRONG)
        page = selectors.accounts_named(self.viewer, form.cleaned_data["words"], now=self.now)
        return self.show("agencies/accounts.html", page, form=form)


class Account(AccountDoor):
    """One account: posts, what is held by name, and what can be done."""

    def get(self, request: HttpRequest, user_id: uuid.UUID) -> HttpResponse:
        page = selectors.account_page(self.viewer, user_id, now=self.now)
        return self.show("agencies/account.html", page)


class AccountOpen(AccountDoor, Asking):
    """Open an account with its first post."""

    template = "agencies/account_open.html"
    step_up = True

    def read(self) -> list[selectors.Place]:
        return selectors.places(self.viewer)

    def form(self, page: list[selectors.Place], data: Any = None) -> OpenForm:
        return OpenForm(data, places=page, roles=selectors.roles_to_give())

    def act(self, page: list[selectors.Place], form: OpenForm) -> str:
        user = services.open_account_by_hand(
            form.cleaned_data["email"],
            name=form.cleaned_data["name"],
            post=form.asked,
            by=self.person,
            at=self.now,
        )
        messages.success(self.request, _told(form.asked))
        return reverse("agencies:account", args=[user.pk])


class PostGive(AccountDoor, Asking):
    """Give somebody a further post."""

    template = "agencies/post_give.html"
    step_up = True

    def read(self) -> Any:
        return selectors.account_for(self.viewer, self.kwargs["user_id"])

    def form(self, page: Any, data: Any = None) -> PostForm:
        places = selectors.places(self.viewer)
        return PostForm(data, places=places, roles=selectors.roles_to_give())

    def act(self, page: Any, form: PostForm) -> str:
        services.give_post(page, form.asked, by=self.person, at=self.now)
        messages.success(self.request, _told(form.asked))
        return reverse("agencies:account", args=[page.pk])


class Sure(AccountDoor, Asking):
    """A page that asks whether one is sure, and then does one thing to one account."""

    template = "agencies/sure.html"
    submit: str
    kind = ""
    done: str

    def form(self, page: Any, data: Any = None) -> forms.Form:
        return SureForm(data, submit=self.submit, kind=self.kind)

    def read(self) -> selectors.AccountPage:
        return selectors.account_page(self.viewer, self.kwargs["user_id"], now=self.now)

    def act(self, page: Any, form: forms.Form) -> str:
        self.carry_out(page)
        messages.success(self.request, self.done)
        return reverse("agencies:account", args=[page.user.pk])

    def carry_out(self, page: Any) -> None:
        """Do the one thing."""
        raise NotImplementedError


class AccountClose(Sure):
    """Close an account in one action; what the person holds by name is listed."""

    template = "agencies/account_close.html"
    submit = "Close the account"
    kind = "warning"
    done = "The account is closed: every post and every session has ended."

    def carry_out(self, page: selectors.AccountPage) -> None:
        services.close_account_by_hand(page.user, by=self.person, at=self.now)


class AccountWake(Sure):
    """Let somebody who slept, or whose account was closed, sign in again."""

    template = "agencies/account_wake.html"
    submit = "Let this person sign in again"
    done = "The account is open. The person can sign in again."
    step_up = True

    def carry_out(self, page: selectors.AccountPage) -> None:
        services.wake_by_hand(page.user, by=self.person, at=self.now)


class AccountSignOut(Sure):
    """End every session of a person."""

    template = "agencies/account_sign_out.html"
    submit = "Sign out everywhere"
    done = "Every session of this person has ended."

    def carry_out(self, page: selectors.AccountPage) -> None:
        services.end_sessions_by_hand(page.user, by=self.person, at=self.now)


def _told(asked: services.PostAsked) -> str:
    if asked.takes_two:
        return "The post is asked for. It opens nothing until another administrator approves it."
    return "The post is given and held from now on."
