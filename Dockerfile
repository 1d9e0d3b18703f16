# The command `contracts` in a container, for teams and CI systems without Node.
#
#   docker build --tag contracts .
#   docker run --rm --publish 4010:4010 --volume "$PWD:/work" contracts mock petstore.yaml
#   docker run --rm --volume "$PWD:/work" contracts check petstore.yaml --target https://staging.example.com

FROM node:24-bookworm-slim AS build
WORKDIR /suite
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:24-bookworm-slim
# a published port does not reach a server that listens at 127.0.0.1 in the container
ENV NODE_ENV=production CONTRACTS_HOST=0.0.0.0
COPY --from=build /suite/package.json /suite/LICENSE /opt/contracts/
COPY --from=build /suite/node_modules /opt/contracts/node_modules
COPY --from=build /suite/dist /opt/contracts/dist
RUN ln -s /opt/contracts/dist/scripts/contracts.js /usr/local/bin/contracts
USER node
WORKDIR /work
EXPOSE 4010
ENTRYPOINT ["contracts"]
CMD ["--help"]
