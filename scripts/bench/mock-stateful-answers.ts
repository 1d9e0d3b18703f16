import type { Contract, Operation } from '../../conformance/core/contract/model.ts';
import { encode } from '../../conformance/core/http/encode-request.ts';
import type { WireRequest } from '../../conformance/core/http/messages.ts';
import { choicesOf, randomOf, type Random } from '../mock/respond/random.ts';
import { makeInstance } from '../../conformance/core/instances/make.ts';
import { requestOf } from '../../conformance/core/instances/plain-request.ts';
import { mockApi } from '../mock/respond/api.ts';
import { openScenario } from '../mock/state/scenario.ts';
import { createSessions } from '../mock/state/sessions.ts';
import { createThings } from '../mock/things/respond.ts';
import { createStore, type Store } from '../mock/things/store.ts';
import { faultOf } from './many-answers.ts';

/** How the answers of a mock with state turned out. */
export type StatefulAnswers = {
  readonly answers: number;
  /** By status. */
  readonly statuses: ReadonlyMap<number, number>;
  readonly invalid: readonly string[];
};

/**
 * Sends a mock with state this many requests with random values, most of them about things that are
 * there. Judges the bytes of each response.
 */
export function statefulAnswers(
  contracts: readonly Contract[],
  count: number,
  store: Store = createStore(),
): StatefulAnswers {
  const random = randomOf('answers with state');
  const apis = contracts.flatMap((contract) => {
    const state = { sessions: createSessions(), scenario: openScenario() };
    const thingsOf = (of: Contract) => createThings(of, { store, seed: 1 });
    const api = mockApi(contract, { ...state, thingsOf });
    return contract.operations.map((operation) => ({ api, operation }));
  });
  const statuses = new Map<number, number>();
  const invalid: string[] = [];
  const ids = createIds(random);
  for (let number = 0; number < count; number += 1) {
    const { api, operation } = apis[Math.floor(random() * apis.length)]!;
    const request = requestFor(operation, random, ids.any);
    const reply = api(operation, { request, isTooLarge: false }, request.path);
    ids.note(reply.headers.location, reply.body);
    statuses.set(reply.status, (statuses.get(reply.status) ?? 0) + 1);
    const fault = faultOf(operation, reply);
    if (fault !== undefined) invalid.push(`${operation.id}: ${fault}`);
  }
  return { answers: count, statuses, invalid };
}

/** The ids that responses have shown, the latest ones. */
function createIds(random: Random) {
  const known: string[] = [];
  return {
    any: (): string | undefined => known[Math.floor(random() * known.length)],
    note(location: string | undefined, body = ''): void {
      const id = location?.split('/').at(-1) ?? /"(?:id|slug|key)":"?([^",}]+)/.exec(body)?.[1];
      if (id === undefined) return;
      known.push(decodeURIComponent(id));
      if (known.length > 200) known.shift();
    },
  };
}

/** A request with random values, which often names things that are there. */
function requestFor(
  operation: Operation,
  random: Random,
  idOf: () => string | undefined,
): WireRequest {
  const plain = requestOf(operation, random() < 0.5 ? 'all' : 'required', true);
  const [mediaType] = operation.requestBody?.content ?? [];
  const making = { extent: 'some', omit: 'readOnly', examples: true } as const;
  const value =
    mediaType?.schema &&
    makeInstance(mediaType.schema.alternatives, { ...making, choices: choicesOf(random) });
  const path = Object.fromEntries(
    Object.entries(plain.parameters.path).map(([name, made]) => [
      name,
      random() < 0.9 ? (idOf() ?? made) : made,
    ]),
  );
  const wire = encode(operation, {
    ...plain,
    parameters: { ...plain.parameters, path },
    ...(value === undefined || !plain.body ? {} : { body: { ...plain.body, value } }),
  });
  return { ...wire, headers: [...wire.headers, ['Authorization', 'Bearer token']] };
}
