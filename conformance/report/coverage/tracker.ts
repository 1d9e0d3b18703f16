import type { Operation } from '../../core/contract/model.ts';
import { isDeepStrictEqual } from 'node:util';
import { isOfOperation, jsonOf, mediaTypeOf } from '../../checks/response.ts';
import { responseFor } from '../../core/contract/responses.ts';
import { ruleKey } from '../../core/http/rule-key.ts';
import type { PlannedRequest } from '../../core/http/planned-request.ts';
import type { Exchange } from '../../checks/exchange.ts';
import type { NamedExample } from '../../core/contract/model.ts';
import type { Rule } from '../../core/http/request-part.ts';
import type { Json } from '../../core/json.ts';
import type { Case } from '../../generators/case.ts';
import type { CoverageItem } from '../record.ts';
import { escapeToken, isObject, pointerOf, valueAt } from '../../core/pointer.ts';
import { answerExample, requestExample, type DocumentedItem } from './documented.ts';

/** Keeps account of what the exchanges of one operation reach. */
export type CoverageTracker = {
  /** Enters a request that was answered, and its answer. */
  readonly enter: (exchange: Exchange) => void;
  readonly items: () => CoverageItem[];
};

/** Opens an account of an operation's documented things. */
export function coverageTracker(documented: readonly DocumentedItem[]): CoverageTracker {
  const reached = new Set<string>();
  const states = {
    operation: 'exercised',
    parameter: 'exercised',
    rule: 'exercised',
    status: 'seen',
  } as const;
  return {
    enter(exchange) {
      // an answer to another method is none of the operation's
      if (!isOfOperation(exchange.case)) return;
      for (const key of exercisedBy(exchange.case)) reached.add(key);
      for (const key of seenIn(exchange)) reached.add(key);
    },
    items: () =>
      documented.map((item): CoverageItem => {
        const isOfAnswers = item.name.startsWith('answer ');
        const state =
          item.kind === 'member' || item.kind === 'example'
            ? isOfAnswers
              ? 'seen'
              : 'exercised'
            : states[item.kind];
        return { ...item, state: reached.has(`${item.kind} ${item.name}`) ? state : 'never' };
      }),
  };
}

/** What a request does by being answered. */
function* exercisedBy({ operation, request, intent, rule }: Case): Iterable<string> {
  yield `operation ${operation.id}`;
  if (intent === 'invalid') yield `rule ${ruleKey(ofHolder(rule))}`;
  for (const { in: place, name, examples } of operation.parameters) {
    const value = request.parameters[place][name];
    if (value === undefined) continue;
    yield `parameter ${place}/${name}`;
    // what an invalid request happens to hold is no example of its use
    if (intent === 'valid')
      for (const example of examples)
        if (isDeepStrictEqual(example.value, value))
          yield `example ${requestExample(`${place}/${name}`, example)}`;
  }
  yield* exercisedInBody(operation, request, intent);
}

function* exercisedInBody(
  { requestBody }: Operation,
  request: PlannedRequest,
  intent: Case['intent'],
): Iterable<string> {
  if (request.body?.value === undefined || request.body.raw) return;
  const { documented, value } = request.body;
  const examples = requestBody?.content.find(({ name }) => name === documented)?.examples ?? [];
  if (intent === 'valid')
    for (const example of examples)
      if (isDeepStrictEqual(example.value, value))
        yield `example ${requestExample('body', example)}`;
  for (const pointer of membersOf(value, '')) yield `member request body ${pointer}`;
}

/** These rules are those of the object, whatever the name of the member that breaks them. */
const ofHolders = new Set(['additionalProperties', 'propertyNames']);
const ofHolder = (rule: Rule): Rule =>
  ofHolders.has(rule.keyword) ? { ...rule, pointer: rule.pointer.replace(/\/[^/]*$/, '') } : rule;

/** What an answer shows. */
function* seenIn(exchange: Exchange): Iterable<string> {
  const response = responseFor(exchange.case.operation, exchange.reply.status);
  const value = jsonOf(exchange)?.value;
  if (response) yield `status ${response.status}`;
  if (!response || value === undefined) return;
  for (const pointer of membersOf(value, '')) yield `member answer ${response.status} ${pointer}`;
  for (const example of shownExamples(mediaTypeOf(exchange)?.examples ?? [], value))
    yield `example ${answerExample(response.status, example)}`;
}

/** Every member of a value, by its place; elements of lists are `*`. */
function* membersOf(value: Json, pointer: string): Iterable<string> {
  if (Array.isArray(value)) {
    for (const element of value as readonly Json[]) yield* membersOf(element, `${pointer}/*`);
  } else if (isObject(value)) {
    for (const [name, member] of Object.entries(value) as [string, Json][]) {
      const place = `${pointer}/${escapeToken(name)}`;
      yield place;
      yield* membersOf(member, place);
    }
  }
}

/**
 * The documented examples that an answer is one of: it is the same, or has the same numbers, such
 * as codes, in every
 * place where they tell the examples apart.
 */
function shownExamples(examples: readonly NamedExample[], value: Json): NamedExample[] {
  const telling = new Set(
    examples
      .flatMap((example) => [...numbersIn(example.value)])
      .filter(
        (pointer) =>
          new Set(examples.map((example) => valueAt(example.value, pointer))).size ===
          examples.length,
      ),
  );
  return examples.filter(
    (example) =>
      isDeepStrictEqual(example.value, value) ||
      (telling.size > 0 &&
        [...telling].every(
          (pointer) => valueAt(example.value, pointer) === valueAt(value, pointer),
        )),
  );
}

function* numbersIn(value: unknown, tokens: readonly string[] = []): Iterable<string> {
  if (typeof value === 'number') yield pointerOf(tokens);
  if (isObject(value))
    for (const [name, member] of Object.entries(value)) yield* numbersIn(member, [...tokens, name]);
}
