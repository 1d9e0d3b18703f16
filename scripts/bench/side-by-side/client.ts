import type { Contract, Operation } from '../../../conformance/core/contract/model.ts';
import { matchPath } from '../../../conformance/core/http/path.ts';
import { faultOf } from '../many-answers.ts';

/** What came back; the status 0 says that nothing did. */
export type Answer = {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: each question looks for what it expects
  readonly json: any;
};

/** A request: its body is written as JSON, unless it is a text. */
export type Sending = {
  readonly body?: unknown;
  readonly headers?: { readonly [name: string]: string };
};

/** A client of one server, which judges each answer by the description. */
export type Client = {
  readonly send: (method: string, path: string, sending?: Sending) => Promise<Answer>;
  /** How many answers there were so far, and the faults of those that are not as documented. */
  readonly judged: () => { readonly answers: number; readonly faults: readonly string[] };
};

/** How long a question waits for its answer. */
const patience = 3000;

export function createClient(url: string, { operations }: Contract): Client {
  const faults: string[] = [];
  let answers = 0;
  return {
    judged: () => ({ answers, faults }),
    async send(method, path, sending = {}) {
      const answer = await answerTo(url, method, path, sending);
      const operation = operations.find((one) => isAbout(one, method, path));
      if (!operation) return answer;
      answers += 1;
      const fault =
        answer.status === 0
          ? 'there is no answer'
          : faultOf(operation, { ...answer, body: answer.text });
      if (fault !== undefined) faults.push(`${method} ${path}: ${fault}`);
      return answer;
    },
  };
}

const isAbout = ({ method, path: template }: Operation, wanted: string, target: string): boolean =>
  method === wanted && matchPath(template, target.split('?')[0]!) !== undefined;

async function answerTo(
  url: string,
  method: string,
  path: string,
  { body, headers }: Sending,
): Promise<Answer> {
  try {
    const response = await fetch(url + path, {
      method,
      signal: AbortSignal.timeout(patience),
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const { status } = response;
    return { status, headers: Object.fromEntries(response.headers), text, json: parsed(text) };
  } catch {
    return { status: 0, headers: {}, text: '', json: undefined };
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
