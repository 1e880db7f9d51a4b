# One image for every part: web, worker, solver and the one-time commands (compose.yaml says which runs what).
FROM python:3.11-slim

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 DEBUG=0 KANSMATCH_VAR=/app/var
RUN useradd --create-home --uid 1000 kansmatch
WORKDIR /app

COPY requirements.txt .
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.txt

COPY . .
RUN python -m babel.messages.frontend --quiet compile -D django -d config/locale \
    && SECRET_KEY=only-while-building python manage.py collectstatic --noinput --verbosity 0 \
    && mkdir -p var/files && chown -R kansmatch:kansmatch var
USER kansmatch

EXPOSE 8000
CMD ["gunicorn", "config.wsgi", "--bind", "0.0.0.0:8000", "--workers", "3", "--threads", "4", "--access-logfile", "-"]
