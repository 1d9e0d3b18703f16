import { expect, test } from 'vitest';
import type { Json } from '../json.ts';
import { jsonBody, operationOf } from '../../testing.ts';
import type { Schema } from './model.ts';

type SchemaReader = (schema: unknown, schemas?: object) => Schema;

/** Reads a schema for requests; `schemas` are the components it may refer to. */
export const schemaOf: SchemaReader = (schema, schemas = {}) =>
  operationOf({ requestBody: jsonBody(schema) }, { components: { schemas } }).requestBody!
    .content[0]!.schema!;

/** Reads a schema for responses. */
export const responseSchemaOf: SchemaReader = (schema, schemas = {}) =>
  operationOf({ responses: { 200: jsonBody(schema) } }, { components: { schemas } }).responses[0]!
    .content[0]!.schema!;

/** One test for each row: `found` holds "pointer keyword" of each violation of the instance. */
export function testViolations(
  rows: readonly {
    readonly schema: unknown;
    readonly schemas?: object;
    readonly instance: Json;
    readonly found: readonly string[];
    readonly why: string;
  }[],
  read: SchemaReader = schemaOf,
): void {
  for (const { schema, schemas, instance, found, why } of rows)
    test(`${why}: ${JSON.stringify(instance)}`, () =>
      expect(
        read(schema, schemas)
          .validate(instance)
          .map(({ pointer, keyword }) => `${pointer} ${keyword}`),
      ).toEqual(found));
}
