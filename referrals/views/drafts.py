"""A referral in the making: the task list, one question a page, saved as it is typed."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from agencies.doors import WRONG, Door
from agencies.permissions import Permission
from core.audit import Viewed
from core.layout import Row, Task
from core.refusals import OutOfReach
from referrals import selectors, services
from referrals.forms import Question, Setting, asked, form_for, question, told, typed_before
from referrals.forms.pages import PageForm
from referrals.forms.signs import SignsForm

DONE = ("Completed", "")
BEGUN = ("To put right", "red")
NEEDED = ("Needed", "blue")
OPTIONAL = ("Optional", "grey")


@dataclass(frozen=True)
class TaskGroup:
    """The pages about one child, or about the concern."""

    title: str
    tasks: tuple[Task, ...]


class DraftDoor(Door):
    """A page of one draft, for its author. A draft that was sent leads to its receipt."""

    permission = Permission.REFERRAL_MAKE

    def open(self, pk: uuid.UUID) -> Any:
        """The draft with its pages and setting, once for the request."""
        self.draft = selectors.draft_for(self.viewer, pk, at=self.now)
        self.kept = selectors.pages_of(self.draft)
        found = selectors.draft_setting(self.viewer, self.draft, at=self.now)
        self.tool = found.tool
        self.setting = Setting(
            now=self.now,
            for_another=self.draft.for_another,
            tool=found.tool.tool if found.tool else None,
            shown=found.shown,
            you=found.you,
        )
        return self.draft

    def sent(self) -> HttpResponse | None:
        """Where to go when the draft was sent already."""
        return redirect("referrals:receipt", self.draft.pk) if self.draft.submitted_at else None

    def viewed(self) -> Viewed:
        subject = (self.draft.child_id,) if self.draft.child_id else ()
        return Viewed("referrals.draft", (self.draft.pk,), subject)

    def answers(self) -> dict[str, Any]:
        return {key: page.answers for key, page in self.kept.items()}

    def critical(self) -> set[str]:
        """Every critical tick of the draft as it stands, by the number of the child."""
        tool = self.setting.tool
        whole = told(self.answers(), self.draft.children, self.setting)
        named = {one.code for _, one in tool.indicators() if one.critical} if tool else set()
        return {
            f"{number}.{tick.indicator}"
            for number, child in enumerate(whole.children, start=1)
            for tick in child.ticks
            if tick.indicator in named
        }

    def address(self, one: Question, number: int) -> str:
        return reverse("referrals:page", args=[self.draft.pk, number, one.slug])

    def child_title(self, number: int) -> str:
        page = self.kept.get(f"{number}.name")
        typed = page.answers if page else {}
        names = [typed.get(part, [""])[0] for part in ("given_name", "family_name")]
        return " ".join(name for name in names if name) or f"Child {number}"


class DraftTasks(DraftDoor):
    """The task list: what is needed, what can be added, and the way to send."""

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        draft = self.open(pk)
        if answer := self.sent():
            return answer
        groups: dict[int, list[Task]] = {}
        for one, number in asked(self.setting, draft.children):
            groups.setdefault(number, []).append(self.task(one, number))
        concern = groups.pop(0)
        page = [
            TaskGroup(self.child_title(number), tuple(tasks)) for number, tasks in groups.items()
        ]
        page.append(TaskGroup("The concern", tuple(concern)))
        return self.show("referrals/draft.html", page, viewed=self.viewed(), draft=draft)

    def task(self, one: Question, number: int) -> Task:
        page = self.kept.get(one.key(number))
        said = page is not None and any(any(values) for values in page.answers.values())
        if page is None or (page.complete and not said):
            status, colour = NEEDED if one.needed else OPTIONAL
            if page is None and one.slug == "you":
                status, colour = "Filled in for you", "grey"
        else:
            status, colour = DONE if page.complete else BEGUN
        return Task(one.title, self.address(one, number), status=status, colour=colour)


class QuestionDoor(DraftDoor):
    """What a question page and saving in the background share."""

    def open_question(self, pk: uuid.UUID, number: int, slug: str) -> Question:
        draft = self.open(pk)
        one = question(slug, number, self.setting)
        if one is None or number > draft.children:
            raise OutOfReach
        return one

    def save(self, one: Question, number: int, form: PageForm) -> Any:
        return services.save_page(
            self.draft,
            key=one.key(number),
            typed=form.typed(),
            complete=form.is_valid(),
            by=self.person,
            at=self.now,
        )


class DraftQuestion(QuestionDoor):
    """One page of the form."""

    def get(self, request: HttpRequest, pk: uuid.UUID, number: int, slug: str) -> HttpResponse:
        one = self.open_question(pk, number, slug)
        if answer := self.sent():
            return answer
        page = self.kept.get(one.key(number))
        empty = form_for(one, self.setting)
        kept = typed_before(page.answers) if page else None
        initial = {
            name: field.widget.value_from_datadict(kept, {}, name)
            for name, field in empty.fields.items()
            if kept is not None
        }
        initial |= {"window": uuid.uuid4(), "edition": page.edition if page else 0}
        form = form_for(one, self.setting, initial=initial)
        return self.present(one, number, form)

    def post(self, request: HttpRequest, pk: uuid.UUID, number: int, slug: str) -> HttpResponse:
        one = self.open_question(pk, number, slug)
        if answer := self.sent():
            return answer
        form = form_for(one, self.setting, request.POST)
        saved = self.save(one, number, form)
        if not form.is_valid():
            self.kept[one.key(number)] = saved
            return self.present(one, number, form, status=WRONG)
        if saved.set_aside:
            messages.warning(request, "Another window had saved this page. Both texts are kept.")
        return redirect(self.next(one, number, form))

    def next(self, one: Question, number: int, form: PageForm) -> str:
        """What is needed comes first; then the task list."""
        ticked = form.critical() if isinstance(form, SignsForm) else ()
        if {f"{number}.{code}" for code in ticked} - set(self.draft.danger_seen):
            return reverse("referrals:danger", args=[self.draft.pk])
        saved = {**self.kept, one.key(number): True}
        for other, place in asked(self.setting, self.draft.children):
            if other.needed and other.key(place) not in saved:
                return self.address(other, place)
        return reverse("referrals:draft", args=[self.draft.pk])

    def present(
        self, one: Question, number: int, form: PageForm, *, status: int = 200
    ) -> HttpResponse:
        page = self.kept.get(one.key(number))
        return self.show(
            "referrals/page.html",
            one,
            viewed=self.viewed(),
            form=form,
            heading=one.title,
            caption=self.child_title(number) if number else "",
            number=number,
            draft=self.draft,
            other_texts=self.other_texts(one, page) if page else (),
            status=status,
        )

    def other_texts(self, one: Question, page: Any) -> tuple[tuple[Row, ...], ...]:
        """What another window had typed here."""
        forms = (
            form_for(one, self.setting, typed_before(older["answers"])) for older in page.set_aside
        )
        return tuple(tuple(Row(label, words) for label, words in form.answered()) for form in forms)


class DraftAutosave(QuestionDoor):
    """Saves in the background what is typed, readable or not; nothing is shown."""

    def post(self, request: HttpRequest, pk: uuid.UUID, number: int, slug: str) -> HttpResponse:
        one = self.open_question(pk, number, slug)
        if self.draft.submitted_at:
            return HttpResponse(status=409)
        self.save(one, number, form_for(one, self.setting, request.POST))
        return HttpResponse(status=204)


class DraftDropped(QuestionDoor):
    """The author has read the other text of a page."""

    def post(self, request: HttpRequest, pk: uuid.UUID, number: int, slug: str) -> HttpResponse:
        one = self.open_question(pk, number, slug)
        services.drop_set_aside(self.draft, key=one.key(number), by=self.person)
        return redirect(self.address(one, number))


class DraftDanger(DraftDoor):
    """The danger card again: something critical was ticked."""

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        draft = self.open(pk)
        if answer := self.sent():
            return answer
        services.note_danger_shown(
            draft, because="CRITICAL", critical=self.critical(), by=self.person, at=self.now
        )
        return self.show("referrals/danger.html", draft, viewed=self.viewed())

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        self.open(pk)
        return redirect("referrals:draft", pk)


class DraftChildren(DraftDoor):
    """Name another child, or take the last one out."""

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        draft = self.open(pk)
        if "remove" in request.POST:
            services.remove_last_child(draft, by=self.person)
            return redirect("referrals:draft", pk)
        number = services.add_child(draft, by=self.person)
        return redirect("referrals:page", pk, number, "name")


class DraftDiscard(DraftDoor):
    """Throw a draft away, after saying so."""

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        draft = self.open(pk)
        return self.sent() or self.show("referrals/discard.html", draft)

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        services.discard_draft(self.open(pk), by=self.person)
        messages.success(request, "The unfinished referral was thrown away.")
        return redirect("referrals:mine")
