"""All addresses of the desk."""

from __future__ import annotations

from wegwijs.desk.agenda.urls import urlpatterns as agenda_urls
from wegwijs.desk.case.urls import urlpatterns as case_urls
from wegwijs.desk.decisions.urls import urlpatterns as decision_urls
from wegwijs.desk.deliveries.urls import urlpatterns as delivery_urls
from wegwijs.desk.duo.urls import urlpatterns as duo_urls
from wegwijs.desk.help.urls import urlpatterns as help_urls
from wegwijs.desk.incidents.urls import urlpatterns as incident_urls
from wegwijs.desk.lists.urls import urlpatterns as list_urls
from wegwijs.desk.offices.urls import urlpatterns as office_urls
from wegwijs.desk.outbox.urls import urlpatterns as outbox_urls
from wegwijs.desk.plan.urls import urlpatterns as plan_urls
from wegwijs.desk.privacy.urls import urlpatterns as privacy_urls
from wegwijs.desk.quality.urls import urlpatterns as quality_urls
from wegwijs.desk.rules.urls import urlpatterns as rule_urls
from wegwijs.desk.talk.urls import about_nobody as explained_urls
from wegwijs.desk.talk.urls import urlpatterns as talk_urls
from wegwijs.desk.voice.urls import urlpatterns as voice_urls

app_name = "desk"
urlpatterns = [
    *list_urls, *case_urls, *talk_urls, *plan_urls, *decision_urls, *delivery_urls, *outbox_urls, *duo_urls, *rule_urls,
    *privacy_urls, *explained_urls,
    *agenda_urls,
    *quality_urls,
    *office_urls,
    *voice_urls,
    *help_urls,
    *incident_urls,
]  # fmt: skip
