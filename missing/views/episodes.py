"""Read missing episodes: the list and one of them."""

from __future__ import annotations

import uuid
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from agencies.doors import Door
from agencies.permissions import Permission
from core import codes
from core.audit import Action, Viewed
from core.layout import FilterTag, Link
from core.paging import page_number
from missing import selectors

KIND = "missing.episode"


class EpisodeList(Door):
    """Who is missing now, who came back, who is not yet screened."""

    permission = Permission.EPISODE_VIEW
    polls = True

    def get(self, request: HttpRequest) -> HttpResponse:
        asked = request.GET
        page = selectors.episode_list(
            self.viewer,
            show=asked.get("show", ""),
            setting=asked.get("setting", ""),
            number=page_number(asked.get("page", "")),
        )
        shown = Viewed(
            KIND,
            tuple(line.pk for line in page.lines),
            tuple(line.child_id for line in page.lines),
            action=Action.LIST,
        )
        return self.show(
            "missing/list.html",
            page,
            viewed=shown if page.lines else None,
            categories=codes.labels("police_missing_category"),
            tabs=self._tabs(page),
            settings=self._settings(page),
            previous_url=_url(page, number=page.number - 1) if page.number > 1 else "",
            next_url=_url(page, number=page.number + 1) if page.has_more else "",
            may_log=self.viewer.holds(Permission.EPISODE_LOG),
            may_import=self.viewer.holds(Permission.EPISODE_IMPORT),
            may_settle=self.viewer.holds(Permission.EPISODE_MATCH),
        )

    def _tabs(self, page: selectors.EpisodeList) -> list[Link]:
        return [
            Link(label, _url(page, show=show), current=show == page.show)
            for show, label in selectors.SHOW.items()
        ]

    def _settings(self, page: selectors.EpisodeList) -> list[FilterTag]:
        labels = {"": "Anywhere", **dict(selectors.settings_to_choose())}
        return [
            FilterTag(label, "" if code == page.setting else _url(page, setting=code))
            for code, label in labels.items()
        ]


class EpisodeDetail(Door):
    """One episode: its clocks, its facts, its history."""

    permission = Permission.EPISODE_VIEW

    def get(self, request: HttpRequest, episode_id: uuid.UUID) -> HttpResponse:
        page = selectors.episode_page(self.viewer, episode_id)
        viewed = Viewed(KIND, (page.episode.pk,), (page.episode.child_id,))
        return self.show("missing/detail.html", page, viewed=viewed, now=self.now)


class EpisodeTimes(Door):
    """When episodes start, as figures of nobody in particular."""

    permission = Permission.EPISODE_VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show("missing/when.html", selectors.start_times(self.viewer, now=self.now))


def _url(page: selectors.EpisodeList, *, number: int = 1, **other: str) -> str:
    asked = {"show": page.show, "setting": page.setting, **other, "page": number}
    said = {name: value for name, value in asked.items() if value and value != 1}
    return f"{reverse('missing:list')}?{urlencode(said)}"
