import type { Scope, Sides } from '../difference.ts';
import type { Whole } from '../schema/whole.ts';
import type { Place, Walk } from '../walk.ts';

/** The schemas of one value, on each side: all of a list apply. */
export type Schemas = Sides<readonly Place[]>;

/** The same, put together. */
export type Wholes = Sides<Whole>;

/**
 * Compares the schemas of one value. What it calls gets it handed in, because schemas hold schemas.
 * @param around where something was added or removed, on the side that has nothing
 */
export type CompareSchemas = (
  walk: Walk,
  schemas: Schemas,
  scope: Scope,
  around: Sides<Place>,
) => void;
