import { tokensOf } from '../pointer.ts';
import type { FlatSchema, Schema } from './model.ts';

/** The schemas of the value at a pointer into a value of a schema, by its plainest alternatives. */
export const schemasAt = (schema: Schema | undefined, pointer: string): readonly FlatSchema[] =>
  tokensOf(pointer).reduce<readonly FlatSchema[]>(
    ([flat], name) =>
      (/^\d+$/.test(name) && flat?.items ? flat.items() : flat?.properties.get(name)?.()) ?? [],
    schema?.alternatives() ?? [],
  );
