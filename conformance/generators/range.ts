import type { CaseGenerator } from './generator.ts';
import { exact, stepOf } from '../core/instances/instance.ts';
import { allowed, forbidden } from './propose.ts';
import type { Site } from './schema-locations.ts';

/** The nearest outside is one step away, and not 1. @see https://json-schema.org/draft/2020-12/json-schema-validation#section-6.2 */
export const range: CaseGenerator = {
  id: 'range',
  summary:
    'Numbers at the bounds, one step outside of them, and between multiples; large and negative ones where no bound is documented.',
  *generate({ sites }) {
    for (const site of sites) {
      const { shape } = site;
      if (!shape.types.includes('integer') && !shape.types.includes('number')) continue;
      if (shape.enum) continue;
      yield* bounds(site);
      yield* multiples(site);
      if (shape.minimum === undefined && shape.exclusiveMinimum === undefined && site.allows(0))
        yield allowed(site, 'type', 'zero', 0, 'is 0');
      if (shape.minimum === undefined && shape.exclusiveMinimum === undefined && site.allows(-1))
        yield allowed(site, 'type', 'negative', -1, 'is negative, which no bound forbids');
      // beyond 2^53 readers of JSON disagree about a number: RFC 8259, section 6; up to 2^31 few do
      if (
        shape.maximum === undefined &&
        shape.exclusiveMaximum === undefined &&
        shape.format !== 'int32' &&
        site.allows(4_294_967_296)
      )
        yield {
          ...allowed(site, 'type', 'large', 4_294_967_296, 'is larger than 32 bits hold'),
          intent: 'open',
        };
    }
  },
};

/** A step that is finer than any that the schema mentions. */
const fine = ({ shape }: Site) =>
  shape.multipleOf.length > 0 || !shape.types.includes('number')
    ? stepOf(shape)
    : Math.min(
        0.001,
        ...[shape.minimum, shape.maximum, shape.exclusiveMinimum, shape.exclusiveMaximum].flatMap(
          (bound) =>
            bound === undefined || Number.isInteger(bound) ? [] : [10 ** -(decimals(bound) + 1)],
        ),
      );
const decimals = (value: number) => (String(value).split('.')[1] ?? '').length;

function* bounds(site: Site) {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = site.shape;
  const step = fine(site);
  const near = (bound: number, by: number) => exact(bound + by);
  for (const { keyword, bound, inward } of [
    { keyword: 'minimum', bound: minimum, inward: step },
    { keyword: 'maximum', bound: maximum, inward: -step },
  ]) {
    if (bound === undefined) continue;
    if (site.allows(bound))
      yield allowed(site, keyword, `at-${keyword}`, bound, `is at its ${keyword}, ${bound}`);
    const outside = near(bound, -inward);
    yield forbidden(
      site,
      keyword,
      `beyond-${keyword}`,
      outside,
      `is ${outside} where the ${keyword} is ${bound}`,
    );
  }
  for (const { keyword, bound, inward } of [
    { keyword: 'exclusiveMinimum', bound: exclusiveMinimum, inward: step },
    { keyword: 'exclusiveMaximum', bound: exclusiveMaximum, inward: -step },
  ]) {
    if (bound === undefined) continue;
    const inside = near(bound, inward);
    if (site.allows(inside))
      yield allowed(
        site,
        keyword,
        `within-${keyword}`,
        inside,
        `is ${inside}, just within ${bound}`,
      );
    yield forbidden(site, keyword, `at-${keyword}`, bound, `is ${bound}, which the bound excludes`);
  }
}

function* multiples(site: Site) {
  const [step] = site.shape.multipleOf;
  if (step === undefined) return;
  const value = typeof site.value === 'number' ? site.value : 0;
  // half a step, or the nearest whole number where only those are allowed
  const between = [exact(value + step / 2), exact(value - step / 2), value + 1, value - 1].find(
    (candidate) =>
      !isMultiple(candidate, step) &&
      (site.shape.types.includes('number') || Number.isInteger(candidate)),
  );
  if (between !== undefined && !site.allows(between))
    yield forbidden(
      site,
      'multipleOf',
      'between-multiples',
      between,
      `is ${between}, which is no multiple of ${step}`,
    );
  const next = [exact(value + step), exact(value - step)].find((candidate) =>
    site.allows(candidate),
  );
  if (next !== undefined)
    yield allowed(
      site,
      'multipleOf',
      'another-multiple',
      next,
      `is ${next}, another multiple of ${step}`,
    );
}

const isMultiple = (value: number, step: number) => Number.isInteger(exact(value / step));
