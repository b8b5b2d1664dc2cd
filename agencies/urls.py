"""Accounts, sessions and the permission matrix."""

from django.urls import path

from agencies import views

app_name = "agencies"
urlpatterns = [
    path("session/extend", views.SessionExtend.as_view(), name="session_extend"),
    path("session/keep", views.SessionKeep.as_view(), name="session_keep"),
    path("session/ended", views.SessionEnded.as_view(), name="session_ended"),
    path("session/kept/<uuid:kept_id>", views.KeptForm.as_view(), name="kept_form"),
    path("session/end-all", views.SessionEndAll.as_view(), name="session_end_all"),
    path("accounts/", views.Accounts.as_view(), name="accounts"),
    path("accounts/open", views.AccountOpen.as_view(), name="account_open"),
    path("accounts/posts", views.Proposals.as_view(), name="proposals"),
    path("accounts/posts/<uuid:proposal_id>", views.Proposal.as_view(), name="proposal"),
    path("accounts/posts/<uuid:post_id>/end", views.PostEnd.as_view(), name="post_end"),
    path("accounts/<uuid:user_id>/", views.Account.as_view(), name="account"),
    path("accounts/<uuid:user_id>/post", views.PostGive.as_view(), name="post_give"),
    path("accounts/<uuid:user_id>/close", views.AccountClose.as_view(), name="account_close"),
    path("accounts/<uuid:user_id>/wake", views.AccountWake.as_view(), name="account_wake"),
    path(
        "accounts/<uuid:user_id>/sign-out", views.AccountSignOut.as_view(), name="account_sign_out"
    ),
    path("permissions", views.PermissionMatrix.as_view(), name="permission_matrix"),
]
