import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { milliseconds, npmCommand, type Bench } from './bench.ts';
import { runNode } from './command.ts';

const operations = 1000;
const schemas = 300;

/** A large description with schemas that refer to one another, some of them to themselves. */
function large(): object {
  const reference = (number: number) => ({ $ref: `#/components/schemas/Thing${number % schemas}` });
  const thing = (_: unknown, number: number) => [
    `Thing${number}`,
    {
      type: 'object',
      required: ['id', 'name'],
      properties: {
        id: { type: 'string', format: 'uuid' },
        name: { type: 'string', minLength: 1, maxLength: 50 },
        kind: { type: 'string', enum: ['one', 'two', 'three'] },
        count: { type: 'integer', minimum: 0, maximum: 100 },
        tags: { type: 'array', items: { type: 'string', maxLength: 10 }, maxItems: 5 },
        ...(number % 10 === 0 ? { parts: { type: 'array', items: reference(number) } } : {}),
        ...(number % 3 === 0 ? { other: reference(number + 1) } : {}),
      },
    },
  ];
  const operation = (_: unknown, number: number) => [
    `/things${number}/{id}`,
    {
      post: {
        operationId: `makeThing${number}`,
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
          { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 100 } },
        ],
        requestBody: {
          required: true,
          content: { 'application/json': { schema: reference(number) } },
        },
        responses: {
          200: {
            description: 'Done.',
            content: { 'application/json': { schema: reference(number + 7) } },
          },
          400: { description: 'Refused.' },
        },
      },
    },
  ];
  return {
    openapi: '3.1.1',
    info: { title: 'Large', version: '1.0.0' },
    paths: Object.fromEntries(Array.from({ length: operations }, operation)) as object,
    components: { schemas: Object.fromEntries(Array.from({ length: schemas }, thing)) as object },
  };
}

/** Reads and plans a large description in a process of its own, with the flags of package.json. */
export const planning: Bench = {
  id: 'planning',
  summary: `a description of ${operations} operations over ${schemas} schemas that refer to one another, read and planned by --dry-run`,
  async measure() {
    const folder = mkdtempSync(join(tmpdir(), 'bench-'));
    try {
      const file = join(folder, 'large.json');
      writeFileSync(file, JSON.stringify(large()));
      const begun = performance.now();
      const { stdout, code, stderr } = await runNode([
        '--import',
        join(import.meta.dirname, 'peak-memory.ts'),
        ...npmCommand('conformance'),
        file,
        '--dry-run',
      ]);
      const time = performance.now() - begun;
      if (code !== 0) throw new Error(`planning ended with ${code}: ${stderr.slice(-500)}`);
      const cases = stdout
        .split('\n')
        .filter((line) => /^(valid|invalid|unspecified) /.test(line)).length;
      const peak = /peak (\d+) MB/.exec(stderr)?.[1] ?? '?';
      return [
        {
          name: `${operations} operations, ${cases} cases`,
          figure: `${milliseconds(time)}, at most ${peak} MB`,
        },
      ];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
