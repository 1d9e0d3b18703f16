import { responding, testFindings, user, type Row } from './testing.ts';

const named = {
  type: 'object',
  required: ['name'],
  additionalProperties: false,
  properties: { name: { type: 'string' } },
};
const versions = responding({
  200: {
    content: {
      'application/vnd.yard+json; version=1': { schema: named },
      'application/vnd.yard+json; version=2': { schema: user },
    },
  },
});
const second = 'application/vnd.yard+json; version=2';
const ranges = responding({
  200: { content: { '*/*': { schema: user }, 'application/*+json': { schema: named } } },
});
const operationOf = (type: string, schema: unknown = named) =>
  responding({ 200: { content: { [type]: { schema } } } });
const answer = (type: string, body: string | Uint8Array, schema: unknown = named) => ({
  operation: operationOf(type, schema),
  status: 200,
  type,
  body: Buffer.from(body),
});
const missing = 'body-matches-schema: 200 /name required';

testFindings('media-type-documented', [
  [
    'the version that is documented',
    { operation: versions, status: 200, type: second, body: { id: 'a' } },
  ],
  [
    'another way to write it',
    {
      operation: versions,
      status: 200,
      type: 'Application/vnd.yard+json;Version="2"; charset=utf-8',
      body: { id: 'a' },
    },
  ],
  [
    'a version that is not documented',
    {
      operation: versions,
      status: 200,
      type: 'application/vnd.yard+json; version=3',
      body: { id: 'a' },
    },
    'media-type-documented: 200 application/vnd.yard+json; version=3',
  ],
]);

testFindings('body-matches-schema', [
  [
    'the body of the version',
    { operation: versions, status: 200, type: second, body: { id: 'a' } },
  ],
  [
    'the body of another version',
    { operation: versions, status: 200, type: second, body: { name: 'a' } },
    'body-matches-schema: 200 /id required',
  ],
  [
    'a type of a suffix',
    { operation: ranges, status: 200, type: 'application/hal+json', body: { name: 'a' } },
  ],
  [
    'a type of the wide range',
    { operation: ranges, status: 200, type: 'application/json', body: { id: 'a' } },
  ],
  [
    'a type of a suffix with the body of the wide range',
    { operation: ranges, status: 200, type: 'application/hal+json', body: { id: 'a' } },
    missing,
    'body-matches-schema: 200 /id additionalProperties',
  ],
  ['an old name of JSON', answer('text/json', '{"name":"a"}')],
  ['an old name of JSON with a wrong body', answer('text/json', '{}'), missing],
  ['JSON of a vendor', answer('application/vnd.github.object', '{"name":"a"}')],
  ['JSON of a vendor with a wrong body', answer('application/vnd.github.object', '{}'), missing],
  ['another format of a vendor', answer('application/vnd.github.object', 'PK\u0003\u0004')],
  ['YAML', answer('application/yaml', 'name: a')],
  ['YAML with a wrong body', answer('application/yaml', '{}'), missing],
  ['YAML that this parser refuses', answer('application/yaml', 'name: [')],
  ['YAML as a text', answer('application/yaml', '{}', { type: 'string' })],
  ['JSON lines', answer('application/jsonl', '{"name":"a"}\n{"name":"b"}\n')],
  [
    'JSON lines with a wrong one',
    answer('application/jsonl', '{"name":"a"}\n{}\n'),
    'body-matches-schema: 200 /*/name required',
  ],
  [
    'JSON lines as a list',
    answer('application/x-ndjson', '1\n2\n', { type: 'array', items: { type: 'integer' } }),
  ],
  [
    'a sequence of JSON that is cut off',
    answer('application/json-seq', '\u001e{"name":"a"}\n\u001e{"na'),
  ],
  ['XML is not judged', answer('application/xml', '<thing/>')],
  ['CSV is not judged', answer('text/csv', 'a,b')],
  ['events are not judged', answer('text/event-stream', 'data: {}\n\n')],
  ['a file is not judged', answer('application/octet-stream', '{}')],
] satisfies Row[]);

testFindings('body-parses', [
  ['JSON lines', answer('application/jsonl', '{"name":"a"}\n\n')],
  ['no JSON lines', answer('application/jsonl', '')],
  ['JSON lines of which one is none', answer('application/jsonl', '{}\n{\n'), 'body-parses: 200'],
  [
    'JSON lines that are no text',
    answer('application/x-ndjson', new Uint8Array([0xff])),
    'body-parses: 200',
  ],
  ['an old name of JSON that is none', answer('text/json', '{'), 'body-parses: 200'],
  ['XML that is none', answer('application/xml', '<')],
  ['YAML that is none', answer('application/yaml', 'a: [')],
]);
