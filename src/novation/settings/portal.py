"""The customers' process: no address of staff, no session of staff, a cookie of its own, thirty minutes."""

from novation.settings import environment
from novation.settings.base import *  # noqa: F403
from novation.settings.base import ALLOWED_HOSTS, HOME, TLS
from novation.settings.base import INSTALLED_APPS as _SHARED

INSTALLED_APPS = [*_SHARED, "novation.portal"]
ROOT_URLCONF = "novation.portal.urls"
ALLOWED_HOSTS = environment.words("NOVATION_PORTAL_HOSTS", tuple(ALLOWED_HOSTS))
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if TLS else []
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "novation.ui.request_log.RequestLog",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "novation.portal.languages.LanguageMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "novation.ui.paths.PathMiddleware",
    "novation.portal.privacy.PrivatePages",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csrf",
                "novation.portal.context.page",
            ],
            "builtins": ["novation.portal.templatetags.portal", "novation.ui.templatetags.parts"],
        },
    }
]
LANGUAGES = [
    ("zh-hans", "中文"),
    ("en", "English"),
    ("de", "Deutsch"),
    ("fr", "Français"),
    ("ja", "日本語"),
    ("ko", "한국어"),
]

# A visitor who only reads has no session: opening an address writes nothing.
SESSION_COOKIE_NAME = "__Host-novation-portal" if TLS else "novation-portal"
SESSION_COOKIE_AGE = 30 * 60
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
CSRF_USE_SESSIONS = False
CSRF_COOKIE_NAME = "__Host-novation-portal-form" if TLS else "novation-portal-form"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "novation.portal.failing.csrf"

# What a customer sends fits into memory; nothing is streamed to the disk of who has proven nothing.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_LIMIT = 4 * 1024 * 1024

TEXT_MESSAGES = "novation.portal.sending.FileDrop"
"""How text messages leave: a class with `send(number, text)`; this one leaves files for a provider's own program."""
TEXT_MESSAGE_FOLDER = HOME / "messages"
