import type { IncomingMessage } from 'node:http';
import { parse } from 'yaml';
import { mockedOperations } from '../../../conformance/core/contract/mocked-operations.ts';
import type { Contract } from '../../../conformance/core/contract/model.ts';
import { pointerOf } from '../../../conformance/core/pointer.ts';
import { authorityOf, type Received } from '../http/read-request.ts';
import type { Reply } from '../http/write-response.ts';
import type { Store } from '../things/store.ts';
import type { Memories } from './memory.ts';
import { readRules } from './scenario-rules.ts';
import type { Rule, Scenario } from './scenario.ts';

type Controlled = {
  readonly scenario: Scenario;
  readonly memories?: Memories | undefined;
  readonly store?: Store | undefined;
};

/** Responds to a request below `/__mock`. A client on another machine may read the health only. */
export function control(
  { request: { method, path, body } }: Received,
  incoming: IncomingMessage,
  contracts: readonly Contract[],
  { scenario, memories, store }: Controlled,
): Reply {
  const [place] = path.slice('/__mock'.length).split('?');
  if (place === '/health' && (method === 'GET' || method === 'HEAD')) {
    const apis = contracts.map((contract) => ({
      api: contract.api,
      operations: mockedOperations(contract).length,
    }));
    return inJson(200, { status: 'ok', apis }, 'health');
  }
  if (!isLocal(incoming)) {
    const error =
      'Only the machine that runs the mock may control it: use 127.0.0.1 or localhost, also as the origin of a page.';
    return inJson(403, { error }, 'control refused');
  }
  const state = (note: string): Reply => {
    const memory = memories ? memories.all().length : 'off: start with --stateful';
    const things = store ? store.all().length : 'off: start with --stateful';
    return inJson(200, { scenario: scenario.rules().map(shown), memory, things }, note);
  };
  const clear = () => {
    memories?.clear();
    store?.clear();
  };
  switch (`${method} ${place}`) {
    case 'GET ':
    case 'GET /':
    case 'GET /scenario':
      return state('control');
    case 'DELETE ':
    case 'DELETE /':
      scenario.reset();
      clear();
      return state('everything reset');
    case 'DELETE /scenario':
      scenario.reset();
      return state('scenario reset');
    case 'GET /state':
      return inJson(200, stateOf(memories, store), 'state shown');
    case 'DELETE /state':
      clear();
      return state('state cleared');
    case 'POST /scenario':
    case 'PUT /scenario': {
      const read = rulesOf(body, contracts);
      if ('error' in read) return inJson(400, read, read.error);
      const { rules } = read;
      if (method === 'POST') scenario.add(rules);
      else scenario.replace(rules);
      return state(`${rules.length} ${rules.length === 1 ? 'rule' : 'rules'} of a scenario`);
    }
    default: {
      const error = `There is no ${method} /__mock${place}. There are GET and DELETE /__mock; GET, POST, PUT and DELETE /__mock/scenario; GET and DELETE /__mock/state; GET /__mock/health.`;
      return inJson(404, { error }, 'control: unknown path');
    }
  }
}

function rulesOf(
  body: Uint8Array | undefined,
  contracts: readonly Contract[],
): { readonly rules: readonly Rule[] } | { readonly error: string; readonly pointer?: string } {
  let written: unknown;
  try {
    written = parse(Buffer.from(body ?? []).toString());
  } catch (error) {
    const [reason] = (error as Error).message.split('\n');
    return { error: `The body is neither JSON nor YAML: ${reason}` };
  }
  const read = readRules(written, contracts);
  return 'rules' in read ? read : { error: read.problem, pointer: pointerOf(read.at) };
}

/** Everything that a mock keeps, and how many things it has forgotten because there were too many. */
const stateOf = (memories: Memories | undefined, store: Store | undefined): object => ({
  memory: memories?.all() ?? [],
  things: (store?.all() ?? []).map(({ id, place: { api, path }, members }) => ({
    ...{ api, path, id, members },
  })),
  forgotten: store?.forgotten() ?? 0,
});

/** A rule as a scenario file writes it. */
export const shown = ({
  answer,
  latency,
  ...rule
}: Rule & { readonly happened?: number }): object => ({
  ...rule,
  ...answer,
  ...(latency ? { latency: latency[0] === latency[1] ? latency[0] : latency.join('-') } : {}),
});

/** Whether this machine sent a request, and no foreign page that has a name for a local address. */
function isLocal(incoming: IncomingMessage): boolean {
  const { origin } = incoming.headers;
  const host = authorityOf(incoming) ?? 'localhost';
  const isLoopback = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/.test(
    incoming.socket.remoteAddress ?? '',
  );
  const names = [host, ...(origin === undefined ? [] : [origin.replace(/^[a-z]+:\/\//, '')])];
  return isLoopback && names.every((name) => localName.test(name));
}

const localName = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i;

const inJson = (status: number, value: unknown, note: string): Reply => ({
  status,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  body: `${JSON.stringify(value)}\n`,
  logFields: { note },
});
