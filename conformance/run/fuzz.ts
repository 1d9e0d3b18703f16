import * as fc from 'fast-check';
import type { KnownValues } from '../core/instances/plain-request.ts';
import { contextOf } from '../generators/operation-context.ts';
import { replay } from '../core/instances/choices.ts';
import { makeOf } from '../core/instances/make.ts';
import type { SchemaLocation } from '../generators/schema-locations.ts';
import { encode } from '../core/http/encode-request.ts';
import { readRequest } from '../core/http/read-request.ts';
import type { Operation } from '../core/contract/model.ts';
import type { PlannedRequest } from '../core/http/planned-request.ts';
import type { Json } from '../core/json.ts';
import type { Case } from '../generators/case.ts';
import { unsendableField } from '../core/http/allowed-request.ts';

/** Sends one case and says which defects it showed, by name. */
export type Trial = (testCase: Case) => Promise<readonly string[]>;

export type FuzzOptions = {
  readonly operation: Operation;
  /** Values of the configuration, which no random value replaces. */
  readonly values: KnownValues;
  /** How many requests are tried, apart from those that make one smaller. */
  readonly count: number;
  readonly seed: number;
  /** Names of defects that were found before; `found` adds to it. */
  readonly known: Set<string>;
  readonly trial: Trial;
  /** Reports the smallest request that shows a new defect. */
  readonly found: (testCase: Case) => Promise<void>;
  /** Whether to stop before the next request. */
  readonly stopped: () => boolean;
};

/**
 * Sends random requests: valid ones, and ones that break exactly one rule. Shrinks each request
 * that shows a new defect, then goes on.
 */
export async function fuzz(options: FuzzOptions): Promise<void> {
  const { operation, values, count, seed, known, trial, found, stopped } = options;
  const { base, schemaLocations: locations } = contextOf(operation, values);
  const isPinned = (location: SchemaLocation) =>
    [...values.keys()].some(
      (place) =>
        place === location.pointer ||
        place === `$request.${location.in}.${location.pointer.slice(1)}`,
    );
  const free = locations.filter((location) => !isPinned(location));
  if (free.length === 0) return;
  const changes = fc.array(
    fc
      .constantFrom(...free)
      .chain((location) => valueFor(location).map((value) => ({ location, value }))),
    { minLength: 1, maxLength: 2, size: 'max' },
  );
  let left = count;
  for (let round = 0; left > 0 && !stopped(); round += 1) {
    let number = 0;
    const property = fc.asyncProperty(changes, async (chosen) => {
      number += 1;
      const testCase = caseOf(operation, changed(base, chosen), number);
      if (stopped()) return true;
      // a request that breaks several rules does not count
      fc.pre(testCase !== undefined);
      return (await trial(testCase!)).every((defect) => known.has(defect));
    });
    const { counterexample, numRuns } = await fc.check(property, {
      numRuns: left,
      seed: seed + round,
      endOnFailure: false,
    });
    left -= Math.max(1, numRuns);
    if (!counterexample) return;
    const smallest = caseOf(operation, changed(base, counterexample[0]), count - left);
    if (!smallest) return;
    const before = known.size;
    await found(smallest);
    // a defect that does not show again can't be reported, and would be found forever
    if (known.size === before) return;
  }
}

const changed = (
  base: PlannedRequest,
  changes: readonly { readonly location: SchemaLocation; readonly value: Json }[],
): PlannedRequest =>
  changes.reduce(
    (request, { location, value }) =>
      location.change(value)?.apply(request) ?? (request === base ? location.with(value) : request),
    base,
  );

const randomCase = (operation: string, number: number) => `${operation}/fuzz/${number}`;

/** Whether an id is that of a random case. */
export const isRandomCase = (id: string): boolean => /\/fuzz\/\d+$/.test(id);

/** A request as a case; `undefined` if it breaks several rules or can't be sent. */
function caseOf(operation: Operation, request: PlannedRequest, number: number): Case | undefined {
  const wire = encode(operation, request);
  if (unsendableField(wire)) return undefined;
  const { violations, doubts } = readRequest(operation, wire);
  const [broken, another] = violations;
  // a path without its parameter is another path
  if (another || (broken?.in === 'path' && broken.keyword === 'required')) return undefined;
  const rule = broken ?? doubts[0] ?? { in: 'body', pointer: '', keyword: 'fuzz' };
  const reason = broken
    ? `${broken.in}${broken.pointer} ${broken.message}, which a random value does not do`
    : `it has random values that the contract ${doubts.length > 0 ? 'does not forbid' : 'allows'}`;
  return {
    id: randomCase(operation.id, number),
    generator: 'fuzz',
    origin: 'fuzz',
    operation,
    intent: broken ? 'invalid' : doubts.length > 0 ? 'unspecified' : 'valid',
    variation: 'random',
    rule,
    reason,
    request,
    ...(broken ? { broken } : {}),
    ...(broken?.latitude ? { basis: 'rfc' } : {}),
  };
}

/** Whether a value as text has only one reading. */
function isPlainText(value: Json, location: SchemaLocation): boolean {
  const written = JSON.stringify(value);
  const isNullable = location.alternatives.some(({ types }) => types.includes('null'));
  return (
    !written.includes('null') &&
    !(isNullable && written.includes('""')) &&
    !/\d[eE]/.test(written) &&
    (typeof value !== 'number' || Number.isSafeInteger(Math.trunc(value)))
  );
}

/** Random values for a schema location: from its schema, near its bounds, and any JSON. */
function valueFor(location: SchemaLocation): fc.Arbitrary<Json> {
  const { flat } = location;
  // one longer than allowed
  const longest = Math.min((flat.maxLength ?? 40) + 1, 200);
  const numbers = [
    flat.minimum,
    flat.maximum,
    flat.exclusiveMinimum,
    flat.exclusiveMaximum,
  ].flatMap((bound) => (bound === undefined ? [] : [bound - 1, bound, bound + 1, bound + 0.5]));
  const own: fc.Arbitrary<Json>[] = [
    fc
      .tuple(fc.constantFrom(...location.alternatives), fc.array(fc.nat()))
      .map(([alternative, numbers]) =>
        makeOf(alternative, {
          extent: 'some',
          omit: 'readOnly',
          choices: replay(numbers),
          examples: false,
        }),
      ),
    ...(flat.types.includes('string')
      ? [
          fc.string({ maxLength: longest }),
          fc.string({ unit: 'binary', maxLength: longest }),
          fc.string({ unit: 'grapheme-composite', maxLength: longest }),
        ]
      : []),
    ...(flat.types.includes('integer') ? [fc.integer()] : []),
    ...(flat.types.includes('number')
      ? [fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0)]
      : []),
    ...(numbers.length > 0 ? [fc.constantFrom(...numbers)] : []),
    ...(flat.enum && flat.enum.length > 0 ? [fc.constantFrom(...flat.enum)] : []),
  ];
  // as text, a value of another type may be read in more ways than one
  if (location.isText) return fc.oneof(...own).filter((value) => isPlainText(value, location));
  return fc.oneof(...own, fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>);
}
