"""Who reaches an episode: whoever logged it, whoever holds the child's case, the authority."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from agencies import access
from agencies.access import Post, Viewer
from agencies.permissions import Permission, Reach
from cases.models import Case
from children.policies import reached_through
from missing.models import Episode, EpisodeImport, ImportRow


def _through_a_case(reach: Reach) -> access.Condition:
    """Episodes of a child, by identity, whose case in the same authority is reached so."""

    def condition(viewer: Viewer, post: Post) -> Q:
        cases = Case.objects.filter(
            access.policy_of(Case).condition(reach, viewer, post),
            child__identity=OuterRef("child__identity"),
            authority=OuterRef("authority"),
        )
        return Q(Exists(cases))

    return condition


def _logged_by(viewer: Viewer, post: Post) -> Q:
    return Q(recorded_by_id=viewer.user_id) if viewer.user_id else access.NOTHING


access.register(
    Episode,
    view=Permission.EPISODE_VIEW,
    own=_logged_by,
    case=_through_a_case(Reach.CASE),
    shared=_through_a_case(Reach.SHARED),
    authority=lambda viewer, post: Q(authority_id=post.authority_id),
    subject="child_id",
)
reached_through(Episode)
access.register(
    EpisodeImport,
    view=Permission.EPISODE_IMPORT,
    authority=lambda viewer, post: Q(authority_id=post.authority_id),
)
access.register(
    ImportRow,
    view=Permission.EPISODE_MATCH,
    authority=lambda viewer, post: Q(batch__authority_id=post.authority_id),
)
