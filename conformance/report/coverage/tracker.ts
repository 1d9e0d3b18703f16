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
import { escapeToken, isObject, numbersIn, ownMember, valueAt } from '../../core/pointer.ts';
import { answerExample, requestExample, type DocumentedItem } from './documented.ts';

/** Records which documented items the exchanges of one operation cover. */
export type CoverageTracker = {
  /** Adds an exchange. */
  readonly enter: (exchange: Exchange) => void;
  readonly items: () => CoverageItem[];
};

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
      // a response to another method does not belong to the operation
      if (!isOfOperation(exchange.case)) return;
      for (const key of exercisedBy(exchange.case)) reached.add(key);
      for (const key of seenIn(exchange)) reached.add(key);
    },
    items: () =>
      documented.map((item): CoverageItem => {
        const isInResponse = item.name.startsWith('answer ');
        const state =
          item.kind === 'member' || item.kind === 'example'
            ? isInResponse
              ? 'seen'
              : 'exercised'
            : states[item.kind];
        return { ...item, state: reached.has(`${item.kind} ${item.name}`) ? state : 'never' };
      }),
  };
}

/** The items that a request exercises. */
function* exercisedBy(testCase: Case): Iterable<string> {
  const { operation, request, intent } = testCase;
  yield `operation ${operation.id}`;
  // a rule that obliges no server is exercised by a request that is neither valid nor invalid
  if (intent !== 'valid') yield* rulesOf(testCase);
  for (const { in: place, name, examples } of operation.parameters) {
    const value = ownMember(request.parameters[place], name);
    if (value === undefined) continue;
    yield `parameter ${place}/${name}`;
    // only a valid request exercises an example
    if (intent === 'valid')
      for (const example of examples)
        if (isDeepStrictEqual(example.value, value))
          yield `example ${requestExample(`${place}/${name}`, example)}`;
  }
  yield* exercisedInBody(operation, request, intent);
}

const rulesOf = (testCase: Case): string[] =>
  (testCase.components ?? [testCase]).map(({ rule }) => `rule ${ruleKey(ofHolder(rule))}`);

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

/** These rules belong to the object, not to the member that breaks them. */
const ofHolders = new Set(['additionalProperties', 'propertyNames']);
const ofHolder = (rule: Rule): Rule =>
  ofHolders.has(rule.keyword) ? { ...rule, pointer: rule.pointer.replace(/\/[^/]*$/, '') } : rule;

/** The items that a response shows. */
function* seenIn(exchange: Exchange): Iterable<string> {
  const response = responseFor(exchange.case.operation, exchange.reply.status);
  const value = jsonOf(exchange)?.value;
  if (response) yield `status ${response.status}`;
  if (!response || value === undefined) return;
  for (const pointer of membersOf(value, '')) yield `member answer ${response.status} ${pointer}`;
  for (const example of shownExamples(mediaTypeOf(exchange)?.examples ?? [], value))
    yield `example ${answerExample(response.status, example)}`;
}

/** The pointer of every member of a value; an element of an array is `*`. */
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
 * The documented examples that a response shows: it equals the example, or has its numbers, such as
 * error codes, wherever numbers distinguish the examples.
 */
function shownExamples(examples: readonly NamedExample[], value: Json): NamedExample[] {
  const distinguishing = new Set(
    examples
      .flatMap((example) => [...numbersIn(example.value)].map(([pointer]) => pointer))
      .filter(
        (pointer) =>
          new Set(examples.map((example) => valueAt(example.value, pointer))).size ===
          examples.length,
      ),
  );
  return examples.filter(
    (example) =>
      isDeepStrictEqual(example.value, value) ||
      (distinguishing.size > 0 &&
        [...distinguishing].every(
          (pointer) => valueAt(example.value, pointer) === valueAt(value, pointer),
        )),
  );
}
