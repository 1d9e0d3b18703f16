import { isDeepStrictEqual } from 'node:util';
import { isOfOperation, jsonOf, mediaTypeOf } from '../../checks/response.ts';
import { isRefusedByName } from '../../core/contract/named-responses.ts';
import { responseFor } from '../../core/contract/responses.ts';
import { ruleKey } from '../../core/http/rule-key.ts';
import type { Exchange } from '../../checks/exchange.ts';
import type { NamedExample } from '../../core/contract/model.ts';
import type { Rule } from '../../core/http/request-part.ts';
import type { Json } from '../../core/json.ts';
import type { Case } from '../../generators/case.ts';
import type { CoverageItem } from '../record.ts';
import { cached } from '../../core/memoize.ts';
import {
  isObject,
  numbersIn,
  ownMember,
  tokensOf,
  valueAt,
  type Node,
} from '../../core/pointer.ts';
import { answerExample, requestExample, type DocumentedItem } from './documented.ts';

/** Records which documented items the exchanges of one operation cover. */
export type CoverageTracker = {
  /** Adds an exchange. */
  readonly enter: (exchange: Exchange) => void;
  readonly items: () => CoverageItem[];
};

export function coverageTracker(documented: readonly DocumentedItem[]): CoverageTracker {
  const reached = new Set<string>();
  const members = membersIn(documented);
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
      for (const key of exercisedBy(exchange.case, members)) reached.add(key);
      for (const key of seenIn(exchange, members)) reached.add(key);
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
function* exercisedBy(testCase: Case, members: Members): Iterable<string> {
  const { operation, request, intent } = testCase;
  yield `operation ${operation.id}`;
  // a rule that obliges no server is exercised by a request that is neither valid nor invalid
  if (intent !== 'valid') yield* rulesOf(testCase);
  for (const { in: place, name, examples } of operation.parameters) {
    const value = ownMember(request.parameters[place], name);
    if (value === undefined) continue;
    yield `parameter ${place}/${name}`;
    for (const example of examples)
      if (exercises(testCase, example, value))
        yield `example ${requestExample(`${place}/${name}`, example)}`;
  }
  yield* exercisedInBody(testCase);
  const { body } = request;
  if (body?.value !== undefined && !body.raw)
    yield* membersOf(body.value, members.get('request body'));
}

const rulesOf = (testCase: Case): string[] =>
  (testCase.components ?? [testCase]).map(({ rule }) => `rule ${ruleKey(ofHolder(rule))}`);

function* exercisedInBody(testCase: Case): Iterable<string> {
  const { operation, request } = testCase;
  if (request.body?.value === undefined || request.body.raw) return;
  const { documented, value } = request.body;
  const content = operation.requestBody?.content ?? [];
  for (const example of content.find(({ name }) => name === documented)?.examples ?? [])
    if (exercises(testCase, example, value)) yield `example ${requestExample('body', example)}`;
}

/** Only a valid request exercises an example, and one in doubt those that are meant to be refused. */
const exercises = ({ operation, intent }: Case, example: NamedExample, value: Json): boolean =>
  (intent === 'valid' || (intent === 'unspecified' && isRefusedByName(operation, example))) &&
  isDeepStrictEqual(example.value, value);

/** These rules belong to the object, not to the member that breaks them. */
const ofHolders = new Set(['additionalProperties', 'propertyNames']);
const ofHolder = (rule: Rule): Rule =>
  ofHolders.has(rule.keyword) ? { ...rule, pointer: rule.pointer.replace(/\/[^/]*$/, '') } : rule;

/** The items that a response shows. */
function* seenIn(exchange: Exchange, members: Members): Iterable<string> {
  const response = responseFor(exchange.case.operation, exchange.reply.status);
  const value = jsonOf(exchange)?.value;
  if (response) yield `status ${response.status}`;
  if (!response || value === undefined) return;
  yield* membersOf(value, members.get(`answer ${response.status}`));
  for (const example of shownExamples(mediaTypeOf(exchange)?.examples ?? [], value))
    yield `example ${answerExample(response.status, example)}`;
}

/** A place in a body, its key where a member is documented there, and the places below it. */
type Place = { key?: string; readonly below: Map<string, Place> };
/** The documented members of bodies, by `request body` and `answer <status>`. */
type Members = ReadonlyMap<string, Place>;

/** The documented members as trees: a large body has many more members than its schema. */
function membersIn(documented: readonly DocumentedItem[]): Members {
  const roots = new Map<string, Place>();
  const begin = (): Place => ({ below: new Map() });
  for (const { kind, name } of documented) {
    if (kind !== 'member') continue;
    const at = name.indexOf(' /');
    let place = cached(roots, name.slice(0, at), begin);
    for (const token of tokensOf(name.slice(at + 1))) place = cached(place.below, token, begin);
    place.key = `${kind} ${name}`;
  }
  return roots;
}

/** The keys of the documented members that a value has; an element of an array is `*`. */
function* membersOf(value: Json, place: Place | undefined): Iterable<string> {
  if (!place || place.below.size === 0) return;
  if (Array.isArray(value)) {
    const element = place.below.get('*');
    for (const item of element ? (value as readonly Json[]) : []) yield* membersOf(item, element);
  } else if (isObject(value)) yield* membersOfObject(value, place);
}

function* membersOfObject(value: Node, { below }: Place): Iterable<string> {
  for (const [name, member] of below) {
    const found = ownMember(value, name) as Json | undefined;
    if (found === undefined) continue;
    if (member.key !== undefined) yield member.key;
    yield* membersOf(found, member);
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
