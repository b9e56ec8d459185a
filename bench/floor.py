"""A one-file Django project: the least work that the platform's pages could possibly do.

FLOOR_DB   sqlite:PATH | pg:HOST:PORT:DBNAME:USER   (psycopg 3 with its connection pool)
FLOOR_MW   none | full   (full: the middleware that startproject writes)
`python floor_site.py seed` makes and fills the database (5,000 users, 1,000 ideas,
50,000 comments; the first 100 ideas have exactly 200 comments each).
"""

import os
import random
import sys
from datetime import datetime, timedelta, timezone
from html import escape
from typing import ClassVar

import django
from django.conf import settings

spec = os.environ.get("FLOOR_DB", "sqlite:floor.sqlite3").split(":")
db: dict[str, object]
if spec[0] == "pg":
    db = {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": spec[1],
        "PORT": spec[2],
        "NAME": spec[3],
        "USER": spec[4],
        "OPTIONS": {"pool": {"min_size": 2, "max_size": 8}},
    }
else:
    db = {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": spec[1],
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA cache_size=-65536;"
            "PRAGMA mmap_size=268435456;",
        },
    }
MW = (
    []
    if os.environ.get("FLOOR_MW", "none") == "none"
    else [
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ]
)
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{% block t %}{% endblock %}</title>
<link rel="stylesheet" href="/s.css"></head><body><header><nav><a href="/">Home</a> <a href="/ideas">Ideas</a>
</nav></header><main>{% block c %}{% endblock %}</main><footer>floor</footer></body></html>"""
LIST = """{% extends "page" %}{% block t %}Ideas{% endblock %}{% block c %}<h1>Ideas</h1><ul>{% for i in ideas %}
<li class="idea"><h2><a href="/detail/{{ i.pk }}">{{ i.name }}</a></h2><p>{{ i.author.username }},
<time>{{ i.created|date:"Y-m-d H:i" }}</time></p><span>{{ i.score }} votes</span>
<span>{{ i.n_comments }} comments</span></li>{% endfor %}</ul>{% endblock %}"""
DETAIL = """{% extends "page" %}{% block t %}{{ i.name }}{% endblock %}{% block c %}<h1>{{ i.name }}</h1>
<div>{{ i.body|linebreaks }}</div><ol>{% for c in comments %}<li id="c{{ c.pk }}"><b>{{ c.author.username }}</b>
<time>{{ c.created|date:"Y-m-d H:i" }}</time><p>{{ c.text }}</p></li>{% endfor %}</ol>{% endblock %}"""
settings.configure(
    DEBUG=False,
    SECRET_KEY="bench",
    ALLOWED_HOSTS=["127.0.0.1", "localhost"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=MW,
    DATABASES={"default": db},
    USE_TZ=True,
    USE_I18N=False,
    INSTALLED_APPS=[
        "django.contrib.contenttypes",
        "django.contrib.auth",
        "django.contrib.sessions",
        "django.contrib.messages",
    ],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    LOGGING_CONFIG=None,
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "loaders": [
                    (
                        "django.template.loaders.cached.Loader",
                        [("django.template.loaders.locmem.Loader", {"page": PAGE, "list": LIST, "detail": DETAIL})],
                    )
                ]
            },
        }
    ],
)
django.setup()

from django.db import connection, models, transaction  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.shortcuts import render  # noqa: E402
from django.urls import path  # noqa: E402
from django.views.decorators.http import condition  # noqa: E402
from django.views.decorators.csrf import csrf_exempt  # noqa: E402


class Author(models.Model):
    username = models.CharField(max_length=60, unique=True)
    objects: ClassVar[models.Manager["Author"]] = models.Manager()

    class Meta:
        app_label = "floor"


class Idea(models.Model):
    author = models.ForeignKey(Author, models.CASCADE)
    name = models.CharField(max_length=120)
    body = models.TextField()
    created = models.DateTimeField(db_index=True)
    score = models.IntegerField(default=0)
    n_comments = models.IntegerField(default=0)
    objects: ClassVar[models.Manager["Idea"]] = models.Manager()

    class Meta:
        app_label = "floor"


class Comment(models.Model):
    idea = models.ForeignKey(Idea, models.CASCADE, db_index=False)
    author = models.ForeignKey(Author, models.CASCADE)
    text = models.TextField()
    created = models.DateTimeField()
    objects: ClassVar[models.Manager["Comment"]] = models.Manager()

    class Meta:
        app_label = "floor"
        indexes = [models.Index(fields=["idea", "created"])]


class Vote(models.Model):
    idea = models.ForeignKey(Idea, models.CASCADE, db_index=False)
    author = models.ForeignKey(Author, models.CASCADE, db_index=False)
    value = models.SmallIntegerField()
    objects: ClassVar[models.Manager["Vote"]] = models.Manager()

    class Meta:
        app_label = "floor"
        unique_together = [("idea", "author")]


def plain(request: HttpRequest) -> HttpResponse:
    return HttpResponse(b"hello, world\n" * 8, content_type="text/plain")


def one_query(request: HttpRequest) -> HttpResponse:
    page = int(request.GET.get("page", 1))
    ideas = Idea.objects.select_related("author").order_by("-created")[(page - 1) * 20 : page * 20]
    return render(request, "list", {"ideas": ideas})


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    idea = Idea.objects.select_related("author").get(pk=pk)
    comments = Comment.objects.filter(idea_id=pk).select_related("author").order_by("created")[:200]
    return render(request, "detail", {"i": idea, "comments": comments})


def list_raw(request: HttpRequest) -> HttpResponse:
    """The same page with one raw query and string building: how far below the ORM and templates one can go."""
    page = int(request.GET.get("page", 1))
    with connection.cursor() as c:
        c.execute(
            "SELECT i.id, i.name, a.username, i.created, i.score, i.n_comments FROM floor_idea i JOIN"
            " floor_author a ON a.id = i.author_id ORDER BY i.created DESC LIMIT 20 OFFSET %s",
            [(page - 1) * 20],
        )
        rows = c.fetchall()
    items = "".join(
        f'<li class="idea"><h2><a href="/detail/{pk}">{escape(name)}</a></h2><p>{escape(user)},\n<time>'
        f"{str(at)[:16]}</time></p><span>{score} votes</span>\n<span>{n} comments</span></li>"
        for pk, name, user, at, score, n in rows
    )
    return HttpResponse(HEAD % "Ideas" + f"<h1>Ideas</h1><ul>{items}</ul>" + FOOT)


def detail_raw(request: HttpRequest, pk: int) -> HttpResponse:
    with connection.cursor() as c:
        c.execute("SELECT name, body FROM floor_idea WHERE id = %s", [pk])
        name, body = c.fetchone()
        c.execute(
            "SELECT c.id, a.username, c.created, c.text FROM floor_comment c JOIN floor_author a"
            " ON a.id = c.author_id WHERE c.idea_id = %s ORDER BY c.created LIMIT 200",
            [pk],
        )
        rows = c.fetchall()
    items = "".join(
        f'<li id="c{cid}"><b>{escape(user)}</b>\n<time>{str(at)[:16]}</time><p>{escape(text)}</p></li>'
        for cid, user, at, text in rows
    )
    return HttpResponse(
        HEAD % escape(name) + f"<h1>{escape(name)}</h1><div><p>{escape(body)}</p></div><ol>{items}</ol>" + FOOT
    )


@condition(last_modified_func=lambda request, pk: Idea.objects.values_list("created", flat=True).get(pk=pk))
def detail_304(request: HttpRequest, pk: int) -> HttpResponse:
    return detail(request, pk)


def search(request: HttpRequest) -> HttpResponse:
    q = request.GET["q"]
    if connection.vendor == "postgresql":
        ids = Idea.objects.raw(
            "SELECT i.*, ts_rank(d.tsv, q) r FROM floor_doc d JOIN floor_idea i ON i.id = d.idea_id,"
            " plainto_tsquery('simple', %s) q WHERE d.tsv @@ q ORDER BY r DESC LIMIT 20",
            [q],
        )
    else:
        ids = Idea.objects.raw(
            "SELECT i.* FROM floor_fts f JOIN floor_idea i ON i.id = f.idea_id"
            " WHERE floor_fts MATCH %s ORDER BY f.rank LIMIT 20",
            [q],
        )
    ideas = list(ids.prefetch_related("author"))
    return render(request, "list", {"ideas": ideas})


@csrf_exempt
def post_comment(request: HttpRequest, pk: int) -> HttpResponse:
    with transaction.atomic():
        Comment.objects.create(
            idea_id=pk, author_id=request.POST["a"], text=request.POST["text"], created=datetime.now(timezone.utc)
        )
        Idea.objects.filter(pk=pk).update(n_comments=models.F("n_comments") + 1)
    return HttpResponse("ok", status=201)


@csrf_exempt
def vote(request: HttpRequest, pk: int) -> HttpResponse:
    with transaction.atomic():
        Vote.objects.bulk_create(
            [Vote(idea_id=pk, author_id=request.POST["a"], value=1)],
            update_conflicts=True,
            unique_fields=["idea", "author"],
            update_fields=["value"],
        )
        Idea.objects.filter(pk=pk).update(score=models.F("score") + 1)
    return HttpResponse("ok", status=201)


HEAD, FOOT = PAGE.replace("{% block t %}{% endblock %}", "%s").split("{% block c %}{% endblock %}")

urlpatterns = [
    path("plain", plain),
    path("list", one_query),
    path("list-raw", list_raw),
    path("detail-raw/<int:pk>", detail_raw),
    path("detail-304/<int:pk>", detail_304),
    path("detail/<int:pk>", detail),
    path("search", search),
    path("comment/<int:pk>", post_comment),
    path("vote/<int:pk>", vote),
]

from django.core.asgi import get_asgi_application  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402

application = get_wsgi_application()
asgi = get_asgi_application()

WORDS = (
    "coordination movement affiliate council hub equity governance charter budget grant language wiki "
    "template gadget editor patrol policy consensus proposal regional thematic support onboarding "
    "translation accessibility metadata licence outreach campaign librarian archive heritage research "
    "community moderation safety privacy infrastructure deployment roadmap priority survey mentor "
    "volunteer donor chapter transparency report decision minutes vote"
).split()


def seed(users: int = 5000, n_ideas: int = 1000, n_comments: int = 50000, hot: int = 100) -> None:
    rnd = random.Random(42)

    def text(sentences: int) -> str:
        return " ".join(" ".join(rnd.choice(WORDS) for _ in range(12)).capitalize() + "." for _ in range(sentences))

    now = datetime.now(timezone.utc)
    with connection.schema_editor() as se:
        for m in (Author, Idea, Comment, Vote):
            se.create_model(m)
    Author.objects.bulk_create([Author(username=f"member{i:05d}") for i in range(users)], batch_size=500)
    aid = list(Author.objects.values_list("pk", flat=True))
    Idea.objects.bulk_create(
        [
            Idea(
                author_id=rnd.choice(aid),
                name=f"{text(1)[:100]} {i}",
                body=text(11),
                created=now - timedelta(minutes=i),
                score=rnd.randint(0, 20),
            )
            for i in range(n_ideas)
        ],
        batch_size=500,
    )
    iid = list(Idea.objects.order_by("pk").values_list("pk", flat=True))
    targets = [p for p in iid[:hot] for _ in range(200)]
    targets += [iid[hot + k % (n_ideas - hot)] for k in range(n_comments - len(targets))]
    rnd.shuffle(targets)
    Comment.objects.bulk_create(
        [
            Comment(
                idea_id=p, author_id=aid[k % users], text=text(rnd.randint(1, 4)), created=now - timedelta(seconds=k)
            )
            for k, p in enumerate(targets)
        ],
        batch_size=2000,
    )
    with connection.cursor() as c:
        c.execute(
            "UPDATE floor_idea SET n_comments = (SELECT count(*) FROM floor_comment WHERE idea_id = floor_idea.id)"
        )
        if connection.vendor == "postgresql":  # one document per idea and per comment: 51,000
            c.execute("CREATE TABLE floor_doc (idea_id bigint, tsv tsvector)")
            c.execute("INSERT INTO floor_doc SELECT id, to_tsvector('simple', name || ' ' || body) FROM floor_idea")
            c.execute("INSERT INTO floor_doc SELECT idea_id, to_tsvector('simple', text) FROM floor_comment")
            c.execute("CREATE INDEX ON floor_doc USING gin (tsv)")
        else:
            c.execute("CREATE VIRTUAL TABLE floor_fts USING fts5(idea_id UNINDEXED, body)")
            c.execute("INSERT INTO floor_fts SELECT id, name || ' ' || body FROM floor_idea")
            c.execute("INSERT INTO floor_fts SELECT idea_id, text FROM floor_comment")
        c.execute("ANALYZE")


def queries_per_word(n: int = 3) -> list[str]:
    """Search terms of three words, so that a query is selective as a person's would be."""
    rnd = random.Random(7)
    return [" ".join(rnd.sample(WORDS, n)) for _ in range(60)]


if __name__ == "__main__" and sys.argv[1:] == ["seed"]:
    seed()
