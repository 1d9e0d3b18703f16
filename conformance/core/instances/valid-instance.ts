import type { Json } from '../json.ts';
import { isForbidden, type Alternatives, type FlatSchema, type Schema } from '../schema/model.ts';
import { turnOf } from './choices.ts';
import { makeInstance, makeOf, type Making } from './make.ts';

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
  { extent = 'required', omit = 'readOnly', branch }: Wanted = {},
): Json | undefined {
  for (const making of makings(extent, omit)) {
    const value = branch ? makeOf(branch, making) : makeInstance(alternatives, making);
    if (fits(value)) return value;
  }
  return undefined;
}

/** The first instance that is valid, else the first that nothing forbids for sure. */
export function firstAllowed(
  alternatives: Alternatives,
  validate: Schema['validate'],
  wanted: Wanted = {},
): Json | undefined {
  let open: Json | undefined;
  const isValid = (value: Json): boolean => {
    const broken = validate(value);
    if (open === undefined && !isForbidden(broken)) open = value;
    return broken.length === 0;
  };
  return firstValid(alternatives, isValid, wanted) ?? open;
}

/** The ways of making a value, in the order in which they are tried. */
function* makings(extent: 'required' | 'all', omit: Making['omit']): Iterable<Making> {
  for (const tried of [extent, extent === 'all' ? 'required' : 'all'] as const)
    for (const examples of [true, false])
      for (let turn = 0; turn < tries; turn += 1)
        yield { extent: tried, omit, choices: turnOf(turn), examples };
}

/** A valid instance of a schema, or one in doubt; `undefined` if neither could be made. */
export const validInstance = (
  schema: Schema,
  extent: 'required' | 'all',
  omit: Making['omit'] = 'readOnly',
): Json | undefined => firstAllowed(schema.alternatives, schema.validate, { extent, omit });

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
