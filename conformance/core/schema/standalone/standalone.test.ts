import { join } from 'node:path';
import { expect, test } from 'vitest';
import { missingFormats } from '../../../../scripts/generate/artifacts/schema-code.ts';
import { apis } from '../../../../spec/apis.ts';
import { foreignDescriptions } from '../../../corpus/foreign-descriptions.ts';
import { contractOf, description, jsonBody } from '../../../testing.ts';
import { loadContract } from '../../contract/load.ts';
import { mockedOperations } from '../../contract/mocked-operations.ts';
import type { Contract, MediaType } from '../../contract/model.ts';
import type { Json } from '../../json.ts';
import type { Direction } from '../direction.ts';
import { isForbidden, type Schema } from '../model.ts';
import { compiled, instancesFor } from './testing.ts';

type Judged = {
  readonly schema: Schema;
  readonly direction: Direction;
  readonly documented: Json[];
};

/** The schemas of all bodies and parameters of a description. */
function schemasIn(contract: Contract): readonly Judged[] {
  const found = new Map<Schema, Judged>();
  const add = (direction: Direction, parts: readonly Pick<MediaType, 'schema' | 'examples'>[]) => {
    for (const { schema, examples } of parts)
      if (schema)
        found.set(schema, { schema, direction, documented: examples.map(({ value }) => value) });
  };
  for (const { requestBody, responses, parameters } of mockedOperations(contract)) {
    add('request', [...(requestBody?.content ?? []), ...parameters]);
    for (const { content } of responses) add('response', content);
  }
  return [...found.values()];
}

/** What the two say of the same instances, where they disagree. */
function differencesIn(contract: Contract, count: number) {
  const schemas = schemasIn(contract);
  const validators = compiled(contract.document.documents, schemas);
  const differences: unknown[] = [];
  const cases = { valid: 0, invalid: 0 };
  for (const [index, { schema, direction, documented }] of schemas.entries())
    for (const instance of instancesFor({ schema, direction, documented, count })) {
      const isValid = !isForbidden(schema.validate(instance));
      cases[isValid ? 'valid' : 'invalid'] += 1;
      if (validators[index]!(instance).isValid !== isValid)
        differences.push({ source: schema.source, instance, isValid });
    }
  return { differences, cases };
}

const foreign = new Set(['galaxy', 'konsumation', 'decentraland']);
const described: readonly (readonly [string, string])[] = [
  ...Object.entries(apis).map(([name, file]) => [name, join(process.cwd(), file)] as const),
  ...foreignDescriptions
    .filter(({ name }) => foreign.has(name))
    .map(({ name, file }) => [name, file] as const),
];

test('the module for browsers has both readings of every format', () =>
  expect(missingFormats()).toEqual([]));

test.each(described)('%s: standalone code judges as the runner does', (name, file) => {
  const { differences, cases } = differencesIn(loadContract(name, file), 60);
  expect(differences).toEqual([]);
  expect(cases.valid).toBeGreaterThan(20);
  expect(cases.invalid).toBeGreaterThan(20);
});

test('names of members that look like code are names', () => {
  const names = [
    ...['func0', 'schema1', 'pattern2', 'validate0', 'data', 'vErrors', 'fail', 'escape'],
    ...['constructor', '__proto__', 'toString', 'a"b', "a'b", 'a/b', 'a~b', '\u2028', '${x}', '*/'],
    ...[',schemaPath:"', '",keyword:"type",params:{}', '};\nif(vErrors === null){', '\\'],
  ];
  const member = { type: 'string', minLength: 2, pattern: '^[ab]+$', enum: ['ab', ...names] };
  const members = names.map((name) => `${JSON.stringify(name)}:${JSON.stringify(member)}`);
  const schema =
    JSON.parse(`{"properties":{${members.join(',')}},"required":${JSON.stringify(names)},
    "additionalProperties":false,"patternProperties":{"^func":{"maxLength":3}}}`) as object;
  const contract = contractOf(
    description({ '/': { post: { requestBody: jsonBody(schema), responses: { 204: {} } } } }),
  );
  const [judged] = schemasIn(contract);
  const [validate] = compiled(contract.document.documents, [judged!]);
  for (const value of ['ab', 'a', 'zz'])
    for (const left of ['', ...names]) {
      const pairs = names
        .filter((name) => name !== left)
        .map((name) => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
      const instance = JSON.parse(`{${pairs.join(',')}}`) as Json;
      const violations = judged!.schema.validate(instance);
      const told = validate!(instance).violations;
      const inWords = (list: typeof told) =>
        list.map(({ pointer, keyword, message }) => `${pointer} ${keyword} ${message}`).toSorted();
      expect(inWords(told)).toEqual(inWords(violations));
    }
});
