import type {
  AnswerSpec,
  ContentSpec,
  OperationSpec,
  ParameterSpec,
} from '../contract-server/description.ts';
import type { Fault, Verdict } from '../contract-server/fault.ts';
import { fits } from '../contract-server/judge.ts';
import { headerText, refusalOf, successOf } from '../contract-server/replies.ts';
import { scalar, typesOf } from '../contract-server/styles.ts';
import type { Reply, Silence } from '../implementation/http.ts';
import { brokenBodies } from './broken-bodies.ts';
import { untrueEchoes } from './echoes.ts';

/** An answer of an operation that its requests bring about, and by which verdict. */
type Target = {
  readonly name: string;
  readonly verdict: Verdict;
  readonly answer: AnswerSpec;
  readonly content: ContentSpec;
  readonly status: number;
  readonly value: unknown;
};

type Corruption = (reply: Reply) => Reply | Silence;

/**
 * Faults of answers: each documented answer is corrupted in one place.
 * @param corrupted the schemas whose rules were broken already, in the answers of other operations
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
        reply: inReply((reply) => ({
          ...reply,
          body: JSON.stringify(body(JSON.parse(String(reply.body)))),
        })),
      };
    }
    for (const { what, mutation, trips, corrupt } of [
      ...wire(operation, target),
      ...fields(target.answer),
    ]) {
      yield {
        ...base,
        id: `${id}/${what}`,
        reason: `In its ${target.name} it ${mutation}.`,
        trips: [trips],
        reply: inReply(corrupt),
      };
    }
  }
  yield* silences(operation);
  yield* untrueEchoes(operation);
}

/** The success, and each refusal that requests bring about; one for each documented answer. */
function targets(operation: OperationSpec): Target[] {
  const success = successOf(operation);
  const invalid: readonly Verdict[] =
    (operation.body ?? operation.parameters.length > 0) ? ['invalid'] : [];
  const refusals = (
    [...invalid, ...(operation.security.length > 0 ? ['unauthorized'] : [])] as Verdict[]
  ).map((verdict) => ({ name: verdict, verdict, ...refusalOf(operation, verdict) }));
  return [{ name: 'success', verdict: 'good' as Verdict, ...success }, ...refusals].flatMap(
    (target) => {
      const content = target.answer?.content[0];
      return target.answer && content ? [{ ...target, answer: target.answer, content }] : [];
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
  { answers: documented }: OperationSpec,
  { status, value, verdict }: Target,
): Iterable<Wire> {
  const isDocumented = (code: number) =>
    documented.some((answer) =>
      [String(code), `${Math.trunc(code / 100)}XX`, ...(code >= 400 ? ['default'] : [])].includes(
        answer.status,
      ),
    );
  const other = [verdict === 'good' ? 203 : 418, 299].find((code) => !isDocumented(code));
  // 299 is no refusal, so that it would say something else besides
  if (other !== undefined && (verdict === 'good' || other >= 400)) {
    yield {
      what: `status-${other}`,
      mutation: `answers with status ${other} in place of ${status}`,
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
    mutation: 'answers with another Content-Type',
    trips: 'media-type-documented',
    corrupt: typed('text/html'),
  };
  yield {
    what: 'no-media-type',
    mutation: 'answers without a Content-Type',
    trips: 'media-type-documented',
    corrupt: typed(undefined),
  };
  const written =
    (change: (text: string) => string | Uint8Array): Corruption =>
    (reply) => ({ ...reply, body: change(String(reply.body)) });
  yield {
    what: 'cut-short',
    mutation: 'answers with JSON that ends too early',
    trips: 'body-parses',
    corrupt: written((text) => text.slice(0, -1)),
  };
  yield {
    what: 'no-body',
    mutation: 'answers with nothing',
    trips: 'body-parses',
    corrupt: written(() => ''),
  };
  yield {
    what: 'no-utf-8',
    mutation: 'answers with bytes that are no UTF-8',
    trips: 'body-parses',
    corrupt: written((text) =>
      Buffer.concat([Buffer.from(text.slice(0, -1)), Buffer.from(',"x":"caf\u00e9"}', 'latin1')]),
    ),
  };
  const [name] = Object.keys(value as object);
  yield {
    what: 'twice',
    mutation: 'names a member twice',
    trips: 'body-parses',
    corrupt: written(
      (text) =>
        `${text.slice(0, -1)},${JSON.stringify(name)}:${JSON.stringify((JSON.parse(text) as { [member: string]: unknown })[name ?? ''])}}`,
    ),
  };
}

function* fields({ headers }: AnswerSpec): Iterable<Wire> {
  const trips = 'header-fields-match';
  for (const header of headers) {
    const name = header.name.toLowerCase();
    if (!header.required) continue;
    yield {
      what: `header/${header.name}/missing`,
      mutation: `leaves out the header field ${header.name}`,
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

/** A text that a header field must not have; `undefined` where it may have every one. */
function wrongText(header: ParameterSpec): string | undefined {
  if (typesOf(header.schema).includes('array')) return `${headerText(header)},no number`;
  return ['no such value', '-1', ''].find(
    (text) => !fits(header.schema, scalar(text, header.schema), 'answer'),
  );
}

function* silences(operation: OperationSpec): Iterable<Fault> {
  const base = { class: 'answers', operation: operation.id, trips: ['within-time'] } as const;
  // it is known to answer by then, and seldom hangs, because every silence is waited for; whoever
  // sends it twice sees it again
  yield {
    ...base,
    id: `${operation.id}/answers/hang`,
    reason: 'It never answers a good request that it has answered before.',
    reply: (reply, { truth, before }) => (truth === 'good' && before.same > 0 ? 'hang' : reply),
  };
  // a client may try again where a connection is closed
  yield {
    ...base,
    id: `${operation.id}/answers/cut`,
    reason: 'It closes the connection on every good request after the first.',
    reply: (reply, { truth, before }) => (truth === 'good' && before.good > 0 ? 'cut' : reply),
  };
}
