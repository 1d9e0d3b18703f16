import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Finding } from '../../../conformance/report/report.ts';
import { folderWith } from '../../../conformance/testing.ts';
import { parameters } from '../pages/operation/parameters.ts';
import { requestBody } from '../pages/operation/request-body.ts';
import { responses } from '../pages/operation/responses.ts';
import { readReference } from '../reference/reference.ts';
import { defaultSettings } from '../settings.ts';
import { sayIn } from '../words/say.ts';
import { ruleTarget } from './rule-target.ts';

const folder = folderWith({
  'openapi.yaml': `
openapi: 3.1.1
info: { title: Things, version: 1.0.0 }
paths:
  /things/{id}:
    parameters:
      - { name: id, in: path, required: true, schema: { type: string, minLength: 2 } }
    post:
      operationId: doThing
      parameters: [{ $ref: '#/components/parameters/Limit' }]
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                name: { type: string, maxLength: 3 }
                tags: { type: array, items: { type: object, properties: { 'a b': { type: string } } } }
      responses:
        '200':
          description: Done.
          headers: { X-Total: { schema: { type: integer } } }
          content:
            application/json: { schema: { $ref: '#/components/schemas/Thing' } }
components:
  parameters:
    Limit: { name: limit, in: query, schema: { type: integer, maximum: 9 } }
  schemas:
    Thing: { type: object, properties: { owner: { $ref: './owner.yaml' } } }
`,
  'owner.yaml': 'type: object\nproperties: { age: { type: integer } }\n',
});
const reference = readReference({
  ...{ api: 'things', file: join(folder, 'openapi.yaml'), typed: folder },
});
const [operation] = reference.operations;
const site = { settings: defaultSettings, say: sayIn('en'), references: [reference] };
const input = { operation: operation!, reference, site };
const blocks = [parameters, requestBody, responses].flatMap((part) => part.blocks(input));

function targetOf(pointer: string, file = join(folder, 'openapi.yaml')) {
  const finding = { source: `${file}:1`, pointer } as Finding;
  const to = ruleTarget(finding, { operation: operation!, reference, say: site.say, blocks });
  return to && 'page' in to ? `${to.page}#${to.anchor ?? ''}` : to;
}

const post = '/paths/~1things~1{id}/post';
const schema = `${post}/requestBody/content/application~1json/schema`;
test.each([
  ['/paths/~1things~1{id}/parameters/0/schema/minLength', 'operations/doThing#parameter-path-id'],
  ['/components/parameters/Limit/schema/maximum', 'operations/doThing#parameter-query-limit'],
  [`${schema}/properties/name/maxLength`, 'operations/doThing#request-body.name'],
  [
    `${schema}/properties/tags/items/properties/a b/type`,
    'operations/doThing#request-body.tags.*.a_b',
  ],
  [`${schema}/required`, 'operations/doThing#request-body'],
  [`${post}/responses/200/headers/X-Total`, 'operations/doThing#response-200-header-X-Total'],
  [`${post}/responses/200/content/application~1json`, 'operations/doThing#response-200'],
  [`${post}/responses`, 'operations/doThing#responses'],
  ['/components/schemas/Thing/properties/owner', 'operations/doThing#response-200.owner'],
])('the rule %s is told at %s', (pointer, to) => {
  expect(targetOf(pointer)).toBe(`things/${to}`);
});

test('a rule of a file of its own is told on the page of its schema', () => {
  expect(targetOf('/properties/age/type', join(folder, 'owner.yaml'))).toBe(
    'things/schemas/owner#age',
  );
});

test('a report that was made in another folder names the same files', () => {
  const [last] = folder.split('/').slice(-1);
  expect(targetOf(`${schema}/properties/name/maxLength`, `/home/ada/${last}/openapi.yaml`)).toBe(
    'things/operations/doThing#request-body.name',
  );
});

test.each([
  ['an operation has no anchor of its own', post, undefined],
  ['nor has what is not there', '/paths/~1others/get/responses', undefined],
])('%s', (_, pointer, to) => {
  expect(targetOf(pointer)).toBe(to);
});

test('a file that the description does not have is told nowhere', () => {
  expect(targetOf(`${post}/responses`, 'elsewhere/other.yaml')).toBeUndefined();
});
