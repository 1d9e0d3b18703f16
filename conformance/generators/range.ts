import type { CaseGenerator } from './generator.ts';
import { exact, stepOf } from '../core/instances/make-number.ts';
import { allowed, forbidden } from './propose.ts';
import type { SchemaLocation } from './schema-locations.ts';

/**
 * The nearest outside is one step away, and not 1.
 * @see https://json-schema.org/draft/2020-12/json-schema-validation#section-6.2
 */
export const range: CaseGenerator = {
  id: 'range',
  summary:
    'Numbers at the bounds, one step outside of them, and between multiples; large and negative ones where no bound is documented.',
  *generate({ schemaLocations: locations }) {
    for (const location of locations) {
      const { flat } = location;
      if (!flat.types.includes('integer') && !flat.types.includes('number')) continue;
      if (flat.enum) continue;
      yield* bounds(location);
      yield* multiples(location);
      if (flat.minimum === undefined && flat.exclusiveMinimum === undefined && location.allows(0))
        yield allowed(location, { keyword: 'type', name: 'zero', value: 0, reason: 'is 0' });
      if (flat.minimum === undefined && flat.exclusiveMinimum === undefined && location.allows(-1))
        yield allowed(location, {
          keyword: 'type',
          name: 'negative',
          value: -1,
          reason: 'is negative, which no bound forbids',
        });
      // beyond 2^53 readers of JSON disagree about a number: RFC 8259, section 6; up to 2^31 few do
      if (
        flat.maximum === undefined &&
        flat.exclusiveMaximum === undefined &&
        flat.format !== 'int32' &&
        location.allows(4_294_967_296)
      )
        yield {
          ...allowed(location, {
            keyword: 'type',
            name: 'large',
            value: 4_294_967_296,
            reason: 'is larger than 32 bits hold',
          }),
          intent: 'unspecified',
        };
    }
  },
};

/** A step that is finer than any that the schema mentions. */
const fine = ({ flat }: SchemaLocation) =>
  flat.multipleOf.length > 0 || !flat.types.includes('number')
    ? stepOf(flat)
    : Math.min(
        0.001,
        ...[flat.minimum, flat.maximum, flat.exclusiveMinimum, flat.exclusiveMaximum].flatMap(
          (bound) =>
            bound === undefined || Number.isInteger(bound) ? [] : [10 ** -(decimals(bound) + 1)],
        ),
      );
const decimals = (value: number) => (String(value).split('.')[1] ?? '').length;

function* bounds(location: SchemaLocation) {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = location.flat;
  const step = fine(location);
  const near = (bound: number, by: number) => exact(bound + by);
  for (const { keyword, bound, inward } of [
    { keyword: 'minimum', bound: minimum, inward: step },
    { keyword: 'maximum', bound: maximum, inward: -step },
  ]) {
    if (bound === undefined) continue;
    if (location.allows(bound))
      yield allowed(location, {
        keyword,
        name: `at-${keyword}`,
        value: bound,
        reason: `is at its ${keyword}, ${bound}`,
      });
    const outside = near(bound, -inward);
    yield forbidden(location, {
      keyword,
      name: `beyond-${keyword}`,
      value: outside,
      reason: `is ${outside} where the ${keyword} is ${bound}`,
    });
  }
  for (const { keyword, bound, inward } of [
    { keyword: 'exclusiveMinimum', bound: exclusiveMinimum, inward: step },
    { keyword: 'exclusiveMaximum', bound: exclusiveMaximum, inward: -step },
  ]) {
    if (bound === undefined) continue;
    const inside = near(bound, inward);
    if (location.allows(inside))
      yield allowed(location, {
        keyword,
        name: `within-${keyword}`,
        value: inside,
        reason: `is ${inside}, just within ${bound}`,
      });
    yield forbidden(location, {
      keyword,
      name: `at-${keyword}`,
      value: bound,
      reason: `is ${bound}, which the bound excludes`,
    });
  }
}

function* multiples(location: SchemaLocation) {
  const [step] = location.flat.multipleOf;
  if (step === undefined) return;
  const value = typeof location.value === 'number' ? location.value : 0;
  // half a step, or the nearest whole number where only those are allowed
  const between = [exact(value + step / 2), exact(value - step / 2), value + 1, value - 1].find(
    (candidate) =>
      !isMultiple(candidate, step) &&
      (location.flat.types.includes('number') || Number.isInteger(candidate)),
  );
  if (between !== undefined && !location.allows(between))
    yield forbidden(location, {
      keyword: 'multipleOf',
      name: 'between-multiples',
      value: between,
      reason: `is ${between}, which is no multiple of ${step}`,
    });
  const next = [exact(value + step), exact(value - step)].find((candidate) =>
    location.allows(candidate),
  );
  if (next !== undefined)
    yield allowed(location, {
      keyword: 'multipleOf',
      name: 'another-multiple',
      value: next,
      reason: `is ${next}, another multiple of ${step}`,
    });
}

const isMultiple = (value: number, step: number) => Number.isInteger(exact(value / step));
