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
    path("permissions", views.PermissionMatrix.as_view(), name="permission_matrix"),
]
