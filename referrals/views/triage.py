"""The CSE team's pages: the queue, one referral with its decision, and what follows."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime, time
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from agencies import selectors as agencies
from agencies.doors import Asking, Door
from agencies.permissions import Permission
from core import calendar
from core.audit import Action, Viewed
from core.layout import FilterTag, Link, readable
from core.paging import one_of
from core.refusals import Invalid
from referrals import selectors, services
from referrals.forms import (
    AcknowledgeForm,
    CourseForm,
    DecisionForm,
    QueueFilterForm,
    ReconsiderForm,
    TellForm,
)
from referrals.said import Outcome

END_OF_DAY = time(17, 0)


class TriageQueue(Door):
    """Referrals that wait: urgent first, then due soonest."""

    permission = Permission.REFERRAL_TRIAGE
    polls = True

    def get(self, request: HttpRequest) -> HttpResponse:
        form = QueueFilterForm(request.GET, statuses=selectors.STATUSES)
        readable(form)
        wanted = wanted_of(request.GET, form.cleaned_data)
        page = selectors.triage_queue(self.viewer, wanted)
        viewed = Viewed(
            "referrals.referral",
            tuple(row.pk for row in page.rows),
            tuple(row.child_id for row in page.rows),
            action=Action.LIST,
        )
        return self.show(
            "referrals/triage.html",
            page,
            viewed=viewed,
            key=[(row.pk, row.status, row.due_at, row.urgent) for row in page.rows],
            wanted=wanted,
            filter_form=form,
            selected=tags_of(wanted, dict(selectors.STATUSES)),
            clear_url=address_of(wanted.view),
            lists=[
                Link(
                    f"{one.label} ({one.words})",
                    address_of(one.view),
                    current=one.view == wanted.view,
                )
                for one in page.lists
            ],
            next_url=f"{here(request.GET)}start={page.next}" if page.next else "",
            previous_url=f"{here(request.GET)}start={page.previous}" if page.previous else "",
        )


class ReferralDetail(Asking):
    """One referral, and the decision about it."""

    permission = Permission.REFERRAL_VIEW
    template = "referrals/detail.html"

    def read(self) -> selectors.TriagePage:
        return selectors.triage_page(self.viewer, self.kwargs["pk"], at=self.now)

    def viewed(self, page: selectors.TriagePage) -> Viewed:
        return _viewed(page)

    def form(self, page: selectors.TriagePage, data: Any = None) -> DecisionForm:
        return DecisionForm(
            data,
            outcomes=page.outcomes,
            social_care=page.social_care,
            agencies=page.may_be_asked,
            today=calendar_day(self.now),
        )

    def act(self, page: selectors.TriagePage, form: DecisionForm) -> str:
        """Hand the decision to the one service it is for."""
        typed, referral = form.cleaned_data, page.referral
        who: dict[str, Any] = {"by": self.person, "at": self.now}
        match typed["outcome"]:
            case Outcome.ACCEPTED:
                services.accept_referral(referral, **who)
            case Outcome.ESCALATED:
                services.escalate_referral(
                    referral,
                    agency=agencies.agency_with(uuid.UUID(typed["social_care"])),
                    because=typed["escalate_because"],
                    **who,
                )
            case Outcome.MORE_INFORMATION:
                self.ask(page, typed, who)
            case Outcome.NOT_CSE:
                services.decide_not_cse(referral, because=typed["not_cse_because"], **who)
                if typed["tell"]:
                    services.tell_outcome(referral, text=typed["tell"], **who)
            case Outcome.DUPLICATE:
                services.mark_duplicate(
                    referral,
                    of=selectors.referral_by_reference(self.viewer, typed["of"]),
                    because=typed["duplicate_because"],
                    **who,
                )
        messages.success(self.request, f"Recorded: {Outcome(typed['outcome']).label}.")
        return reverse("referrals:detail", args=[referral.pk])

    def ask(
        self, page: selectors.TriagePage, typed: Mapping[str, Any], who: Mapping[str, Any]
    ) -> None:
        """Ask the person who referred by name, or an agency."""
        referral = page.referral
        asked = typed["ask"] == "REFERRER"
        agency_id = referral.agency_id if asked else uuid.UUID(typed["ask"])
        services.ask_for_more(
            referral,
            agency=agencies.agency_with(agency_id),
            person=referral.by if asked else None,
            question=typed["question"],
            due_at=calendar.local(typed["due_on"], END_OF_DAY),
            **who,
        )


class ChildTie(Door):
    """This is a child we know."""

    permission = Permission.REFERRAL_TRIAGE

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        referral = selectors.referral_for(self.viewer, pk)
        try:
            known = uuid.UUID(request.POST.get("child", ""))
        except ValueError:
            raise Invalid("Choose one of the children found.") from None
        child = selectors.child_to_tie(self.viewer, known)
        services.tie_child(referral, to=child, by=self.person, at=self.now)
        messages.success(request, "The referral is about the child you chose.")
        return redirect("referrals:detail", pk)


class About(Asking):
    """A page with one form about one referral."""

    permission: ClassVar[Permission]

    def read(self) -> selectors.TriagePage:
        return selectors.triage_page(
            self.viewer, self.kwargs["pk"], at=self.now, permission=self.permission
        )

    def viewed(self, page: selectors.TriagePage) -> Viewed:
        return _viewed(page)

    def back(self, page: selectors.TriagePage) -> str:
        return reverse("referrals:detail", args=[page.referral.pk])


class ReferralTell(About):
    """Write the outcome for the referrer."""

    permission = Permission.REFERRAL_TRIAGE
    template = "referrals/tell.html"

    def form(self, page: selectors.TriagePage, data: Any = None) -> TellForm:
        return TellForm(data)

    def act(self, page: selectors.TriagePage, form: TellForm) -> str:
        services.tell_outcome(page.referral, **form.cleaned_data, by=self.person, at=self.now)
        messages.success(self.request, "The referrer can read the outcome now.")
        return self.back(page)


class ReferralAcknowledge(About):
    """Children's Services say by name that they have it."""

    permission = Permission.REFERRAL_ACKNOWLEDGE
    template = "referrals/acknowledge.html"

    def form(self, page: selectors.TriagePage, data: Any = None) -> AcknowledgeForm:
        return AcknowledgeForm(data, initial={"name": self.person.name})

    def act(self, page: selectors.TriagePage, form: AcknowledgeForm) -> str:
        services.acknowledge_escalation(
            page.referral, **form.cleaned_data, by=self.person, at=self.now
        )
        messages.success(self.request, "Acknowledged.")
        return self.back(page)


class ReferralCourse(About):
    """Children's Services record what they will do."""

    permission = Permission.REFERRAL_ACKNOWLEDGE
    template = "referrals/course.html"

    def form(self, page: selectors.TriagePage, data: Any = None) -> CourseForm:
        return CourseForm(data, courses=selectors.COURSES)

    def act(self, page: selectors.TriagePage, form: CourseForm) -> str:
        services.record_course_of_action(
            page.referral, **form.cleaned_data, by=self.person, at=self.now
        )
        messages.success(self.request, "The course of action is recorded.")
        return self.back(page)


class ReferralReconsider(About):
    """A manager answers a disagreement."""

    permission = Permission.REFERRAL_RECONSIDER
    template = "referrals/reconsider.html"

    def form(self, page: selectors.TriagePage, data: Any = None) -> ReconsiderForm:
        return ReconsiderForm(data, decisions=selectors.RECONSIDERED)

    def act(self, page: selectors.TriagePage, form: ReconsiderForm) -> str:
        services.reconsider(page.referral, **form.cleaned_data, by=self.person, at=self.now)
        messages.success(self.request, "Your answer was sent to the referrer.")
        return self.back(page)


def wanted_of(query: QueryDict, typed: Mapping[str, Any]) -> selectors.Wanted:
    """The filter and the place. Raises Unreadable for a list that is not offered."""
    return selectors.Wanted(
        view=one_of(query.get("view", ""), selectors.VIEWS, "list") or "waiting",
        statuses=tuple(typed.get("status") or ()),
        urgent=bool(typed.get("urgent")),
        source=typed.get("source") or "",
        start=query.get("start", ""),
    )


def tags_of(wanted: selectors.Wanted, statuses: Mapping[str, str]) -> list[FilterTag]:
    """Each filter in force, with the address of the list without it."""
    parts: list[tuple[str, str, str]] = [
        ("status", code, statuses[code]) for code in wanted.statuses
    ]
    parts += [("urgent", "1", "Urgent only")] if wanted.urgent else []
    parts += [("source", wanted.source, "From one kind of referrer")] if wanted.source else []
    pairs = [(name, value) for name, value, _ in parts]
    return [
        FilterTag(label, address_of(wanted.view, [one for one in pairs if one != (name, value)]))
        for name, value, label in parts
    ]


def address_of(view: str, pairs: list[tuple[str, str]] | None = None) -> str:
    """The address of a list, narrowed."""
    return f"{reverse('referrals:triage')}?{urlencode([('view', view), *(pairs or [])])}"


def here(query: QueryDict) -> str:
    """The present address up to the place of a page."""
    kept = query.copy()
    kept.pop("start", None)
    text = kept.urlencode()
    return f"{reverse('referrals:triage')}?{text}{'&' if text else ''}"


def calendar_day(moment: datetime) -> Any:
    """The day by the portal's own clock."""
    return moment.astimezone(calendar.LONDON).date()


def _viewed(page: selectors.TriagePage) -> Viewed:
    return Viewed("referrals.referral", (page.referral.pk,), (page.referral.child_id,))
