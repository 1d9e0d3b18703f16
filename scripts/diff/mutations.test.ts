import { expect, test } from 'vitest';
import { isObject, pointerOf } from '../../conformance/core/pointer.ts';
import { changesBetween } from './changes-between.ts';
import { described, edited, type Editable } from './testing.ts';

/** Data, and members of maps whose names an author chose. */
const data = new Set(['default', 'enum', 'example', 'examples', 'const', 'value']);

/** Every member of a description, by its tokens. */
function* membersIn(node: unknown, tokens: readonly string[] = []): Generator<readonly string[]> {
  if (typeof node !== 'object' || node === null) return;
  for (const [name, value] of Object.entries(node)) {
    yield [...tokens, name];
    if (!data.has(name)) yield* membersIn(value, [...tokens, name]);
  }
}

const holderOf = (shop: Editable, tokens: readonly string[]): Editable =>
  tokens.slice(0, -1).reduce((node, token) => node[token], shop);

/** A member with another value: as little different as its type allows. */
function other(value: unknown): unknown {
  if (typeof value === 'string') return `${value}x`;
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  return Array.isArray(value) && value.length > 0 ? value.slice(1) : undefined;
}

/** What says nothing where it is: versions are told apart, and what requests hide is for responses. */
const saysNothing = /^\/(?:openapi|info\/version)$|\/writeOnly$/;

/** Everything that a description can say, once. */
const full = edited((shop) => {
  const { NewPet } = shop.components.schemas;
  Object.assign(NewPet, {
    minProperties: 1,
    maxProperties: 20,
    additionalProperties: { type: 'string', maxLength: 9 },
    patternProperties: { '^x-': { type: 'string' } },
    propertyNames: { maxLength: 30 },
    dependentRequired: { age: ['born'] },
    dependentSchemas: { age: { required: ['note'] } },
    not: { required: ['forbidden'] },
    if: { required: ['age'] },
    then: { required: ['born'] },
    else: { minProperties: 2 },
  });
  Object.assign(NewPet.properties, {
    tags: {
      ...{ type: 'array', minItems: 1, maxItems: 9, uniqueItems: true },
      prefixItems: [{ type: 'string', pattern: '^a' }],
      items: { type: 'number', multipleOf: 5, exclusiveMinimum: 0 },
      contains: { const: 10 },
    },
    photo: { type: 'string', contentEncoding: 'base64', contentMediaType: 'image/png' },
    secret: { type: 'string', writeOnly: true },
    old: { type: 'string', deprecated: true },
    xml: { type: 'string', xml: { attribute: true } },
  });
  shop.paths['/pets'].post.callbacks = {
    made: {
      '{$request.body#/url}': {
        post: {
          requestBody: { content: { 'application/json': { schema: { type: 'object' } } } },
          responses: { 204: { description: 'Taken.' } },
        },
      },
    },
  };
  shop.webhooks = {
    sold: { post: { responses: { 200: { description: 'Taken.' } } } },
  };
  shop.servers[0].variables = { region: { default: 'eu' } };
  shop.paths['/pets'].get.responses[200].links = { next: { operationId: 'listPets' } };
});

test.each([...membersIn(full)].map((tokens) => [pointerOf(tokens), tokens] as const))(
  '%s: another value or none is a change',
  (pointer, tokens) => {
    if (saysNothing.test(pointer)) return;
    const name = tokens.at(-1)!;
    const removed = structuredClone(full);
    const holder = holderOf(removed, tokens);
    if (Array.isArray(holder)) holder.splice(Number(name), 1);
    else delete holder[name];
    const edits = [removed];
    const changedValue = other(holderOf(full, tokens)[name]);
    if (changedValue !== undefined) {
      const changed = structuredClone(full);
      holderOf(changed, tokens)[name] = changedValue;
      edits.push(changed);
    }
    for (const edit of edits) {
      if (!isObject(edit.paths)) continue;
      expect(changesBetween(described(full), described(edit))).not.toEqual([]);
      expect(changesBetween(described(edit), described(full))).not.toEqual([]);
    }
  },
);
