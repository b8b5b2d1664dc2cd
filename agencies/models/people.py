"""Who there is: authorities, agencies, people, and the posts people hold."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import Group, PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from agencies.roles import ROLE_NAMES, Role
from core.models import Record
from core.workflow import Workflow


class Authority(Record):
    """A local authority: the row-level boundary of everything."""

    ons_code = models.CharField(max_length=9, unique=True)
    dfe_code = models.CharField(max_length=3, unique=True)
    name = models.CharField(max_length=80)
    police_force = models.CharField(max_length=80)
    region = models.CharField(max_length=80)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Agency(Record):
    """An agency of one authority, or region-wide when it has none. Sector as in Appendix 1."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    sector = models.CharField(max_length=20)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, null=True)
    safeguarding_lead = models.CharField(max_length=120, blank=True)
    secure_mail = models.EmailField(blank=True)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class People(BaseUserManager["User"]):
    """Makes accounts; there is no self sign-up."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(Record, AbstractBaseUser, PermissionsMixin):
    """A person who signs in with an e-mail address. Staff and superuser flags open no case."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    telephone = models.CharField(max_length=40, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    joined_at = models.DateTimeField(null=True)
    woken_at = models.DateTimeField(null=True)
    sessions_ended = models.PositiveIntegerField(default=0)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = People()

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(Lower("email"), name="one_account_for_an_address"),)

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_session_auth_hash(self) -> str:
        """Counting up `sessions_ended` ends every session of the person at once."""
        return salted_hmac(
            "agencies.User.session", f"{self.password}:{self.sessions_ended}", algorithm="sha256"
        ).hexdigest()

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """No hash of an older secret is kept."""
        yield from ()


class KeptForm(Record):
    """What a person had typed when the session ended: theirs alone, until it is sent or old."""

    user = models.ForeignKey(User, on_delete=models.CASCADE)
    path = models.CharField(max_length=400)
    fields = models.JSONField()
    kept_at = models.DateTimeField()


def serves(authority_id: uuid.UUID) -> Q:
    """Posts that serve an authority: as they say themselves, else as their agency does."""
    return Q(authority_id=authority_id) | Q(authority=None, agency__authority_id=authority_id)


class Posts(models.QuerySet["Membership"]):
    """Posts, by when they are held and whom they serve."""

    def not_ended_on(self, day: date) -> Posts:
        """The day a post ends it opens nothing any more."""
        return self.filter(Q(until_on=None) | Q(until_on__gt=day))

    def held_on(self, day: date) -> Posts:
        """From the first day on, and not ended."""
        return self.not_ended_on(day).filter(from_on__lte=day)

    def serving(self, authority_id: uuid.UUID) -> Posts:
        """Those that serve an authority."""
        return self.filter(serves(authority_id))


class Membership(Record):
    """A post: a person in a role in an agency, from and until.

    `authority` is the authority served; a region-wide agency must say which, and without one
    the whole-authority reach is empty. `until_on` is the first day the post is not held.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="memberships")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, null=True)
    role = models.CharField(max_length=20, choices=[(role, ROLE_NAMES[role]) for role in Role])
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    objects = Posts.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="post_ends_after_it_starts",
            ),
        )
        indexes = (models.Index(fields=["user", "until_on"], name="post_by_person"),)


class ProposedPost(Record):
    """A post asked for by one administrator, which opens nothing until another approves it.

    A role that signs in with a passkey takes two people, and nobody grants to themselves
    (requirement AZ-8). `post` is what became of it.
    """

    class Status(models.TextChoices):
        WAITING = "WAITING", "Waits for approval"
        APPROVED = "APPROVED", "Approved"
        DECLINED = "DECLINED", "Declined"

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="proposed_posts")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT)
    role = models.CharField(max_length=20, choices=[(role, ROLE_NAMES[role]) for role in Role])
    until_on = models.DateField(null=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WAITING)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    post = models.OneToOneField(Membership, on_delete=models.PROTECT, null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["user", "agency", "authority", "role"],
                condition=Q(status="WAITING"),
                name="a_post_waits_once",
            ),
            models.CheckConstraint(
                condition=~Q(user=F("asked_by")) & ~Q(status="APPROVED", user=F("decided_by")),
                name="nobody_grants_to_themselves",
            ),
            models.CheckConstraint(
                condition=~Q(status="APPROVED")
                | Q(decided_by__isnull=False) & ~Q(decided_by=F("asked_by")),
                name="two_people_grant_a_post",
            ),
        )


POST_PATHWAY = Workflow(
    {
        ProposedPost.Status.WAITING: {ProposedPost.Status.APPROVED, ProposedPost.Status.DECLINED},
        ProposedPost.Status.APPROVED: set(),
        ProposedPost.Status.DECLINED: set(),
    },
    start=ProposedPost.Status.WAITING,
    words=dict(ProposedPost.Status.choices),
)


class RoleGroup(models.Model):
    """The guardian group of one role in one agency: shares go to it, never to a whole force."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    role = models.CharField(max_length=20)
    group = models.OneToOneField(Group, on_delete=models.PROTECT)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["agency", "role"], name="one_group_for_a_role_in_an_agency"
            ),
        )
