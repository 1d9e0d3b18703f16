import type { MediaType, Memory, Operation } from '../core/contract/model.ts';
import { isAllowed } from '../core/http/allowed-request.ts';
import type { PlannedRequest } from '../core/http/planned-request.ts';
import { brokenRequest, withoutPlace } from '../core/instances/broken-request.ts';
import { valueIn, withOtherText } from '../core/instances/other-texts.ts';
import { withValue } from '../core/instances/plain-request.ts';
import type { Json } from '../core/json.ts';
import type { Recollection, Step } from './case.ts';
import type { CaseDraft, CaseGenerator, OperationContext } from './generator.ts';

/**
 * What `x-memory` promises shows only over several requests.
 * @see ../../spec/README.md
 */
export const memory: CaseGenerator = {
  id: 'memory',
  summary:
    'Where `x-memory` says what a server keeps: the same thing with another value, which must be shown; a request that does not give it, after others that were refused or about another thing.',
  *generate(context) {
    for (const { content } of context.operation.responses)
      for (const mediaType of content)
        if (mediaType.memory) yield* draftsFor(mediaType.memory, mediaType, context);
  },
};

function* draftsFor(
  { of, key, keeps, recalls }: Memory,
  { echo }: MediaType,
  context: OperationContext,
): Iterable<CaseDraft> {
  for (const [name, place] of keeps) {
    const isRecalled = [...recalls.values()].includes(name);
    const isShown = isRecalled || [...echo.values()].includes(place);
    const values = isShown && valuesOf(key, place, context);
    if (!values) continue;
    const thing = { of, key, name, place, values, isRecalled };
    yield otherValue(thing);
    if (!isRecalled) continue;
    // where every valid request gives the value, none recalls it
    const plain = without(values.first, place, context.operation);
    if (!plain) continue;
    // what a server shows by default may be the same number or boolean
    const isTelling =
      typeof valueIn(values.first, place) === 'string' &&
      !context.known.has(key) &&
      !needsThing(context.operation);
    const other = isTelling ? withOtherText(context.operation, plain, key, 9203) : undefined;
    yield recalled({ ...thing, plain, other }, context.operation);
  }
}

/** Whether an operation refuses requests about a thing that is not there, so that it makes none. */
const needsThing = ({ refusals }: Operation): boolean => refusals.has('absent');

/** Requests about one thing that give different values. */
type Values = { readonly first: PlannedRequest; readonly second: PlannedRequest };

type Thing = {
  readonly of: string;
  readonly key: string;
  readonly name: string;
  readonly place: string;
  readonly values: Values;
  readonly isRecalled: boolean;
};

const rule = { in: 'body', pointer: '', keyword: 'memory' } as const;

/** Requests with a key of their own; `undefined` where the values can't be chosen. */
function valuesOf(
  key: string,
  place: string,
  { operation, base, full, known }: OperationContext,
): Values | undefined {
  const isKnown = (expression: string) =>
    known.has(expression) || known.has(expression.replace('$request.body#', ''));
  const start = [base, full].find((request) => valueIn(request, place) !== undefined);
  if (!start || valueIn(start, key) === undefined || isKnown(place)) return undefined;
  const isGiven = isKnown(key) || needsThing(operation);
  const keyed = isGiven ? start : withOtherText(operation, start, key, 9201);
  const [first, second] = keyed ? otherValues(operation, keyed, place) : [];
  return first && second && { first, second };
}

function otherValues(
  operation: Operation,
  request: PlannedRequest,
  place: string,
): readonly PlannedRequest[] {
  const value = valueIn(request, place);
  if (typeof value === 'string')
    return [9301, 9302].flatMap((number) => withOtherText(operation, request, place, number) ?? []);
  const others: readonly Json[] =
    typeof value === 'boolean'
      ? [value, !value]
      : typeof value === 'number'
        ? [value, value + 1]
        : [];
  return others
    .map((other) => withValue(request, place, other))
    .filter((candidate) => isAllowed(operation, candidate));
}

function otherValue({ of, name, place, values, isRecalled }: Thing): CaseDraft {
  const kept = recollection({ name, place, kind: 'kept', by: 2 }, values.second);
  return {
    name: `${name}/other-value`,
    intent: 'valid',
    rule,
    reason: `it gives a known ${of} another \`${name}\``,
    request: values.second,
    steps: [
      accepted(values.first, `gives the ${of} a \`${name}\``),
      {
        ...accepted(values.second, `gives the same ${of} another \`${name}\``),
        ...(isRecalled ? { recalls: [kept] } : {}),
      },
    ],
  };
}

/** @param thing with requests that do not give the value: about the thing, and about another one */
function recalled(
  thing: Thing & { readonly plain: PlannedRequest; readonly other: PlannedRequest | undefined },
  operation: Operation,
): CaseDraft {
  const { of, key, name, place, values, plain, other } = thing;
  const broken = brokenRequest(operation, values.second, [place, key]);
  const wrong: PlannedRequest = { ...values.second, credentials: 'wrong' };
  const refusals = [
    ...(broken ? [refused(broken, `gives another \`${name}\` and breaks a rule`)] : []),
    ...(operation.security.length > 0
      ? [refused(wrong, `gives another \`${name}\` with wrong credentials`)]
      : []),
  ];
  const recalls = [
    recollection({ name, place, kind: 'kept', by: 1 }, values.first),
    ...refusals.map(({ request }, index) =>
      recollection({ name, place, kind: 'refused', by: index + 2 }, request),
    ),
  ];
  const others = other ? [aboutAnother(thing, other)] : [];
  return {
    name: `${name}/recalled`,
    intent: 'valid',
    rule,
    reason: `it gives no \`${name}\` of a ${of} whose \`${name}\` is known`,
    request: plain,
    steps: [
      accepted(values.first, `gives a ${of} a \`${name}\``),
      ...refusals,
      ...others,
      { ...accepted(plain, `is about the ${of} of request 1 and gives no \`${name}\``), recalls },
    ],
  };
}

function aboutAnother({ of, name, place, values }: Thing, request: PlannedRequest): Step {
  const recalls = [recollection({ name, place, kind: 'other', by: 1 }, values.first)];
  return { ...accepted(request, `is about another ${of} and gives no \`${name}\``), recalls };
}

const accepted = (request: PlannedRequest, purpose: string): Step => ({
  request,
  intent: 'valid',
  outcome: 'success',
  purpose,
});

const refused = (request: PlannedRequest, purpose: string): Step => ({
  request,
  intent: 'unspecified',
  outcome: 'refusal',
  purpose,
});

function recollection(
  { place, ...about }: Omit<Recollection, 'value'> & { readonly place: string },
  request: PlannedRequest,
): Recollection {
  return { ...about, value: valueIn(request, place)! };
}

/** An allowed request without the value at a place, if there is one. */
function without(
  request: PlannedRequest,
  expression: string,
  operation: Operation,
): PlannedRequest | undefined {
  const left = withoutPlace(request, expression);
  return left && isAllowed(operation, left) ? left : undefined;
}
