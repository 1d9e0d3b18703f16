import { expect, test } from 'vitest';
import { contractOf, description, jsonBody, listen } from '../testing.ts';
import { run } from './run.ts';

const members = (count: number, value: unknown) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`member${index}`, value]));

const answers: readonly {
  why: string;
  schema: object;
  body: unknown;
  findings: number;
  actual: RegExp;
}[] = [
  {
    why: 'a list of wrong elements',
    schema: { type: 'array', items: { type: 'integer' } },
    body: Array(30_000).fill('x'),
    findings: 1,
    actual: /^"x"$/,
  },
  {
    why: 'a text that breaks two rules',
    schema: { type: 'object', properties: { text: { maxLength: 9, pattern: '^a*$' } } },
    body: { text: `${'a'.repeat(1_000_000)}b` },
    findings: 2,
    actual: /^"a{199}… \(1000001 characters\)$/,
  },
  {
    why: 'members that are not allowed',
    schema: { type: 'object', additionalProperties: false },
    body: members(5_000, 1),
    findings: 101,
    actual: /^1$/,
  },
  {
    why: 'objects that lack a member each',
    schema: {
      type: 'object',
      additionalProperties: { type: 'object', required: ['id', 'name'] },
    },
    body: members(5_000, { name: 'n' }),
    findings: 101,
    actual: /^it is missing$/,
  },
  {
    why: 'a large list that is too long, and repeats itself',
    schema: { type: 'array', maxItems: 9, uniqueItems: true },
    body: Array(30_000).fill({ name: 'n' }),
    findings: 2,
    actual: /^\[\{"name":"n"\},.*… \(\d{6} characters\)$/,
  },
];
for (const { why, schema, body, findings, actual } of answers)
  test(`a large response is judged, and its findings are short: ${why}`, async () => {
    const text = JSON.stringify(body);
    await using server = await listen((request, response) => {
      if (request.method !== 'GET') response.writeHead(405, { allow: 'GET' }).end();
      else response.writeHead(200, { 'content-type': 'application/json' }).end(text);
    });
    const contract = contractOf(
      description({
        '/things': {
          get: {
            operationId: 'listThings',
            responses: { 200: { description: '', ...jsonBody(schema) } },
          },
        },
      }),
    );
    const target = { contract, target: server.url, credentials: new Map(), values: new Map() };
    const report = await run([target], { timeout: 60_000, operations: [] });
    const found = report.findings.filter(({ check }) => check === 'body-matches-schema');
    expect(found).toHaveLength(findings);
    for (const finding of found) {
      expect(finding.actual).toMatch(actual);
      expect(JSON.stringify(finding).length).toBeLessThan(5000);
    }
  });
