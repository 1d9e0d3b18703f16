import { expect, test } from 'vitest';
import { enums } from './enums.ts';
import { examples } from './examples.ts';
import { operations } from './operations.ts';
import { prefer } from './prefer.ts';
import { moduleOf, textOf } from './testing.ts';

const path = `
  /things/{id}:
    parameters:
      - { name: id, in: path, required: true, schema: { type: string }, examples: { one: { value: '1' } } }
      - { name: fields, in: query, explode: false, schema: { type: array, items: { enum: [a, b] } } }
    put:
      operationId: replace-thing
      requestBody:
        content:
          text/plain: { schema: { type: string } }
          application/json:
            schema: { $ref: '#/components/schemas/Thing' }
            examples:
              whole: { $ref: '#/components/examples/whole' }
              broken: { value: { name: 1 } }
          application/x-www-form-urlencoded:
            schema: { type: object, properties: { filter: { type: object } } }
            encoding: { filter: { style: deepObject, explode: true } }
      responses:
        '200':
          description: The thing.
          content: { application/json: { schema: { $ref: '#/components/schemas/Thing' }, examples: { whole: { $ref: '#/components/examples/whole' } } } }
        default:
          description: A refusal.
          content: { application/json: { example: { error: none } } }
    get: { responses: { '204': { description: None } } }`;
const components = `
components:
  examples:
    whole: { value: { name: a, __proto__: { x: 1 }, 'two words': [1, -2.5, null, true], empty: {}, list: [] } }
  schemas:
    Thing:
      type: object
      properties:
        name: { type: string }
        state: { description: Where it is., enum: [on, off, null] }
        states: { type: array, items: { enum: [on, off] } }
        size: { oneOf: [{ const: 1, title: small }, { const: 2 }] }
    thing-state: { enum: [other] }
    Level: { enum: [1, 2] }
    Unlike: { type: string }`;

test('operations: what a client needs, the usual media type first and only unusual styles', async () => {
  const text = await textOf(operations, path, components);
  expect(await moduleOf(text)).toEqual({
    replaceThing: {
      ...{ id: 'replace-thing', method: 'PUT', path: '/things/{id}' },
      request: ['application/json', 'text/plain', 'application/x-www-form-urlencoded'],
      responses: { 200: ['application/json'], default: ['application/json'] },
      styles: { query: { fields: { style: 'form', explode: false } } },
      encoding: { filter: { style: 'deepObject', explode: true } },
    },
    getThingsId: {
      ...{ id: 'get/things/{id}', method: 'GET', path: '/things/{id}', responses: { 204: [] } },
      styles: { query: { fields: { style: 'form', explode: false } } },
    },
  });
  expect(text).toContain('  "replace-thing": typeof replaceThing;\n');
});

test('examples: by operation, part and name, with references resolved and every value as it is', async () => {
  const text = await textOf(examples, path, components);
  const whole = JSON.parse(
    '{"name":"a","__proto__":{"x":1},"two words":[1,-2.5,null,true],"empty":{},"list":[]}',
  );
  const { replaceThing } = await moduleOf(text);
  expect(replaceThing).toEqual({
    parameters: { path: { id: { one: '1' } } },
    request: { whole, broken: { name: 1 } },
    responses: { 200: { whole }, default: { example: { error: 'none' } } },
  });
  expect(Object.keys((replaceThing as { request: { whole: object } }).request.whole)).toEqual(
    Object.keys(whole),
  );
});

test('an example that breaks its schema says so, without a line that moves', async () => {
  const text = await textOf(examples, path, components);
  expect(text.match(/\/\*\* .* \*\//g)).toEqual([
    '/** Not of the documented type: it breaks its schema: "/name" must be string */',
  ]);
});

test('enumerations: named by schema, property and parameter, each name once', async () => {
  const text = await textOf(enums, path, components);
  expect(await moduleOf(text)).toEqual({
    ThingState: ['on', 'off', null],
    ThingStates: ['on', 'off'],
    ThingSize: [1, 2],
    ThingState2: ['other'],
    Level: [1, 2],
    ReplaceThingFields: ['a', 'b'],
    GetThingsIdFields: ['a', 'b'],
  });
  expect(text).toContain(
    '/** Where it is. */\nexport const ThingState = ["on", "off", null] as const;',
  );
});

test('names for Prefer: those that an author gave, by status', async () => {
  const text = await textOf(prefer, path, components);
  expect(text).toContain('| { readonly code?: 200; readonly example?: "whole" }');
  expect(text).toContain('| { readonly code?: number; readonly example?: never }');
});
