import { parse } from 'yaml';
import { deepest, isTooDeep } from '../../../conformance/core/http/bodies/depth.ts';
import { headerOf } from '../../../conformance/core/http/read-request.ts';
import { percentDecode } from '../../../conformance/core/http/percent.ts';
import { orNearest } from '../../../conformance/core/nearest.ts';
import { UserError } from '../../../conformance/core/user-error.ts';
import { maximumBody, type Received } from '../http/read-request.ts';
import type { Reply } from '../http/write-response.ts';
import { shown } from '../state/shown-rule.ts';
import type { ControlRequest, Served } from './controlled.ts';
import { inJson } from './json-reply.ts';
import { ControlMistake } from './mistake.ts';
import { shownRequest } from './shown-request.ts';
import { keptSnapshots } from './kept-snapshots.ts';

type Respond = (asked: ControlRequest) => Reply | Promise<Reply>;

/** The requests below `/__mock` by path, NAME being any name. `control.ts` answers for the health. */
const routes: { readonly [path: string]: { readonly [method: string]: Respond } } = {
  '': { GET: overview, DELETE: resetAll },
  '/scenario': {
    GET: (asked) => summary(asked, 'control'),
    POST: (asked) => changeRules(asked, 'add'),
    PUT: (asked) => changeRules(asked, 'replace'),
    DELETE(asked) {
      asked.control.scenario.reset();
      return summary(asked, 'scenario reset');
    },
  },
  '/state': {
    GET: ({ control: { state } }) =>
      inJson(
        200,
        { memory: state.memory(), things: state.things(), forgotten: state.forgotten() },
        'state shown',
      ),
    POST: (asked) => changeState(asked, 'seed', 'state seeded'),
    PUT: (asked) => changeState(asked, 'replace', 'state replaced'),
    DELETE(asked) {
      asked.control.state.reset();
      return summary(asked, 'state cleared');
    },
  },
  '/snapshot': {
    GET: ({ control: { state } }) => inJson(200, state.snapshot(), 'snapshot taken'),
    PUT: (asked) => changeState(asked, 'restore', 'snapshot restored'),
  },
  '/snapshots/NAME': {
    PUT(asked) {
      keptSnapshots(asked.control.state).keep(asked.name);
      return summary(asked, 'snapshot kept');
    },
    DELETE: (asked) => withSnapshot(asked, 'snapshot forgotten', (kept) => kept.forget(asked.name)),
  },
  '/snapshots/NAME/restore': {
    POST: (asked) => withSnapshot(asked, 'snapshot restored', (kept) => kept.restore(asked.name)),
  },
  '/requests': {
    GET: ({ control: { requests }, contracts }) =>
      inJson(
        200,
        { requests: requests.all().map((one) => shownRequest(one, contracts)) },
        'requests shown',
      ),
    DELETE(asked) {
      asked.control.requests.clear();
      return summary(asked, 'requests cleared');
    },
  },
};

/** Responds to a request at a path below `/__mock`. */
export async function respondAt(place: string, received: Received, about: Served): Promise<Reply> {
  const [, name = ''] = /^\/snapshots\/([^/]+)/.exec(place) ?? [];
  const path = place.replace(/^\/snapshots\/[^/]+/, '/snapshots/NAME').replace(/^\/$/, '');
  const { method } = received.request;
  const methods = Object.hasOwn(routes, path) ? routes[path]! : {};
  const respond = methods[method === 'HEAD' ? 'GET' : method];
  if (!respond) return unknown(`${method} /__mock${place}`, Object.keys(methods));
  try {
    return await respond({ ...about, received, name: percentDecode(name) });
  } catch (error) {
    return refusalFor(error);
  }
}

function unknown(what: string, allowed: readonly string[]): Reply {
  const error = `There is no ${what}. There are ${known}.`;
  if (allowed.length === 0) return inJson(404, { error }, 'control: unknown path');
  const reply = inJson(405, { error }, 'control: unknown method');
  return { ...reply, headers: { ...reply.headers, allow: allowed.join(', ') } };
}

const known = [
  ...Object.entries(routes).map(
    ([path, methods]) => `${Object.keys(methods).join(', ')} /__mock${path}`,
  ),
  'GET /__mock/health',
].join('; ');

/** A mistake of the client, with the pointer to it; a state that there is not is a conflict. */
function refusalFor(error: unknown): Reply {
  if (error instanceof ControlMistake) {
    const { problem, pointer } = error;
    return inJson(400, { error: problem, pointer }, error.message);
  }
  if (error instanceof UserError) return inJson(409, { error: error.message }, error.message);
  throw error;
}

/** People get a page, and programs what the mock holds now. */
async function overview(asked: ControlRequest): Promise<Reply> {
  const accept = headerOf(asked.received.request, 'accept') ?? '';
  if (!/\btext\/html\b/.test(accept)) return summary(asked, 'control');
  const { controlPage } = await import('./page/page.ts');
  return controlPage(asked);
}

/** The active rules, and how much the mock keeps. */
function summary({ control: { scenario, state } }: ControlRequest, note: string): Reply {
  return inJson(200, { scenario: scenario.rules().map(shown), ...state.amounts() }, note);
}

function resetAll(asked: ControlRequest): Reply {
  asked.control.scenario.reset();
  asked.control.state.reset();
  return summary(asked, 'everything reset');
}

function changeRules(asked: ControlRequest, how: 'add' | 'replace'): Reply {
  const written = readBody(asked.received);
  asked.control.scenario[how](written);
  const count = Array.isArray(written) ? written.length : 1;
  return summary(asked, `${count} ${count === 1 ? 'rule' : 'rules'} of a scenario`);
}

function changeState(
  asked: ControlRequest,
  how: 'seed' | 'replace' | 'restore',
  note: string,
): Reply {
  asked.control.state[how](readBody(asked.received));
  return summary(asked, note);
}

function withSnapshot(
  asked: ControlRequest,
  note: string,
  change: (kept: ReturnType<typeof keptSnapshots>) => boolean,
): Reply {
  const kept = keptSnapshots(asked.control.state);
  if (change(kept)) return summary(asked, note);
  const error = `There is no snapshot "${asked.name}"${orNearest(asked.name, kept.names())} PUT /__mock/snapshots/NAME keeps one.`;
  return inJson(404, { error }, 'no such snapshot');
}

function readBody({ request: { body }, isTooLarge }: Received): unknown {
  if (isTooLarge)
    throw new ControlMistake(
      `the body is larger than ${maximumBody} bytes, the most that is read`,
      [],
    );
  if (body && isTooDeep(body))
    throw new ControlMistake(`the body is nested deeper than ${deepest} levels`, []);
  const text = Buffer.from(body ?? []).toString();
  try {
    // a snapshot is large, and JSON is read much faster
    return JSON.parse(text);
  } catch {
    return readYaml(text);
  }
}

function readYaml(text: string): unknown {
  try {
    // its warnings are about keys that nothing here has
    return parse(text, { logLevel: 'error' });
  } catch (error) {
    const [reason] = (error as Error).message.split('\n');
    throw new ControlMistake(`The body is neither JSON nor YAML: ${reason}`, []);
  }
}
