import type { Contract } from '../../conformance/core/contract/model.ts';
import { randomOf } from '../mock/respond/random.ts';
import { mockApi } from '../mock/respond/api.ts';
import { openScenario } from '../mock/state/scenario.ts';
import { createSessions } from '../mock/state/sessions.ts';
import { createThings } from '../mock/things/respond.ts';
import { createStore, type Store } from '../mock/things/store.ts';
import { faultOf } from './many-answers.ts';
import { createRequests } from './random-requests.ts';

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
    const requests = createRequests(random);
    return contract.operations.map((operation) => ({ api, operation, requests }));
  });
  const statuses = new Map<number, number>();
  const invalid: string[] = [];
  for (let number = 0; number < count; number += 1) {
    const { api, operation, requests } = apis[Math.floor(random() * apis.length)]!;
    const request = requests.next(operation);
    const reply = api(operation, { request, isTooLarge: false }, request.path);
    requests.note(operation, request, reply);
    statuses.set(reply.status, (statuses.get(reply.status) ?? 0) + 1);
    const fault = faultOf(operation, reply);
    if (fault !== undefined) invalid.push(`${operation.id}: ${fault}`);
  }
  return { answers: count, statuses, invalid };
}
