import type { IncomingMessage } from 'node:http';
import { parse } from 'yaml';
import type { Contract } from '../../../conformance/core/contract/model.ts';
import type { Memories } from './memory.ts';
import type { Received } from '../http/read-request.ts';
import type { Reply } from '../http/write-response.ts';
import { readRules } from './scenario-rules.ts';
import type { Rule, Scenario } from './scenario.ts';

/** The state that the control endpoint reads and changes. */
export type Controlled = {
  readonly contracts: readonly Contract[];
  readonly scenario: Scenario;
  readonly memories: Memories | undefined;
};

/** A change by the control endpoint. */
type Change =
  | { readonly kind: 'add' | 'replace'; readonly rules: readonly Rule[] }
  | { readonly kind: 'reset' | 'forget' | 'restart' };

export const controlPath = '/__mock';

/** Makes a change. `restart` resets the scenario and clears the memory. */
function apply(
  { scenario, memories }: Pick<Controlled, 'scenario' | 'memories'>,
  change: Change,
): void {
  if (change.kind === 'add') scenario.add(change.rules);
  if (change.kind === 'replace') scenario.replace(change.rules);
  if (change.kind === 'reset' || change.kind === 'restart') scenario.reset();
  if (change.kind === 'forget' || change.kind === 'restart') memories?.clear();
}

/** Responds to a request below `/__mock`. A client on another machine may read the health only. */
export function control(
  { request: { method, path, body } }: Received,
  incoming: IncomingMessage,
  controlled: Controlled,
): Reply {
  const { contracts, scenario, memories } = controlled;
  const [place] = path.slice(controlPath.length).split('?');
  if (place === '/health' && (method === 'GET' || method === 'HEAD')) {
    return inJson(
      200,
      {
        status: 'ok',
        apis: contracts.map(({ api, operations }) => ({ api, operations: operations.length })),
      },
      'health',
    );
  }
  if (!isLocal(incoming))
    return inJson(
      403,
      {
        error:
          'The mock is controlled from the machine it runs on: ask over 127.0.0.1 or localhost, and from a page of such an origin.',
      },
      'control refused',
    );
  const make = (change: Change, note: string): Reply => {
    apply(controlled, change);
    return inJson(200, state(), note);
  };
  const state = () => ({
    scenario: scenario.rules().map(shown),
    memory: memories ? memories.all().length : 'off: start with --stateful',
  });
  switch (`${method} ${place}`) {
    case 'GET ':
    case 'GET /':
    case 'GET /scenario':
      return inJson(200, state(), 'control');
    case 'DELETE ':
    case 'DELETE /':
      return make({ kind: 'restart' }, 'everything reset');
    case 'DELETE /scenario':
      return make({ kind: 'reset' }, 'scenario reset');
    case 'GET /state':
      return inJson(200, memories?.all() ?? [], 'memory shown');
    case 'DELETE /state':
      return make({ kind: 'forget' }, 'memory cleared');
    case 'POST /scenario':
    case 'PUT /scenario': {
      const read = rulesOf(body, contracts);
      if ('error' in read) return inJson(400, read, read.error);
      return make(
        { kind: method === 'POST' ? 'add' : 'replace', rules: read.rules },
        `${read.rules.length} ${read.rules.length === 1 ? 'rule' : 'rules'} of a scenario`,
      );
    }
    default:
      return inJson(
        404,
        {
          error: `There is no ${method} ${controlPath}${place}. There are GET and DELETE ${controlPath}; GET, POST, PUT and DELETE ${controlPath}/scenario; GET and DELETE ${controlPath}/state; GET ${controlPath}/health.`,
        },
        'control: nothing there',
      );
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
    return {
      error: `The body is neither JSON nor YAML: ${(error as Error).message.split('\n')[0]}`,
    };
  }
  const read = readRules(written, contracts);
  return 'rules' in read
    ? read
    : { error: read.problem, pointer: read.at.map((token) => `/${token}`).join('') };
}

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

/**
 * Whether a request comes from this machine and from no foreign page, which could reach a local
 * address by a name of its own.
 */
function isLocal({ socket, headers: { origin, host } }: IncomingMessage): boolean {
  const isLoopback = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/.test(socket.remoteAddress ?? '');
  return (
    isLoopback &&
    isLocalName(host ?? 'localhost') &&
    (origin === undefined || isLocalName(origin.replace(/^[a-z]+:\/\//, '')))
  );
}

const isLocalName = (host: string): boolean =>
  /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i.test(host);

const inJson = (status: number, value: unknown, note: string): Reply => ({
  status,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  body: `${JSON.stringify(value)}\n`,
  logFields: { note },
});
