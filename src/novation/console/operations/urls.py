"""The addresses of the pages of the data plane's steps: inventory, classes, person, plan, package, jobs."""

from __future__ import annotations

from django.urls import path

from novation.console.operations import classes, inventory, jobs, package, person, plan, takeover

urlpatterns = [
    path("inventory/", inventory.page, name="inventory"),
    path("classes/", classes.page, name="classes"),
    path("classes/<str:identity>/", classes.one, name="one-class"),
    path("person/", person.page, name="person"),
    path("person/<str:look_ref>/", person.look, name="person-look"),
    path("plan/", plan.page, name="plan"),
    path("plan/dossier/", plan.dossier_file, name="dossier"),
    path("package/", package.page, name="package"),
    path("takeover/", takeover.page, name="takeover"),
    path("package/record/", package.record_file, name="package-record-file"),
    path("package/receipt/", package.receipt_file, name="receipt-file"),
    path("jobs/", jobs.page, name="jobs"),
    path("jobs/<str:job_ref>/", jobs.one, name="job"),
]
