"""Home, what waits, cases and the case file."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from agencies.doors import WRONG, Door
from agencies.permissions import Permission
from cases import selectors as cases
from cases.services import choose_events
from core.audit import Action, Viewed
from core.templatetags.portal import uk_datetime
from desk import access_log, as_of, casefile, finding, story, worklist
from desk.forms import AsOfForm, CaseFilter, FindForm


class Cases(Door):
    """The worklist: the cases the viewer may open, due soonest first."""

    permission = Permission.CASE_VIEW
    polls = True

    def get(self, request: HttpRequest) -> HttpResponse:
        form = CaseFilter(request.GET)
        page = worklist.case_list(
            self.viewer,
            worklist.Wanted(**form.asked()),
            start=request.GET.get("from", ""),
            now=self.now,
        )
        viewed = Viewed(
            "cases.case",
            tuple(line.id for line in page.lines),
            tuple(line.child_id for line in page.lines),
            Action.LIST,
        )
        return self.show(
            "desk/cases.html",
            page,
            viewed=viewed if page.lines else None,
            filter_form=form,
            may_allocate=self.viewer.holds(Permission.CASE_ALLOCATE),
        )


class Find(Door):
    """One box for everything. A search is a POST: what is looked for stands in no address.

    So is each further page of a kind: its button sends the same words again with the place.
    """

    permission = Permission.CASE_VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show("desk/find.html", form=FindForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = FindForm(request.POST)
        if not form.is_valid():
            return self.show("desk/find.html", form=form)
        kind = request.POST.get("kind", "")
        groups = finding.find(
            self.viewer,
            form.cleaned_data["text"],
            kind=kind,
            start=request.POST.get("place", ""),
        )
        for group in groups:
            self.note(Viewed(group.kind, group.records, group.children, Action.SEARCH))
        if not groups:
            self.note(Viewed("cases.case", (), (), Action.SEARCH))
        return self.show("desk/find.html", groups, form=form, searched=True, alone=bool(kind))


class CaseFile(Door):
    """One case, one section at a time, under a bar that says whose record it is."""

    permission = Permission.CASE_VIEW

    def get(self, request: HttpRequest, case_id: uuid.UUID, section: str = "") -> HttpResponse:
        page = casefile.case_file(self.viewer, case_id, section, asked=request.GET, now=self.now)
        viewed = Viewed(
            "cases.case",
            (page.case.pk,),
            (page.case.child_id,),
            data_class=getattr(page.section, "data_class", ""),
        )
        return self.show(
            "desk/case.html",
            page,
            viewed=viewed,
            form=getattr(page.section, "form", None),
            status=WRONG if getattr(page.section, "wrong", False) else 200,
        )


class TimelineChoose(Door):
    """Events ticked on the timeline go into a draft of a chronology."""

    permission = Permission.CHRONOLOGY_WRITE

    def post(self, request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
        case = cases.case_for(self.viewer, case_id)
        draft = cases.draft_with(self.viewer, case, request.POST.get("chronology", ""))
        chosen = story.chosen_of(self.viewer, case, request.POST.getlist("event"))
        if draft is None or not chosen:
            messages.error(request, "Tick what happened, and choose the draft it goes into.")
            return redirect("desk:case_section", case_id, "timeline")
        new = choose_events(draft, chosen=chosen, by=self.person, at=self.now)
        messages.success(request, _taken(new, len(chosen) - new))
        return redirect("cases:chronology", draft.pk)


class TimelinePrint(Door):
    """The timeline for paper, as it was narrowed; that it was printed is written down."""

    permission = Permission.CASE_VIEW

    def get(self, request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
        frame = casefile.frame_of(self.viewer, case_id, "timeline", now=self.now)
        page = story.printed_story(self.viewer, frame.case, request.GET)
        if page.wrong:
            timeline = reverse("desk:case_section", args=[case_id, "timeline"])
            return redirect(f"{timeline}?{request.GET.urlencode()}")
        viewed = Viewed("cases.case", (frame.case.pk,), (frame.case.child_id,), Action.PRINT)
        return self.show(
            "desk/timeline_print.html",
            page,
            viewed=viewed,
            frame=frame,
            print_reference=frame.case.reference,
        )


class AsOf(Door):
    """A case at a moment: what was true then beside what was known then. Looking is audited."""

    permission = Permission.CASE_VIEW

    def get(self, request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
        frame = casefile.frame_of(self.viewer, case_id, "", now=self.now)
        asked = any(name.startswith("at_") for name in request.GET)
        form = AsOfForm(request.GET if asked else None, now=self.now)
        page = None
        if asked and form.is_valid():
            page = as_of.case_then(self.viewer, case_id, form.cleaned_data["at"])
        return self.show(
            "desk/as_of.html",
            page,
            viewed=Viewed(
                "cases.case",
                (frame.case.pk,),
                (frame.case.child_id,),
                reason=f"As of {uk_datetime(page.moment)}" if page else "",
            ),
            frame=frame,
            form=form,
            status=WRONG if form.errors else 200,
        )


class AccessLog(Door):
    """The cases whose log the viewer may read: where an enquiry begins."""

    permission = Permission.ACCESS_LOG_VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        page = access_log.log_index(
            self.viewer,
            reference=request.GET.get("reference", ""),
            start=request.GET.get("from", ""),
        )
        cases = tuple(line.case_id for line in page.lines)
        children = tuple(line.child_id for line in page.lines)
        viewed = Viewed("cases.case", cases, children, Action.LIST) if cases else None
        return self.show("desk/access_log.html", page, viewed=viewed)


class SeenBy(Door):
    """Who has looked at this child; the look at the log is in the log."""

    permission = Permission.ACCESS_LOG_VIEW

    def get(self, request: HttpRequest, child_id: uuid.UUID) -> HttpResponse:
        page = access_log.seen_by(
            self.viewer,
            child_id,
            by=request.GET.get("by", ""),
            start=request.GET.get("from", ""),
        )
        viewed = Viewed("core.readevent", (page.child_id,), (page.child_id,))
        return self.show("desk/seen_by.html", page, viewed=viewed)


class OwnActivity(Door):
    """What I looked at."""

    def get(self, request: HttpRequest) -> HttpResponse:
        page = access_log.own_activity(self.viewer, start=request.GET.get("from", ""))
        return self.show("desk/own_activity.html", page)


def _taken(new: int, known: int) -> str:
    """What became of the ticks."""
    sentence = f"{new} added to the chronology."
    return f"{sentence} {known} stood there already." if known else sentence
