import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { contractOf, description, jsonBody, listen } from '../testing.ts';
import { run } from './run.ts';

/** A user is known by an id; one who gives no name keeps the last. */
const users = contractOf(
  description({
    '/users': {
      post: {
        operationId: 'putUser',
        'x-refusals': { invalid: { response: '400', example: 'e' } },
        requestBody: {
          required: true,
          ...jsonBody(
            {
              type: 'object',
              required: ['id', 'role'],
              properties: {
                id: { type: 'string' },
                role: { type: 'string' },
                name: { type: 'string' },
              },
            },
            { example: { id: 'ada', role: 'admin', name: 'Ada' } },
          ),
        },
        responses: {
          200: {
            description: '',
            ...jsonBody(
              { type: 'object' },
              {
                'x-echo': { '/id': '$request.body#/id', '/name': '$request.body#/name' },
                'x-memory': {
                  of: 'user',
                  key: '$request.body#/id',
                  keeps: { name: '$request.body#/name' },
                  recalls: { '/name': 'name' },
                },
              },
            ),
          },
          400: {
            description: '',
            ...jsonBody({ type: 'object' }, { examples: { e: { value: {} } } }),
          },
        },
      },
    },
  }),
);

type User = { readonly id: string; readonly role?: string; readonly name?: string };
type Names = Map<string, string | undefined>;
type Service = {
  /** The name that the answer shows. */
  readonly named?: (user: User, names: Names) => string | undefined;
  readonly refused?: (user: User, names: Names) => void;
};

async function read(request: IncomingMessage): Promise<User | undefined> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  try {
    return JSON.parse(Buffer.concat(chunks).toString()) as User;
  } catch {
    return undefined;
  }
}

const remembered = ({ id, name }: User, names: Names) => {
  if (name !== undefined) names.set(id, name);
  return names.get(id) ?? '';
};

async function findingsOn({ named = remembered, refused }: Service) {
  const names: Names = new Map();
  await using server = await listen(async (request, response) => {
    const user = await read(request);
    const isGood = typeof user?.id === 'string' && typeof user.role === 'string';
    if (!isGood && user) refused?.(user, names);
    const body = isGood ? { id: user.id, name: named(user, names) } : {};
    response.writeHead(isGood ? 200 : 400, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  });
  const { findings } = await run(
    [{ contract: users, target: server.url, credentials: new Map(), values: new Map() }],
    {
      timeout: 10_000,
      operations: [],
      plan: { ids: ['putUser/memory/name/other-value', 'putUser/memory/name/recalled'] },
    },
  );
  return findings;
}

test('a server that remembers shows nothing', async () => {
  expect(await findingsOn({})).toEqual([]);
});

for (const { why, service, found, says } of [
  {
    why: 'forgets',
    service: { named: ({ name = '' }: User) => name },
    found: 'things/putUser/memory-kept/name',
    says: /must be "Ada-9301", which request 1 gave\. It is request 4 of 4, which is about the user of request 1 and gives no `name`\.$/,
  },
  {
    why: 'keeps what it refuses',
    service: { refused: remembered },
    found: 'things/putUser/memory-kept/name:refused',
    says: /is "Ada-9302", which request 2 gave, and that request was refused\. It is request 4 of 4/,
  },
  {
    why: 'knows one name for all',
    service: { named: (user: User, names: Names) => remembered({ ...user, id: '' }, names) },
    found: 'things/putUser/memory-kept/name:other',
    says: /which request 1 gave, and that request was about another user\. It is request 3 of 4/,
  },
  {
    why: 'keeps the first name for ever',
    service: {
      named: (user: User, names: Names) => names.get(user.id) ?? remembered(user, names),
    },
    found: 'things/putUser/echo-true/name',
    says: /must be "Ada-9302".*It is request 2 of 2, which gives the same user another `name`\.$/,
  },
])
  test(`a server that ${why} has one finding, whose line sends the whole sequence`, async () => {
    const [finding, ...more] = await findingsOn(service);
    expect(more).toEqual([]);
    expect(finding!.id).toBe(found);
    expect(finding!.message).toMatch(says);
    const [, number] = /request (\d) of \d,/.exec(finding!.message)!;
    expect(finding!.curl.split('; ')).toHaveLength(Number(number));
    expect(finding!.curl).toContain('curl -so /dev/null');
  });
