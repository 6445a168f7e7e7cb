"""Closed lists of values that payload fields use."""

GROUPS = ("asylum", "family", "other")
ROUTES = ("b1", "education", "self_reliance")
PLAN_LEVELS = ("a2", "b1")
EXAM_PARTS = ("reading", "listening", "writing", "speaking", "knm")
SKILLS = ("reading", "listening", "writing", "speaking")
EXAM_LEVELS = ("a2", "b1", "b2")
EXAM_RESULTS = ("passed", "failed", "none")
ESTIMATED_LEVELS = ("literacy", "pre_a1", "a1", "a2", "b1", "b2", "c1", "c2")
HOUR_COMPONENTS = ("language", "literacy", "knm", "participation", "pvt", "map_workshop", "map_practice")
HOUR_MODES = ("physical", "online")
HOUR_PHASES = ("intake", "route")
TEST_RESULTS = ("b1_feasible", "b1_not_feasible", "unknown")
TEST_WAIVER_GROUNDS = ("visual", "auditory")
DISPENSATION_SCOPES = ("full", "temporary", "partial")
EXEMPTION_GROUNDS = ("medical", "bio")
EXTENSION_GROUNDS = (
    "not_attributable",
    "effort",
    "childbirth",
    "illness",
    "death",
    "literacy",
    "homelessness",
    "no_offer",
    "education",
    "other",
)
RELIEF_FORMS = ("heavy", "light", "own_direct_debit")
KINDS_OF_WORK = ("paid", "volunteer", "internship", "startbaan")
VOICE_DECISIONS = ("yes", "partly", "no", "later")
# What a wish or complaint is about. Older facts hold words of their own, so the field stays open.
VOICE_SUBJECTS = (
    "lesson_times",
    "lesson_level",
    "teacher",
    "group",
    "school",
    "route",
    "exam",
    "work",
    "study",
    "childcare",
    "housing",
    "money",
    "guidance",
    "other",
)
CHANNELS = ("phone", "app", "mail", "desk", "visit", "voice_memo")
PLACES = ("azc", "transit", "emergency", "home", "homeless")
BARRIERS = (
    "childcare",
    "travel_cost",
    "housing",
    "health",
    "family_reunification",
    "finance",
    "work_hours",
    "other",
)
MET_RESULTS = ("diploma", "certificate")
