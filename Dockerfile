# recolint in a container: docker run --rm -v "$PWD:/work:ro" IMAGE check jobs/
# The release workflow passes BASE with the digest of the image that it found.
ARG BASE=python:3.13-slim

FROM ${BASE} AS build
COPY dist/*.whl /tmp/
RUN python -m venv /opt/recolint && /opt/recolint/bin/pip install --no-cache-dir --disable-pip-version-check /tmp/*.whl

FROM ${BASE}
# recolint does not run git. Pipelines do: git show main:job.yaml | recolint plan job.yaml --against -
RUN apt-get update && apt-get install -y --no-install-recommends git && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home --uid 10001 recolint
COPY --from=build /opt/recolint /opt/recolint
ENV PATH=/opt/recolint/bin:$PATH
USER 10001
WORKDIR /work
ENTRYPOINT ["recolint"]
CMD ["check"]
