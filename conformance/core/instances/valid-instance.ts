import type { Json } from '../json.ts';
import { cached } from '../memoize.ts';
import { isForbidden, type Alternatives, type FlatSchema, type Schema } from '../schema/model.ts';
import { UserError } from '../user-error.ts';
import { turnOf } from './choices.ts';
import { makeInstance, makeOf, type Making } from './make.ts';
import { repaired } from './repair.ts';

/** The number of values that are tried for each way of making one. */
const tries = 6;

export type Wanted = {
  /** The optional members that are tried first: `required` by default, which is none. */
  readonly extent?: 'required' | 'all';
  /** `readOnly` by default. */
  readonly omit?: Making['omit'];
  /** Only instances of this branch. */
  readonly branch?: FlatSchema;
};

/** The first instance of some alternatives that fits; `undefined` if no tried one does. */
export function firstValid(
  alternatives: Alternatives,
  fits: (value: Json) => boolean,
  wanted: Wanted = {},
): Json | undefined {
  for (const value of instances(alternatives, wanted)) if (fits(value)) return value;
  return undefined;
}

/** The first instance that is valid, else the first that nothing forbids for sure. */
export function firstAllowed(
  alternatives: Alternatives,
  validate: Schema['validate'],
  wanted: Wanted = {},
): Json | undefined {
  let allowed: { readonly value: Json } | undefined;
  for (const value of instances(alternatives, wanted)) {
    const violations = validate(value);
    if (violations.length === 0) return value;
    if (isForbidden(violations)) continue;
    allowed ??= { value };
    // every other value would leave the same unknown format in doubt, and show fewer members
    if (wanted.extent === 'all' && violations.every(({ keyword }) => keyword === 'format')) break;
  }
  return allowed?.value;
}

/** Each once. Throws a `UserError` in place of the first one if every one would be too large. */
function* instances(
  alternatives: Alternatives,
  { extent = 'required', omit = 'readOnly', branch }: Wanted,
): Iterable<Json> {
  let tooLarge: UserError | undefined;
  const made = new Set<string>();
  for (const making of makings(extent, omit)) {
    try {
      const value = branch ? makeOf(branch, making) : makeInstance(alternatives, making);
      const text = JSON.stringify(value);
      // where there is little to choose, most ways make the same value
      if (!made.has(text)) yield value;
      made.add(text);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      tooLarge ??= error;
    }
  }
  if (made.size === 0 && tooLarge) throw tooLarge;
}

/** The ways of making a value, in the order in which they are tried. */
function* makings(extent: 'required' | 'all', omit: Making['omit']): Iterable<Making> {
  for (const tried of [extent, extent === 'all' ? 'required' : 'all'] as const)
    for (const examples of [true, false])
      for (let turn = 0; turn < tries; turn += 1)
        yield { extent: tried, omit, choices: turnOf(turn), examples };
}

type Made = { readonly value: Json | undefined };

const known = new WeakMap<Schema, Map<string, Made>>();

/**
 * A valid instance of a schema, or one in doubt; `undefined` if neither could be made. Each is made once,
 * because hard ones take long.
 */
export function validInstance(
  schema: Schema,
  extent: 'required' | 'all',
  omit: Making['omit'] = 'readOnly',
): Json | undefined {
  const ofSchema = cached(known, schema, () => new Map<string, Made>());
  return cached(ofSchema, `${extent} ${omit}`, () => ({ value: made(schema, extent, omit) })).value;
}

function made(schema: Schema, extent: 'required' | 'all', omit: Making['omit']): Json | undefined {
  const allowed = firstAllowed(schema.alternatives, schema.validate, { extent, omit });
  if (allowed !== undefined) return allowed;
  const making = { omit, choices: turnOf(0), examples: false };
  for (const tried of [extent, 'required'] as const) {
    const broken = makeInstance(schema.alternatives, { ...making, extent: tried });
    const value = repaired(schema, broken, omit);
    if (value !== undefined) return value;
  }
  return undefined;
}

/**
 * A valid instance with the documented examples of its objects in it; `undefined` if there are none,
 * or none that fits.
 */
export function exampleInstance(
  schema: Schema,
  omit: Making['omit'],
  extent: 'required' | 'all' = 'all',
): Json | undefined {
  for (let turn = 0; turn < tries; turn += 1) {
    let hasExample = false;
    const noteExample = () => {
      hasExample = true;
    };
    const choices = turnOf(turn);
    const making = { extent, omit, choices, examples: true, noteExample };
    const value = makeInstance(schema.alternatives, making);
    if (!hasExample) return undefined;
    if (schema.validate(value).length === 0) return value;
  }
  return undefined;
}

/** The plainest instance of a schema; if it is invalid, its violations say why. */
export const plainestInstance = (schema: Schema, omit: Making['omit']): Json =>
  makeInstance(schema.alternatives, {
    extent: 'required',
    omit,
    choices: turnOf(0),
    examples: false,
  });
