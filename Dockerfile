# AcademicHub in a container: each `docker run` asks the sources, writes the briefings and builds the site, once.
# docs/en/self-hosting.md says how it is used. Everything of the owner's stands in /data.
FROM python:3.11-slim

COPY requirements.lock /radar/
RUN pip install --no-cache-dir --require-hashes -r /radar/requirements.lock
COPY . /radar/
RUN pip install --no-cache-dir --no-deps --no-build-isolation -e /radar

RUN useradd --uid 10001 --create-home radar && install -d -o radar -g radar /data
USER radar
WORKDIR /data
VOLUME /data
ENTRYPOINT ["radar"]
CMD ["run"]
