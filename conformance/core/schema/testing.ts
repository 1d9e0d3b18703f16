import { expect, test } from 'vitest';
import type { Json } from '../json.ts';
import { contractOf, description, jsonBody } from '../../testing.ts';
import type { Contract } from '../contract/model.ts';
import type { Direction } from './direction.ts';
import { isForbidden, type Schema } from './model.ts';
import { compiled } from './standalone/testing.ts';

type SchemaReader = (schema: unknown, schemas?: object) => Schema;

/** What a schema was read from. */
const readFrom = new WeakMap<
  Schema,
  { readonly contract: Contract; readonly direction: Direction }
>();

function read(node: object, schemas: object, direction: Direction): Schema {
  const post = { responses: { 200: { description: 'Done.' } }, ...node };
  const contract = contractOf(description({ '/things': { post } }, { components: { schemas } }));
  const { requestBody, responses } = contract.operations[0]!;
  const [mediaType] = direction === 'request' ? requestBody!.content : responses[0]!.content;
  readFrom.set(mediaType!.schema!, { contract, direction });
  return mediaType!.schema!;
}

/** Reads a schema for requests; `schemas` are the components it may refer to. */
export const schemaOf: SchemaReader = (schema, schemas = {}) =>
  read({ requestBody: jsonBody(schema) }, schemas, 'request');

/** Reads a schema for responses. */
export const responseSchemaOf: SchemaReader = (schema, schemas = {}) =>
  read({ responses: { 200: jsonBody(schema) } }, schemas, 'response');

/** Whether the standalone code of a schema accepts an instance. */
export function isValidStandalone(schema: Schema, instance: Json): boolean {
  const { contract, direction } = readFrom.get(schema)!;
  return compiled(contract.document.documents, [{ schema, direction }])[0]!(instance).isValid;
}

/**
 * One test for each row: `found` holds "pointer keyword" of each violation of the instance. Standalone code
 * must agree.
 */
export function testViolations(
  rows: readonly {
    readonly schema: unknown;
    readonly schemas?: object;
    readonly instance: Json;
    readonly found: readonly string[];
    readonly why: string;
  }[],
  readSchema: SchemaReader = schemaOf,
): void {
  for (const { schema, schemas, instance, found, why } of rows)
    test(`${why}: ${JSON.stringify(instance)}`, () => {
      const schemaRead = readSchema(schema, schemas);
      const violations = schemaRead.validate(instance);
      expect(violations.map(({ pointer, keyword }) => `${pointer} ${keyword}`)).toEqual(found);
      expect(isValidStandalone(schemaRead, instance)).toBe(!isForbidden(violations));
    });
}
