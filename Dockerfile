# The portal's image: assets are compiled in a stage of their own, Node does not come along.
FROM node:24-slim AS assets
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY static ./static
COPY deploy/assets.mjs ./deploy/
RUN npm run build

FROM python:3.11-slim AS packages
COPY requirements.lock .
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.lock

FROM python:3.11-slim
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
RUN useradd --system --uid 10001 --no-create-home portal \
    && install -d -o portal -g portal /srv/uploads
WORKDIR /srv/portal
COPY --from=packages /venv /venv
COPY . .
COPY --from=assets /build/static/build ./static/build
# The settings ask for secrets even here; these are random and gone with the step.
RUN random() { python -c "import secrets; print(secrets.token_urlsafe(64))"; } \
    && DJANGO_SETTINGS_MODULE=cse_portal.settings.production PORTAL_HOSTS=localhost \
    SECRET_KEY="$(random)" DATABASE_PASSWORD="$(random)" \
    python manage.py collectstatic --no-input
USER portal
EXPOSE 8000
CMD ["gunicorn", "--config", "deploy/gunicorn.conf.py", "--bind", "0.0.0.0:8000", "cse_portal.wsgi"]
