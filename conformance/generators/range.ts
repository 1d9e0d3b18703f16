import { isExact } from '../core/http/bodies/interoperable.ts';
import { exact, stepOf } from '../core/instances/make-number.ts';
import type { FlatSchema } from '../core/schema/model.ts';
import { draftsAt } from './drafts-at.ts';
import type { CaseDraft, CaseGenerator } from './generator.ts';
import type { SchemaLocation } from './schema-locations.ts';

/**
 * One step is the smallest difference that the schema allows, which need not be 1.
 * @see https://json-schema.org/draft/2020-12/json-schema-validation#section-6.2
 */
export const range: CaseGenerator = {
  id: 'range',
  summary:
    'Numbers at the bounds, one step beyond them, between multiples, and multiples that a double rounds; large and negative ones where no bound is documented.',
  *generate({ schemaLocations }) {
    for (const location of schemaLocations) {
      const { types, enum: members } = location.flat;
      if (members || !(types.includes('integer') || types.includes('number'))) continue;
      yield* bounds(location);
      yield* multiples(location);
      yield* unbounded(location);
    }
  },
};

const keywords = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'] as const;

function* bounds(location: SchemaLocation): Iterable<CaseDraft> {
  const step = fineStep(location.flat);
  for (const keyword of keywords) {
    const bound = location.flat[keyword];
    if (bound === undefined) continue;
    const { allowed, forbidden } = draftsAt(location, keyword);
    const inward = keyword === 'minimum' || keyword === 'exclusiveMinimum' ? step : -step;
    const [within, inside, beyond, outside] = keyword.startsWith('exclusive')
      ? ['within', exact(bound + inward), 'at', bound]
      : ['at', bound, 'beyond', exact(bound - inward)];
    const wrong = isSure(outside) ? outside : farBeyond(bound, -inward);
    if (isSure(inside) && location.allows(inside))
      yield allowed(`${within}-${keyword}`, inside, `is ${inside}, the ${keyword} is ${bound}`);
    if (wrong !== undefined)
      yield forbidden(`${beyond}-${keyword}`, wrong, `is ${wrong}, the ${keyword} is ${bound}`, {
        // it may break the format as well
        bestEffort: wrong !== outside,
      });
  }
}

/** Whether the number arrives as it was meant: beyond 2^53 one stands for several. */
const isSure = (number: number): boolean => isExact(JSON.stringify(number));

/** The next power of ten beyond a bound that a double does not hold: up to 10^20 it is exact. */
function farBeyond(bound: number, outward: number): number | undefined {
  if (bound * outward < 0) return undefined;
  const power = 10 ** Math.ceil(Math.log10(Math.abs(bound)));
  return power > Math.abs(bound) && power <= 1e20 ? Math.sign(bound) * power : undefined;
}

/** A step that is finer than the bounds, unless a keyword fixes the step. */
function fineStep(flat: FlatSchema): number {
  if (flat.multipleOf.length > 0 || !flat.types.includes('number')) return stepOf(flat);
  const steps = keywords.flatMap((keyword) => {
    const bound = flat[keyword];
    return bound === undefined || Number.isInteger(bound) ? [] : [10 ** -(decimals(bound) + 1)];
  });
  return Math.min(0.001, ...steps);
}

const decimals = (value: number) => (String(value).split('.')[1] ?? '').length;

function* multiples(location: SchemaLocation): Iterable<CaseDraft> {
  const { allowed, forbidden } = draftsAt(location, 'multipleOf');
  const [step] = location.flat.multipleOf;
  if (step === undefined) return;
  const value = typeof location.value === 'number' ? location.value : 0;
  // half a step, or the nearest whole number where only those are allowed
  const between = [exact(value + step / 2), exact(value - step / 2), value + 1, value - 1].find(
    (candidate) =>
      !Number.isInteger(exact(candidate / step)) &&
      (location.flat.types.includes('number') || Number.isInteger(candidate)),
  );
  if (between !== undefined && !location.allows(between))
    yield forbidden(
      'between-multiples',
      between,
      `is ${between}, which is not a multiple of ${step}`,
    );
  const inexact = inexactMultiple(step, location.allows);
  if (inexact !== undefined)
    yield allowed(
      'inexact-multiple',
      inexact,
      `is ${inexact}, a multiple of ${step} whose quotient a double rounds`,
    );
  const next = [exact(value + step), exact(value - step)].find(location.allows);
  if (next !== undefined)
    yield allowed('another-multiple', next, `is ${next}, another multiple of ${step}`);
}

/** A multiple of a decimal step, such as 19.99 of 0.01, that a plain division takes for none. */
const inexactMultiple = (step: number, allows: SchemaLocation['allows']): number | undefined =>
  [1999, 7, 57, 113, 3, 6]
    .map((factor) => Number((factor * step).toPrecision(12)))
    .find((number) => !Number.isInteger(number / step) && allows(number));

function* unbounded(location: SchemaLocation): Iterable<CaseDraft> {
  const { allowed, unspecified } = draftsAt(location, 'type');
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum, format } = location.flat;
  if (location.allows(0)) yield allowed('zero', 0, 'is 0');
  if (minimum === undefined && exclusiveMinimum === undefined && location.allows(-1))
    yield allowed('negative', -1, 'is negative, and no minimum is documented');
  if (maximum !== undefined || exclusiveMaximum !== undefined || format === 'int32') return;
  // beyond it readers of JSON disagree about a number: RFC 8259, section 6
  const largest = Number.MAX_SAFE_INTEGER;
  if (!location.allows(largest)) return;
  // without a format, an integer of 32 bits is what many servers have
  const offer = format === 'int64' ? allowed : unspecified;
  yield offer('largest-exact', largest, `is ${largest}, the largest integer that JSON is sure of`);
}
