import type {
  ResponseSpec,
  ContentSpec,
  OperationSpec,
  ParameterSpec,
} from '../contract-server/description.ts';
import type { Fault, Judgement } from '../contract-server/fault.ts';
import { fits } from '../contract-server/judge.ts';
import { headerText, refusalOf, successOf } from '../contract-server/replies.ts';
import { scalar, typesOf } from '../contract-server/styles.ts';
import type { Reply, Silence } from '../implementation/http.ts';
import { brokenBodies } from './broken-bodies.ts';
import { untrueEchoes } from './echoes.ts';

/** A documented response, and the judgement that leads to it. */
export type Target = {
  readonly name: string;
  readonly verdict: Judgement;
  readonly response: ResponseSpec;
  readonly content: ContentSpec;
  readonly status: number;
  readonly value: unknown;
};

type Corruption = (reply: Reply) => Reply | Silence;

/**
 * Servers whose documented responses are corrupted in one location.
 * @param corrupted the schemas that are broken already, in responses of other operations
 */
export function* answers(operation: OperationSpec, corrupted: Set<string>): Iterable<Fault> {
  for (const target of targets(operation)) {
    const base = { class: 'answers', operation: operation.id } as const;
    const inReply =
      (corrupt: Corruption): NonNullable<Fault['reply']> =>
      (reply, _, verdict) =>
        verdict === target.verdict ? corrupt(reply) : reply;
    const id = `${operation.id}/answers/${target.name}`;
    const schema = JSON.stringify(target.content.schema);
    const isKnown = corrupted.has(schema);
    corrupted.add(schema);
    for (const { what, mutation, body } of isKnown
      ? []
      : brokenBodies(target.content.schema, target.value)) {
      yield {
        ...base,
        id: `${id}/${what}`,
        reason: `In its ${target.name} it ${mutation}.`,
        trips: ['body-matches-schema'],
        isEverywhere: true,
        reply: inReply((reply) => ({
          ...reply,
          body: JSON.stringify(body(JSON.parse(String(reply.body)))),
        })),
      };
    }
    for (const { what, mutation, trips, corrupt } of [
      ...wire(operation, target),
      ...fields(target.response),
    ]) {
      yield {
        ...base,
        id: `${id}/${what}`,
        reason: `In its ${target.name} it ${mutation}.`,
        trips: [trips],
        isEverywhere: true,
        reply: inReply(corrupt),
      };
    }
  }
  yield* silences(operation);
  yield* untrueEchoes(operation);
}

/** The success, and each refusal that requests cause. */
export function targets(operation: OperationSpec): Target[] {
  const success = successOf(operation);
  const invalid: readonly Judgement[] =
    (operation.body ?? operation.parameters.length > 0) ? ['invalid'] : [];
  const refusals = (
    [...invalid, ...(operation.security.length > 0 ? ['unauthorized'] : [])] as Judgement[]
  ).map((verdict) => ({ name: verdict, verdict, ...refusalOf(operation, verdict) }));
  return [{ name: 'success', verdict: 'good' as Judgement, ...success }, ...refusals].flatMap(
    (target) => {
      const content = target.response?.content[0];
      return target.response && content ? [{ ...target, response: target.response, content }] : [];
    },
  );
}

type Wire = {
  readonly what: string;
  readonly mutation: string;
  readonly trips: string;
  readonly corrupt: Corruption;
};

function* wire(
  { responses: documented }: OperationSpec,
  { status, value, verdict }: Target,
): Iterable<Wire> {
  const isDocumented = (code: number) =>
    documented.some((response) =>
      [String(code), `${Math.trunc(code / 100)}XX`, ...(code >= 400 ? ['default'] : [])].includes(
        response.status,
      ),
    );
  const other = [verdict === 'good' ? 203 : 418, 299].find((code) => !isDocumented(code));
  // 299 is no refusal, so other checks would report it too
  if (other !== undefined && (verdict === 'good' || other >= 400)) {
    yield {
      what: `status-${other}`,
      mutation: `responds with status ${other} in location of ${status}`,
      trips: 'status-documented',
      corrupt: (reply) => ({ ...reply, status: other }),
    };
  }
  const typed =
    (type: string | undefined) =>
    ({ headers: { 'content-type': _, ...headers }, ...reply }: Reply): Reply => ({
      ...reply,
      headers: type === undefined ? headers : { ...headers, 'content-type': type },
    });
  yield {
    what: 'media-type',
    mutation: 'responds with another Content-Type',
    trips: 'media-type-documented',
    corrupt: typed('text/html'),
  };
  yield {
    what: 'no-media-type',
    mutation: 'responds without a Content-Type',
    trips: 'media-type-documented',
    corrupt: typed(undefined),
  };
  const written =
    (change: (text: string) => string | Uint8Array): Corruption =>
    (reply) => ({ ...reply, body: change(String(reply.body)) });
  yield {
    what: 'cut-short',
    mutation: 'responds with truncated JSON',
    trips: 'body-parses',
    corrupt: written((text) => text.slice(0, -1)),
  };
  yield {
    what: 'no-body',
    mutation: 'responds with an empty body',
    trips: 'body-parses',
    corrupt: written(() => ''),
  };
  yield {
    what: 'no-utf-8',
    mutation: 'responds with bytes that are not UTF-8',
    trips: 'body-parses',
    corrupt: written((text) =>
      Buffer.concat([Buffer.from(text.slice(0, -1)), Buffer.from(',"x":"caf\u00e9"}', 'latin1')]),
    ),
  };
  const [name] = Object.keys(value as object);
  yield {
    what: 'twice',
    mutation: 'has a duplicate member',
    trips: 'body-parses',
    corrupt: written(
      (text) =>
        `${text.slice(0, -1)},${JSON.stringify(name)}:${JSON.stringify((JSON.parse(text) as { [member: string]: unknown })[name ?? ''])}}`,
    ),
  };
}

function* fields({ headers }: ResponseSpec): Iterable<Wire> {
  const trips = 'header-fields-match';
  for (const header of headers) {
    const name = header.name.toLowerCase();
    if (!header.required) continue;
    yield {
      what: `header/${header.name}/missing`,
      mutation: `omits the header field ${header.name}`,
      trips,
      corrupt: ({ headers: { [name]: _, ...others }, ...reply }) => ({ ...reply, headers: others }),
    };
    const wrong = wrongText(header);
    if (wrong !== undefined)
      yield {
        what: `header/${header.name}/wrong`,
        mutation: `writes ${wrong} into the header field ${header.name}`,
        trips,
        corrupt: (reply) => ({ ...reply, headers: { ...reply.headers, [name]: wrong } }),
      };
  }
}

/** A text that is invalid for a header field; `undefined` where every text is valid. */
function wrongText(header: ParameterSpec): string | undefined {
  if (typesOf(header.schema).includes('array')) return `${headerText(header)},no number`;
  return ['no such value', '-1', ''].find(
    (text) => !fits(header.schema, scalar(text, header.schema), 'response'),
  );
}

function* silences(operation: OperationSpec): Iterable<Fault> {
  const base = { class: 'answers', operation: operation.id, trips: ['within-time'] } as const;
  // hangs only when repeated: it has responded before, and each hang costs a timeout
  yield {
    ...base,
    id: `${operation.id}/answers/hang`,
    reason: 'It never responds to a good request that it has responded to before.',
    reply: (reply, { truth, before }) => (truth === 'good' && before.same > 0 ? 'hang' : reply),
  };
  // a client may retry after a closed connection
  yield {
    ...base,
    id: `${operation.id}/answers/cut`,
    reason: 'It closes the connection on every good request after the first.',
    reply: (reply, { truth, before }) => (truth === 'good' && before.good > 0 ? 'cut' : reply),
  };
}
