# Casebook with its model prepared and its index built in, so that a container answers within seconds of its start.
FROM node:22-bookworm AS build
WORKDIR /app
# Dependencies first: they change less often than the rest.
COPY package.json package-lock.json ./
RUN npm ci --omit=dev
COPY . .
RUN node bin/casebook.js index

FROM node:22-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build --chown=node:node /app /app
# What is remembered of people lives outside of the image.
RUN mkdir /data && chown node:node /data
ENV STATE_FILE=/data/casebook.db HEALTH_PORT=8080
VOLUME /data
USER node
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8080/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# node itself is told to stop, and finishes what is in hand.
CMD ["node", "bin/casebook.js", "start"]
