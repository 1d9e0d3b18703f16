import {
  isNamed,
  isRefusedByName,
  responsesNamed,
} from '../../../conformance/core/contract/named-responses.ts';
import type { Contract, Operation, Parameter } from '../../../conformance/core/contract/model.ts';
import type { RequestViolation } from '../../../conformance/core/http/request-part.ts';
import type { Readable } from '../../../conformance/core/http/runtime-expression.ts';
import { equalJson } from '../../../conformance/core/equal-json.ts';
import type { Json } from '../../../conformance/core/json.ts';
import { cached } from '../../../conformance/core/memoize.ts';
import { ownMember, tokensOf } from '../../../conformance/core/pointer.ts';
import { statusOf, type NamedAnswer } from './select-response.ts';

/** A request as it was read, and the rules for which the mock refuses it. */
export type Examined = { readonly read: Readable; readonly broken: readonly RequestViolation[] };

/** Finds the answer to a request by its content; `undefined` where no example says it. */
export type ByContent = (operation: Operation, examined: Examined) => NamedAnswer | undefined;

/** A part of a request, and the values that it has in the examples of one name. */
type Part = {
  readonly in: Parameter['in'] | 'body';
  /** The name of a parameter; none for the body. */
  readonly name: string;
  readonly values: readonly Json[];
  /** Whether they are meant to be refused. */
  readonly isRefused: boolean;
};

/** The request examples of one name, and the answers that have an example of that name. */
type Pair = { readonly parts: readonly Part[]; readonly answers: readonly NamedAnswer[] };

/**
 * Chooses responses by the names of examples: a request that equals all request examples of a name gets
 * the response example of that name. The most specific name wins. What is compared is
 * found once for each operation.
 */
export function byContent(contract: Contract): ByContent {
  const pairs = new WeakMap<Operation, readonly Pair[]>();
  return (operation, examined) => {
    for (const pair of cached(pairs, operation, () => pairsOf(contract, operation))) {
      const answer = answerOf(pair, examined);
      if (answer) return answer;
    }
    return undefined;
  };
}

/**
 * A broken request gets only a refusal, and only if the examples are about what is broken; any other one
 * gets a refusal only if they are meant to be refused.
 */
function answerOf({ parts, answers }: Pair, { read, broken }: Examined): NamedAnswer | undefined {
  const isValid = broken.length === 0;
  const fitting = answers.find(({ isRefusal }) => isRefusal !== isValid);
  const isRefused = isValid && parts.some((part) => part.isRefused);
  const answer = fitting ?? (isRefused ? answers[0] : undefined);
  const isMeant = answer && broken.every((each) => parts.some((part) => isIn(part, each)));
  return isMeant && parts.every((part) => equals(part, read)) ? answer : undefined;
}

const isIn = (part: Part, broken: RequestViolation): boolean =>
  part.in === broken.in && (part.in === 'body' || part.name === tokensOf(broken.pointer)[0]);

function equals({ in: place, name, values }: Part, { body, parameters }: Readable): boolean {
  const value = place === 'body' ? body : ownMember(parameters[place], name);
  return value !== undefined && values.some((each) => equalJson(each, value));
}

/** The pairs of an operation, the most specific first: those with most parts. */
function pairsOf(contract: Contract, operation: Operation): readonly Pair[] {
  return [...partsByName(operation)]
    .map(([name, parts]) => ({ parts, answers: answersNamed(contract, operation, name, parts) }))
    .filter(({ answers }) => answers.length > 0)
    .toSorted((one, other) => weightOf(other) - weightOf(one));
}

/** A body says more than one parameter, and less than two. */
const weightOf = ({ parts }: Pair): number =>
  parts.reduce((sum, part) => sum + (part.in === 'body' ? 1.5 : 1), 0);

function partsByName(operation: Operation): ReadonlyMap<string, Part[]> {
  const { parameters, requestBody } = operation;
  const found = new Map<string, Part[]>();
  const bodies = requestBody?.content.flatMap(({ examples }) => examples) ?? [];
  const documented = [
    ...parameters.map(({ in: place, name, examples }) => ({ in: place, name, examples })),
    { in: 'body', name: '', examples: bodies } as const,
  ];
  for (const { examples, ...place } of documented)
    for (const [name, ofName] of Map.groupBy(examples.filter(isNamed), (each) => each.name)) {
      const isRefused = ofName.some((each) => isRefusedByName(operation, each));
      const part = { ...place, isRefused, values: ofName.map(({ value }) => value) };
      cached(found, name, (): Part[] => []).push(part);
    }
  return found;
}

function answersNamed(
  contract: Contract,
  operation: Operation,
  name: string,
  parts: readonly Part[],
): readonly NamedAnswer[] {
  const choice = `${inWords(parts)} the request example "${name}"`;
  return responsesNamed(operation, name)
    .map(({ response, isRefusal }) => {
      // a `default` that is no refusal documents the only success
      const isOpen = response.status === 'default' && !isRefusal;
      const status = isOpen ? 200 : statusOf(contract, operation, response, name);
      return { status, example: name, isRefusal, choice };
    })
    .filter(({ status }) => status >= 200);
}

function inWords(parts: readonly Part[]): string {
  const names = parts.map(({ in: place, name }) =>
    place === 'body' ? 'the body' : `the ${place} parameter "${name}"`,
  );
  return `${names.join(' and ')} ${names.length > 1 ? 'equal' : 'equals'}`;
}
