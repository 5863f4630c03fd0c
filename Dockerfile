# Rafiq: the bot, the database and the console. Rasa has an image of its own (nlu/Dockerfile).
FROM python:3.11-slim-bookworm
RUN useradd --create-home --uid 10001 rafiq
WORKDIR /app
COPY scripts/uv.txt scripts/uv.txt
COPY requirements.txt ./
RUN pip install --no-cache-dir --require-hashes -r scripts/uv.txt \
    && uv pip install --system --no-cache --require-hashes -r requirements.txt
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY content content
# Its data tell the languages apart before Rasa is up, and name the model that this version needs.
COPY nlu nlu
COPY stories stories
RUN uv pip install --system --no-cache --no-deps --editable . && install -d -o rafiq data models
USER rafiq
ENV RAFIQ_HOST=0.0.0.0 PYTHONUNBUFFERED=1
EXPOSE 8080
VOLUME /app/data
ENTRYPOINT ["rafiq"]
CMD ["run"]
