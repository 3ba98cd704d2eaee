"""What every process of an installation shares: database, apps of the control plane, security, languages."""

from __future__ import annotations

from csp.constants import NONE, SELF

from novation.settings import environment, logs

HOME = environment.home()
DEBUG = environment.flag("NOVATION_DEBUG")
SECRET_KEY = environment.secret(HOME, "secret-key")
TLS = environment.flag("NOVATION_TLS")
ALLOWED_HOSTS = environment.words("NOVATION_HOSTS", ("localhost", "127.0.0.1", "[::1]"))
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if TLS else []
ADDRESS = environment.address(ALLOWED_HOSTS[0], TLS)
PORTAL_ADDRESS = environment.portal_address(ADDRESS)
BEHIND_PROXY = environment.flag("NOVATION_BEHIND_PROXY")
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

DATABASES = {"default": environment.database(HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CONTROL_APPS = [
    "novation.control.journal",
    "novation.control.accounts",
    "novation.control.parties",
    "novation.control.cases",
    "novation.control.agreements",
    "novation.control.duties",
    "novation.control.disclosure",
    "novation.control.approvals",
    "novation.control.consent",
    "novation.control.rights",
    "novation.control.identity",
    "novation.control.notices",
    "novation.control.informing",
    "novation.control.takeover",
    "novation.control.transparency",
    "novation.control.operations",
    "novation.control.hooks",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    *CONTROL_APPS,
    "novation.ui",
]

AUTH_USER_MODEL = "accounts.Person"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "novation.ui.request_log.RequestLog",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "novation.ui.language.LanguageMiddleware",
    "novation.ui.paths.PathMiddleware",
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
                "novation.ui.context.look",
            ],
            "builtins": [
                "novation.ui.templatetags.words",
                "novation.ui.templatetags.parts",
                "novation.ui.templatetags.blocks",
            ],
        },
    }
]

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": HOME / "files"},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True

USE_I18N = True
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LANGUAGE_CODE = "zh-hans"
USE_TZ = True
TIME_ZONE = PLACE_TIME_ZONE = environment.words("NOVATION_TIME_ZONE", ("Asia/Shanghai",))[0]

# Cookies, headers, and what a page may load: its own files and nothing else, no script in the page.
SESSION_ENGINE = "novation.control.accounts.session_store"
SESSION_COOKIE_NAME = "__Host-novation" if TLS else "novation"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = TLS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_USE_SESSIONS = True
SECURE_SSL_REDIRECT = TLS
SECURE_REDIRECT_EXEMPT = [r"^health/", r"^metrics$"]  # asked from this machine, without the proxy
SECURE_HSTS_SECONDS = 31_536_000 if TLS else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "novation.control.cases.drawer.receiving.SealedUploads",
]
FILE_FOLDER = HOME / "files"
FILE_SECRET = environment.secret(HOME, "file-key")
# A file with the buyer's age identity, outside of the home; without it the buyer opens by the command line.
OPENING_KEY = environment.words("NOVATION_OPENING_KEY", ("",))[0]
FILE_LIMIT = environment.amount("NOVATION_FILE_LIMIT", 2 * 1024**3)

# Hosts, as `host` or `host:port`, that webhooks may reach although they lie in a private network.
WEBHOOK_HOSTS = environment.words("NOVATION_WEBHOOK_HOSTS")
API_CALLS_A_MINUTE = environment.number("NOVATION_API_CALLS_A_MINUTE", 600)

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

globals().update(environment.mail(HOME))

LOGGING = logs.structured(environment.words("NOVATION_LOG_LEVEL", ("INFO",))[0].upper())
