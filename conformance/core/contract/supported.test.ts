import { expect, test } from 'vitest';
import { contractOf, description, jsonBody } from '../../testing.ts';

const param = (more: object) => ({ parameters: [{ name: 'a', in: 'query', schema: {}, ...more }] });
const unsupported: readonly { node: object; reason: string; why: string; path?: string }[] = [
  {
    node: param({ style: 'matrix' }),
    reason: 'the query parameter a has style matrix, which is not supported',
    why: 'a style of another parameter location',
  },
  {
    node: { parameters: [{ name: 'a', in: 'query', content: { 'text/csv': { schema: {} } } }] },
    reason: 'the query parameter a has the media type text/csv',
    why: 'a parameter with a media type that is no JSON',
  },
  {
    node: { requestBody: { required: true, content: { 'text/csv': {} } } },
    reason:
      'its request body is text/csv; JSON, forms, multipart, plain text and XML with a named root are supported',
    why: 'a body of another media type',
  },
  {
    node: { requestBody: { required: true } },
    reason: 'its request body is of no media type',
    why: 'a body without content',
  },
  {
    node: param({ name: 7 }),
    reason: 'this parameter needs a "name"',
    why: 'a parameter without a name',
  },
  {
    node: param({ in: 'body' }),
    reason: 'this parameter needs a "name", and an "in"',
    why: 'a parameter with an unknown location',
  },
  {
    node: param({ $ref: '#/components/parameters/Nothing' }),
    reason: 'this $ref points to nothing',
    why: 'a missing parameter',
  },
  {
    node: { security: [{ key: [] }] },
    reason: 'the security scheme "key" is not among components.securitySchemes',
    why: 'a missing security scheme',
  },
  {
    node: { requestBody: jsonBody({ items: { $ref: '#/components/schemas/Pet' } }) },
    reason: '$ref "https://nowhere.example.com/owner.json" points to the network',
    why: 'a schema with an indirect reference to the network',
  },
  {
    node: {},
    path: '/a/{id}',
    reason: 'its path has {id}, and no path parameter of that name is defined',
    why: 'a missing path parameter',
  },
];
for (const { node, reason, why, path = '/a' } of unsupported) {
  test(`${why} makes its operation unsupported, and no other`, () => {
    const components = {
      schemas: {
        Pet: { properties: { owner: { $ref: 'https://nowhere.example.com/owner.json' } } },
      },
    };
    const contract = contractOf(
      description(
        {
          '/other': { get: { operationId: 'other', responses: {} } },
          [path]: { post: { operationId: 'a', ...node, responses: {} } },
        },
        { components },
      ),
    );
    expect(contract.operations.map(({ id }) => id)).toEqual(['other']);
    expect(contract.unsupported.map((entry) => entry.reason)).toEqual([
      expect.stringContaining(`a: `),
    ]);
    expect(contract.unsupported[0]!.reason).toContain(reason);
    expect(contract.line(contract.unsupported[0]!.source)).toBe(1);
  });
}

const supported: readonly { node: object; said: readonly string[]; why: string; path?: string }[] =
  [
    { node: param({ style: 'deepObject' }), said: [], why: 'deepObject' },
    { node: param({ style: 'pipeDelimited' }), said: [], why: 'pipeDelimited' },
    { node: param({ style: 'spaceDelimited' }), said: [], why: 'spaceDelimited' },
    {
      node: param({ in: 'path', style: 'label', required: true }),
      path: '/a/{a}',
      said: [],
      why: 'label',
    },
    {
      node: param({ in: 'path', style: 'matrix', required: true }),
      path: '/a/{a}',
      said: [],
      why: 'matrix',
    },
    {
      node: {
        parameters: [{ name: 'a', in: 'query', content: { 'application/json': { schema: {} } } }],
      },
      said: [],
      why: 'a parameter that is JSON',
    },
    {
      node: { requestBody: { content: { 'text/csv': {} } } },
      said: [
        'a: its request body as text/csv is not tested; JSON, forms, multipart, plain text and XML with a named root are, and what has an example',
      ],
      why: 'an optional body of another media type',
    },
    {
      node: {
        requestBody: { required: true, content: { 'image/png': {}, 'application/vnd.x+json': {} } },
      },
      said: [
        'a: its request body as image/png is not tested; JSON, forms, multipart, plain text and XML with a named root are, and what has an example',
      ],
      why: 'a body with a JSON alternative',
    },
    ...[
      'application/x-www-form-urlencoded',
      'multipart/form-data',
      'text/plain; charset=utf-8',
    ].map((name) => ({
      node: { requestBody: { required: true, content: { [name]: {} } } },
      said: [],
      why: name,
    })),
    {
      node: { 'x-other': { $ref: 'nowhere.yaml' } },
      said: [],
      why: 'an extension that looks like a broken reference',
    },
    {
      node: { responses: null, parameters: 7, summary: 3, tags: {} },
      said: [],
      why: 'invalid members that the runner does not need',
    },
  ];
for (const { node, said, why, path = '/a' } of supported) {
  test(`${why} is supported`, () => {
    const contract = contractOf(
      description({ [path]: { post: { operationId: 'a', responses: {}, ...node } } }),
    );
    expect(contract.operations).toHaveLength(1);
    expect(contract.unsupported.map(({ reason }) => reason)).toEqual(said);
  });
}

const securitySchemes = {
  certificate: { type: 'mutualTLS' },
  digest: { type: 'http', scheme: 'Digest' },
  login: { type: 'openIdConnect', openIdConnectUrl: 'https://example.com' },
  key: { type: 'apiKey', in: 'header', name: 'X-Key' },
  nameless: { type: 'apiKey', in: 'header' },
  strange: { type: 'apiKey', in: 'header', name: 'X Key' },
  host: { type: 'apiKey', in: 'header', name: 'Host' },
  schemeless: { type: 'http' },
  old: { type: 'basic' },
};
const secured = (...alternatives: (keyof typeof securitySchemes)[][]) =>
  contractOf(
    description(
      {
        '/a': {
          get: {
            operationId: 'a',
            security: alternatives.map((names) =>
              Object.fromEntries(names.map((name) => [name, []])),
            ),
          },
        },
      },
      { components: { securitySchemes } },
    ),
  );

for (const { alternatives, read, why } of [
  { alternatives: [['certificate']], read: [[]], why: 'a certificate is taken as given' },
  {
    alternatives: [['certificate', 'key']],
    read: [['key']],
    why: 'a certificate is taken as given beside a key',
  },
  {
    alternatives: [['certificate'], ['key']],
    read: [['key'], []],
    why: 'a certificate is the last choice',
  },
  { alternatives: [['digest'], ['login']], read: [['digest'], ['login']], why: 'any HTTP scheme' },
  {
    alternatives: [['host'], ['key']],
    read: [['key']],
    why: 'an alternative that no request can have is left out',
  },
] as const)
  test(`security: ${why}`, () => {
    const [operation] = secured(...alternatives.map((names) => [...names])).operations;
    expect(operation!.security.map((schemes) => schemes.map(({ name }) => name))).toEqual(read);
  });

for (const { scheme, reason } of [
  { scheme: 'nameless', reason: 'needs a "name", and an "in"' },
  { scheme: 'strange', reason: 'has the name "X Key", which no header field can have' },
  { scheme: 'host', reason: 'is in the header field Host, which HTTP itself decides' },
  { scheme: 'schemeless', reason: 'is of the type http, and needs a "scheme"' },
  { scheme: 'old', reason: 'is of a kind that is not supported (basic)' },
] as const)
  test(`security: the scheme ${scheme} can't be used`, () => {
    const { operations, unsupported } = secured([scheme]);
    expect(operations).toEqual([]);
    expect(unsupported.map((one) => one.reason)).toEqual([
      `a: its security scheme ${scheme} ${reason}${scheme === 'nameless' ? ' that is query, header or cookie' : ''}`,
    ]);
  });
