import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Origins } from '../http/cors.ts';
import type { Received } from '../http/read-request.ts';
import { inPlainText, violationHeader, writeResponse } from '../http/write-response.ts';
import type { LogFields, Reply, Upstream } from '../http/write-response.ts';
import { asPassError, type Client } from './client.ts';
import { deliver } from './deliver.ts';
import { answerFields, findingsField, isLoop, reasonOf, requestFields } from './fields.ts';
import type { Judged, PassedReply } from './judge.ts';
import { bodyOf } from './read-start.ts';

/** A request, and the way on which it goes to a real server. */
export type Way = {
  readonly client: Client;
  readonly origin: string;
  /** Path and query at the real server. */
  readonly path: string;
  readonly received: Received;
  readonly logFields: LogFields;
  /** Judges the answer; `undefined` where no description says what it must be. */
  readonly judge?: (reply: PassedReply) => Judged;
  /** The name of the mock in `Via` fields. */
  readonly name: string;
  readonly origins: Origins;
  /** How long an answer may be held back to be judged, in milliseconds. */
  readonly patience: number;
};

/** The two ends of an exchange at the mock. */
type Ends = { readonly incoming: IncomingMessage; readonly response: ServerResponse };

type Logged = LogFields & { readonly status?: number };

/** Sends a request on and its answer back. Never throws: what goes wrong is told to client and log. */
export async function exchangeWith(way: Way, ends: Ends): Promise<Logged> {
  const { incoming, response } = ends;
  const { logFields } = way;
  const refusal = whyNot(way, incoming);
  if (refusal) {
    const [status, error] = refusal;
    const upstream = { url: urlOf(way), milliseconds: 0, error };
    return { ...refuse(way, ends, status, error), upstream };
  }
  if (response.destroyed) return { ...logFields, note: 'the client hung up' };
  const hangUp = new AbortController();
  response.once('close', () => hangUp.abort());
  const passage = new Passing(way, ends, hangUp.signal);
  try {
    return { ...logFields, ...(await passage.run()), upstream: passage.upstream };
  } catch (error) {
    if (hangUp.signal.aborted || response.destroyed)
      return { ...logFields, upstream: passage.upstream, note: 'the client hung up' };
    const { status, message } = asPassError(error as Error);
    const upstream = { ...passage.upstream, error: message };
    if (!response.headersSent)
      return {
        ...refuse(way, ends, status, `${upstream.url}: ${message}.`),
        note: message,
        upstream,
      };
    // so that the client sees that the answer is not complete
    response.destroy();
    return { ...logFields, upstream, note: 'broken off' };
  }
}

/** Why a request is not sent on, and the status that says so. */
function whyNot({ origin, name }: Way, incoming: IncomingMessage): [number, string] | undefined {
  if (isLoop(incoming, name)) return [508, `The request came back: ${origin} leads to this mock.`];
  return /^websocket$/i.test(incoming.headers.upgrade ?? '')
    ? [501, `The mock passes no WebSocket: connect to ${origin} itself.`]
    : undefined;
}

/** Where a request goes, without its query, which may hold a credential. */
const urlOf = ({ origin, path }: Way): string => `${origin}${path.split('?', 1)[0]}`;

/** Responds in place of the real server. */
function refuse(
  { logFields, origins }: Way,
  { incoming, response }: Ends,
  status: number,
  text: string,
): Logged {
  const marks = marksOf(logFields, undefined);
  writeResponse(incoming, response, inPlainText(status, `${text}\n`, text, marks), origins);
  return { ...logFields, note: text, status };
}

/** What the mock adds to an answer. */
const marksOf = ({ violation }: LogFields, judged: Judged | undefined): Reply['headers'] => ({
  ...(violation === undefined ? {} : violationHeader(violation)),
  ...(judged ? findingsField(judged) : {}),
});

/** One request to a real server, and how far it came. */
class Passing {
  readonly #way: Way;
  readonly #ends: Ends;
  readonly #signal: AbortSignal;
  readonly #begun = performance.now();
  #status: number | undefined;
  #milliseconds: number | undefined;

  constructor(way: Way, ends: Ends, signal: AbortSignal) {
    this.#way = way;
    this.#ends = ends;
    this.#signal = signal;
  }

  /** The other side of the exchange, as the log tells it. */
  get upstream(): Upstream {
    const milliseconds = this.#milliseconds ?? performance.now() - this.#begun;
    return {
      url: urlOf(this.#way),
      ...(this.#status === undefined ? {} : { status: this.#status }),
      milliseconds: Math.round(milliseconds),
    };
  }

  async run(): Promise<Logged> {
    const { client, origin, path, received, logFields, judge, name, origins, patience } = this.#way;
    const { incoming, response } = this.#ends;
    const signal = this.#signal;
    const answer = await client.send({
      method: received.request.method,
      path,
      fields: requestFields(incoming, new URL(origin).host, name),
      body: bodyOf(received, incoming),
      signal,
    });
    const { statusCode: status = 0 } = answer;
    this.#status = status;
    this.#milliseconds = performance.now() - this.#begun;
    // whatever fails, nothing waits for the rest of the answer
    signal.addEventListener('abort', () => answer.destroy());
    const judged = await deliver({
      ...{ answer, response, judge, patience, signal },
      writeHead: (found) => {
        const marks = marksOf(logFields, found);
        response.sendDate = false;
        response.writeHead(
          status,
          reasonOf(answer),
          answerFields(answer, incoming, { marks, name, origins }),
        );
      },
    });
    const { findings, unjudged } = judged ?? {};
    return {
      status,
      ...(findings && { findings }),
      ...(unjudged === undefined ? {} : { note: unjudged }),
    };
  }
}
