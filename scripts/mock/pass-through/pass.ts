import { randomUUID } from 'node:crypto';
import type { Contract } from '../../../conformance/core/contract/model.ts';
import type { Origins } from '../http/cors.ts';
import type { Received } from '../http/read-request.ts';
import type { Reply } from '../http/write-response.ts';
import { reasonOf, type RequestContext } from '../respond/request-error.ts';
import type { Route, Routes } from '../route/routes.ts';
import { openClient } from './client.ts';
import { exchangeWith, type Way } from './exchange.ts';
import type { Judge, Judged, PassedExchange, PassedReply } from './judge.ts';
import { requireMatch } from '../../../conformance/core/contract/selectors.ts';
import { chosenOf, targetsOf, type PassThrough } from './options.ts';
import { isBelowBase, pathBelow, placesAt, type Places } from './where.ts';

/** A request for an operation, as the mock has read it. */
type ReadExchange = Pick<RequestContext, 'contract' | 'operation' | 'received' | 'read'>;

/** Which requests go to a real server: the replies that send them on. */
export type Passes = {
  /** `undefined` if the mock answers the operation. */
  readonly documented: (exchange: ReadExchange) => Reply | undefined;
  /** `undefined` if no real server is named for the request. */
  readonly undocumented: (
    route: Exclude<Route, { kind: 'operation' }>,
    received: Received,
    routeOf: Routes,
  ) => Reply | undefined;
};

export type PassesOf = (contracts: readonly Contract[]) => Passes;

/** The way to the real servers, while a mock runs. */
export type OpenPasses = { readonly passesOf: PassesOf; readonly close: () => void };

/** Opens the way to the real servers. Throws a `UserError` for options that can't be used. */
export function openPassThrough(
  { url, operations = [], judge, timeout = 60_000, patience = 1000 }: PassThrough,
  contracts: readonly Contract[],
  origins: Origins,
): OpenPasses {
  const targets = targetsOf(url, contracts);
  chosenOf(operations, contracts, targets, requireMatch);
  const clients = new Map([...targets].map(([api, base]) => [api, openClient(base, timeout)]));
  // a name of its own, because one mock may pass to another one
  const common = { name: `mock-${randomUUID().slice(0, 8)}`, origins, patience };

  function passesOf(served: readonly Contract[]): Passes {
    const isChosen = chosenOf(operations, served, targets);
    const places = new Map(
      served.flatMap((contract): [string, Places][] => {
        const target = targets.get(contract.api);
        return target === undefined ? [] : [[contract.api, placesAt(contract, target)]];
      }),
    );
    const wayTo = (api: string, path: string): Pick<Way, 'client' | 'origin' | 'path'> => ({
      client: clients.get(api)!,
      origin: new URL(targets.get(api)!).origin,
      path: /^[^/]|^$/.test(path) ? `/${path}` : path,
    });

    return {
      documented({ contract, operation, received, read }) {
        const { api } = contract;
        const base = isChosen(operation) ? places.get(api)?.baseOf(operation) : undefined;
        if (base === undefined) return undefined;
        const { request, isTooLarge } = received;
        const [broken] = isTooLarge ? [] : read.violations;
        const exchange = { contract, operation, request, isWhole: !isTooLarge };
        return replyBy({
          ...common,
          ...wayTo(api, base + request.path),
          received,
          ...(judge && { judge: (reply: PassedReply) => safely(judge, { ...exchange, reply }) }),
          logFields: {
            ...{ api, operation: operation.id },
            violation: broken && reasonOf(broken, contract),
          },
        });
      },
      undocumented(route, received, routeOf) {
        const { path } = received.request;
        const contract = contractOf(route, path, served);
        const place = contract && places.get(contract.api);
        if (!place) return undefined;
        const at = placeOf(route, path, { contract, place, routeOf });
        if (at === undefined) return undefined;
        const violation = `not documented: ${whyOf(route, contract)}`;
        const logFields = { api: contract.api, violation };
        return replyBy({ ...common, ...wayTo(contract.api, at), received, logFields });
      },
    };

    /** The API of a request that no description documents. */
    function contractOf(
      route: Exclude<Route, { kind: 'operation' }>,
      path: string,
      all: readonly Contract[],
    ): Contract | undefined {
      if (route.kind !== 'nowhere') return route.contract;
      if (route.apis.length > 0) return undefined;
      const passed = all.filter(({ api }) => places.has(api));
      const based = passed.filter((contract) => isBelowBase(contract, path));
      return [based, passed].find(({ length }) => length === 1)?.[0];
    }
  }

  const close = () => {
    for (const client of clients.values()) client.close();
  };
  return { passesOf, close };
}

/** What a judge says; one that throws keeps no answer from its client. */
function safely(judge: Judge, exchange: PassedExchange): Judged {
  try {
    return judge(exchange);
  } catch (error) {
    return { findings: [], unjudged: `the judge failed: ${(error as Error).message}` };
  }
}

const replyBy = (way: Way): Reply => ({
  // the real server decides
  ...{ status: 0, headers: {} },
  logFields: way.logFields,
  pass: (incoming, response) => exchangeWith(way, { incoming, response }),
});

/** Where an undocumented request goes; another method of a documented path goes to its place. */
function placeOf(
  route: Exclude<Route, { kind: 'operation' }>,
  path: string,
  { contract, place, routeOf }: { contract: Contract; place: Places; routeOf: Routes },
): string | undefined {
  if (route.kind !== 'methodNotAllowed') return place.base + pathBelow(contract, path);
  const other = routeOf(route.allowed[0]!, path);
  if (other.kind !== 'operation') return undefined;
  const base = place.baseOf(other.operation);
  return base === undefined ? undefined : base + other.path;
}

const whyOf = (route: Exclude<Route, { kind: 'operation' }>, { api }: Contract): string =>
  route.kind === 'methodNotAllowed'
    ? `the path takes ${route.allowed.join(', ')}`
    : `${api} has no such path`;
