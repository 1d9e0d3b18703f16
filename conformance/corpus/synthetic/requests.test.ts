import { request as send, type OutgoingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveContract } from '../contract-server.ts';
import { readDescription } from '../contract-server/description.ts';
import type { RunningServer } from '../server.ts';

const description = readDescription(join(import.meta.dirname, 'openapi.yaml'));
const keys = new Map([
  ['headerKey', 'k1'],
  ['queryKey', 'k 2'],
  ['cookieKey', 'k3'],
  ['token', 't1'],
  ['password', 'ada:love:lace'],
]);
let server: RunningServer;
beforeAll(async () => {
  server = await serveContract({ description, keys });
});
afterAll(() => server.close());

type Sent = {
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Uint8Array;
};
type Answer = {
  readonly status: number;
  readonly headers: { readonly [name: string]: unknown };
  readonly text: string;
};

/** Sends a request with nothing added: neither a Content-Type nor another form of its path. */
const ask = (path: string, { method = 'GET', headers = {}, body }: Sent = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.url);
    const sent = send(
      {
        hostname,
        port,
        path,
        method,
        headers: {
          ...headers,
          ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(chunks).toString(),
          }),
        );
      },
    );
    sent.on('error', reject).end(body);
  });

const json = (value: unknown): Sent => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});
const form = (body: string): Sent => ({
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body,
});
const text = (body: string | Uint8Array, type = 'text/plain'): Sent => ({
  method: 'POST',
  headers: { 'content-type': type },
  body,
});
const part = (name: string, value: string, more = '') =>
  `--b\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`;
const upload = (...parts: readonly string[]): Sent => ({
  method: 'POST',
  headers: { 'content-type': 'multipart/form-data; boundary=b' },
  body: `${parts.join('')}--b--\r\n`,
});
const file = part(
  'file',
  'content',
  '; filename="a.bin"\r\nContent-Type: application/octet-stream',
);

/** What each operation takes and refuses, member by member: each of these alone beside what is required. */
const bodies: {
  readonly [path: string]: {
    readonly base: object;
    readonly takes: { readonly [member: string]: readonly unknown[] };
    readonly refuses: { readonly [member: string]: readonly unknown[] };
  };
} = {
  '/numbers': {
    base: { label: 'l', whole: 1 },
    takes: {
      whole: [1, 100],
      even: [2, 20],
      step: [-0.5, 3],
      open: [0.1, 9.9],
      flag: [false],
      nothing: [null],
      ratio: [null, 0.1],
      level: [3],
      version: [2],
      idOrName: [1, 'ab'],
      extra: [1],
    },
    refuses: {
      whole: [0, 101, 1.5, '1', null],
      even: [3, 0, 22],
      step: [0.25],
      open: [0, 10],
      flag: [0, 'true'],
      nothing: [0],
      ratio: ['1'],
      level: [4, '1'],
      version: [3],
      idOrName: [0, 'a', null],
    },
  },
  '/texts': {
    base: { label: 'l' },
    takes: {
      label: ['\u{1f600}'.repeat(40)],
      short: ['ab', 'abcde', '\u{1f600}'.repeat(5)],
      code: ['XYZ-00'],
      digit: ['x1x'],
      colour: ['red'],
      kind: ['text'],
      free: [''],
      note: [null, '0123456789'],
    },
    refuses: {
      label: ['', 'x'.repeat(41)],
      short: ['a', '\u{1f600}', 'abcdef'],
      code: ['XYZ-00\n', 'aXYZ-00', 'xyz-00'],
      digit: ['x'],
      colour: ['RED', ' red'],
      kind: ['other'],
      free: [1],
      note: ['0123456789a'],
    },
  },
  '/formats': {
    base: { label: 'l' },
    takes: {
      moment: ['2024-02-29T23:59:59.123456789+05:30', '2024-02-29t12:00:00z'],
      day: ['2024-02-29'],
      hour: ['23:59:59.5Z'],
      key: ['9B2E7F04-1C3D-4E5F-8A6B-7C8D9E0F1A2B'],
      link: ['urn:a:b'],
      mail: ['a.b+c@example.com'],
      four: ['0.0.0.0'],
      six: ['::1'],
      host: ['a-b.c'],
      data: ['', 'AQID', 'AQI='],
    },
    refuses: {
      moment: ['2024-02-30T12:00:00Z', '2024-02-29 12:00:00Z', '2024-02-29T12:00:00'],
      day: ['2024-02-30', '24-02-29'],
      hour: ['24:00:00Z', '12:00:00'],
      key: ['9b2e7f041c3d4e5f8a6b7c8d9e0f1a2b'],
      link: ['/a'],
      mail: ['a@'],
      four: ['1.2.3', '1.2.3.256', '01.2.3.4'],
      six: ['1::2::3'],
      host: ['-a'],
      data: ['AQI', 'A!==', 'AQID\n'],
    },
  },
  '/arrays': {
    base: { label: 'l' },
    takes: {
      list: [['ab'], ['ab', 'cd', 'ef']],
      free: [[]],
      pair: [['a', 1]],
      row: [[], ['a'], ['a', 1, true, false]],
      unique: [[]],
      uniqueObjects: [[{ a: 1 }, { a: 2 }]],
      marked: [['main']],
      counted: [
        ['main', 'main'],
        ['main', 'main', 'main', 'x'],
      ],
      sealed: [[], ['a']],
      rest: [['a', 1, 2]],
      table: [[[]], [[1, 2, 3, 4]]],
    },
    refuses: {
      list: [[], ['a'], ['ab', 'c'], ['ab', 'cd', 'ef', 'gh']],
      free: [[1, 'a']],
      pair: [['a'], [1, 1], ['a', 'b'], ['a', 1, 2]],
      row: [['a', 1, 2]],
      unique: [[1, 1]],
      uniqueObjects: [
        [
          { a: 1, b: 2 },
          { b: 2, a: 1 },
        ],
      ],
      marked: [[], ['x']],
      counted: [['main'], ['main', 'main', 'main', 'main']],
      sealed: [['a', 1], [1]],
      rest: [['a', 'b']],
      table: [[[1, 2, 3, 4, 5]], [['a']]],
    },
  },
  '/objects': {
    base: { label: 'l', account: { name: 'ada', password: 'four' } },
    takes: {
      account: [{ name: 'ada', password: 'four', more: 1 }],
      closed: [{ name: '' }],
      counts: [{ a: 1 }, { a: 1, b: 2, c: 3 }],
      codes: [{}, { 'x-1': '' }],
      words: [{}, { abc: null }],
      address: [{ street: '', place: { city: '' } }],
      payment: [{}, { expiry: '' }],
      delivery: [{}, { phone: '1' }, { express: false, phone: '123' }],
      sealed: [{ a: '', b: 1 }],
      rest: [{ a: '', x: 1 }],
    },
    refuses: {
      account: [{ name: 'ada' }, { password: 'four' }, { name: '', password: 'four' }],
      closed: [{}, { name: '', x: 1 }],
      counts: [{}, { a: 'x' }, { a: 1, b: 2, c: 3, d: 4 }],
      codes: [{ 'x-1': 1 }, { y: '' }],
      words: [{ Abc: 1 }],
      address: [{ street: '' }, { street: '', place: {} }],
      payment: [{ card: '' }],
      delivery: [{ express: true }, { express: true, phone: '12' }],
      sealed: [{ x: 1 }, { a: 1 }, { b: '' }],
      rest: [{ x: '' }],
    },
  },
  '/branches': {
    base: { label: 'l' },
    takes: {
      pet: [{ kind: 'cat', lives: 1 }, { kind: 'dog' }],
      contact: ['a@b.c', { phone: '123' }],
      amount: [3, 5],
      discount: [
        { kind: 'percent', value: 0 },
        { kind: 'fixed', value: 101 },
      ],
      combined: ['abc'],
      word: [''],
      maybe: [null, 1],
    },
    refuses: {
      pet: [{ kind: 'cat' }, { kind: 'cow' }, { kind: 'dog', tricks: ['a', 'b', 'c'] }, {}],
      contact: ['a', {}, { phone: '12' }],
      amount: [15, 4],
      discount: [{ kind: 'percent', value: 101 }, { kind: 'fixed', value: 0 }, { kind: 'fixed' }],
      combined: ['ab', 'abcdefg', 1],
      word: ['root'],
      maybe: [0, 'x'],
    },
  },
  '/trees': {
    base: { label: 'l' },
    takes: {
      size: ['s'],
      root: [{ name: 'a' }, { name: 'a', children: [{ name: 'b', children: [{ name: 'c' }] }] }],
    },
    refuses: {
      size: ['xl'],
      root: [
        {},
        { name: 'a', children: [{ name: 'b', children: [{ name: '' }] }] },
        { name: 'a', children: [{}] },
      ],
    },
  },
};

for (const [path, { base, takes, refuses }] of Object.entries(bodies)) {
  const tries = (members: { readonly [member: string]: readonly unknown[] }) =>
    Object.entries(members).flatMap(([member, values]) =>
      values.map((value) => ({ ...base, [member]: value })),
    );
  test.each(tries(takes))(`${path} takes %j`, async (body) =>
    expect((await ask(path, json(body))).status).toBe(200),
  );
  test.each(tries(refuses))(`${path} refuses %j`, async (body) =>
    expect((await ask(path, json(body))).status).toBe(400),
  );
  test(`${path} misses what is required`, async () => {
    for (const name of Object.keys(base))
      expect((await ask(path, json({ ...base, [name]: undefined }))).status).toBe(400);
  });
}

const taken: readonly (readonly [path: string, sent?: Sent])[] = [
  ['/paths/7/1,2/.3.4/;x=1;y=2'],
  ['/paths/99/1,2,3/.3/;x=-1'],
  ['/labels/word/.small/x,1,y,2/on=true,off=false/;pair=1.5,2/;semicolon=2024-02-29'],
  ['/labels/%C3%A9%C3%A9/.large/x,1/on=false/;pair=1,2/;semicolon=2024-02-29'],
  ['/things?limit=1'],
  [
    '/things?limit=50&text=0123456789&ratio=0.1&deep=false&sort=asc&tags=a&tags=b&ids=1,2,3&spaced=1%202&piped=1%7C2&filter%5Bmin%5D=1&filter[max]=9&point=x,1,y,2&width=1&height=2',
  ],
  ['/things?limit=1&spaced=1+2+3&piped=1|2&unknown=x'],
  ['/searches?where=%7B%22colour%22%3A%22red%22%7D'],
  ['/headers', { headers: { 'x-level': '5', cookie: 'visit=abc' } }],
  [
    '/headers',
    {
      headers: {
        'X-LEVEL': '1',
        'x-key': '9b2e7f04-1c3d-4e5f-8a6b-7c8d9e0f1a2b',
        'x-deep': 'true',
        'x-ids': '1, 2,3',
        'x-point': 'x,1,y,2',
        'x-range': 'x=1,y=2',
        cookie: 'visit=%C3%A9%C3%A9%C3%A9; theme=dark; count=0; seen=1,2',
      },
    },
  ],
  ['/forms', form('label=a+b&amount=9&agree=true&colour=red&tags=aa&tags=bb&sizes=1,2,3&other=x')],
  ['/forms', form('label=%F0%9F%98%80&amount=1')],
  ['/uploads', upload(part('label', 'a'), file)],
  [
    '/uploads',
    upload(
      part('label', 'a'),
      file,
      part('count', '1'),
      part('meta', '{"width":1}', '\r\nContent-Type: application/json'),
      part('tags', 'aa'),
      part('tags', 'bb'),
    ),
  ],
  ['/notes', text('ab')],
  ['/notes', text('a b c', 'Text/Plain; charset=utf-8')],
  [
    '/numbers',
    {
      ...json({ label: 'l', whole: 1 }),
      headers: { 'Content-Type': 'Application/JSON;charset=utf-8' },
    },
  ],
  ['/secured/header', { headers: { 'x-api-key': 'k1' } }],
  ['/secured/query?api_key=k%202'],
  ['/secured/cookie', { headers: { cookie: 'a=b; api_key=k3' } }],
  ['/secured/bearer', { headers: { authorization: 'bearer t1' } }],
  ['/secured/basic', { headers: { authorization: `Basic ${btoa('ada:love:lace')}` } }],
];
for (const [path, sent] of taken)
  test(`takes ${path}`, async () => expect(await ask(path, sent)).toMatchObject({ status: 200 }));

const refused: readonly (readonly [status: number, path: string, sent?: Sent])[] = [
  [400, '/paths/0/1/.3/;x=1'],
  [400, '/paths/a/1/.3/;x=1'],
  [400, '/paths/7/1,2,3,4/.3/;x=1'],
  [400, '/paths/7/1/.3.a/;x=1'],
  [400, '/paths/7/1/3/;x=1'],
  [400, '/paths/7/1/.3/;y=1'],
  [400, '/paths/7/1/.3/;x=1;z=1'],
  [400, '/paths/7/1/.3/x=1'],
  [400, '/labels/w/.small/x,1/on=true/;pair=1,2/;semicolon=2024-02-29'],
  [400, '/labels/word/small/x,1/on=true/;pair=1,2/;semicolon=2024-02-29'],
  [400, '/labels/word/.small/x,1/off=true/;pair=1,2/;semicolon=2024-02-29'],
  [400, '/labels/word/.small/x,1/on=true/;pair=1/;semicolon=2024-02-29'],
  [400, '/labels/word/.small/x,1/on=true/;pair=1,2/;other=2024-02-29'],
  [400, '/things'],
  [400, '/things?limit=51'],
  [400, '/things?limit=a'],
  [400, '/things?limit=1.5'],
  [400, '/things?limit=1&text=0123456789a'],
  [400, '/things?limit=1&ratio=0'],
  [400, '/things?limit=1&deep=yes'],
  [400, '/things?limit=1&sort=ASC'],
  [400, '/things?limit=1&tags=a&tags=a'],
  [400, '/things?limit=1&ids=1,2,3,4'],
  [400, '/things?limit=1&ids=1,a'],
  [400, '/things?limit=1&spaced=1'],
  [400, '/things?limit=1&piped=1|a'],
  [400, '/things?limit=1&filter[max]=1'],
  [400, '/things?limit=1&filter[min]=1&filter[x]=1'],
  [400, '/things?limit=1&point=y,1'],
  [400, '/things?limit=1&height=1'],
  [400, '/things?limit=1&limit=2'],
  [400, '/things?limit=%E9'],
  [400, '/searches'],
  [400, '/searches?where=red'],
  [400, '/searches?where=%7B%7D'],
  [400, '/headers', { headers: { cookie: 'visit=abc' } }],
  [400, '/headers', { headers: { 'x-level': '3' } }],
  [400, '/headers', { headers: { 'x-level': '6', cookie: 'visit=abc' } }],
  [400, '/headers', { headers: { 'x-level': '3', 'x-point': 'y,1', cookie: 'visit=abc' } }],
  [400, '/headers', { headers: { 'x-level': '3', 'x-range': 'x,1', cookie: 'visit=abc' } }],
  [400, '/headers', { headers: { 'x-level': '3', cookie: 'visit=ab' } }],
  [400, '/headers', { headers: { 'x-level': '3', cookie: 'visit=abc; theme=Dark' } }],
  [400, '/headers', { headers: { 'x-level': '3', cookie: 'visit=abc; seen=1,2,3,4' } }],
  [400, '/forms', form('amount=1')],
  [400, '/forms', form('label=a&amount=0')],
  [400, '/forms', form('label=a&amount=x')],
  [400, '/forms', form('label=a&amount=1&agree=1')],
  [400, '/forms', form('label=a&amount=1&tags=a')],
  [400, '/forms', form('label=a&amount=1&sizes=1,2,3,4')],
  [400, '/forms', form('label=%E9&amount=1')],
  [400, '/forms', json({ label: 'a', amount: 1 })],
  [400, '/uploads', upload(part('label', 'a'))],
  [400, '/uploads', upload(file)],
  [400, '/uploads', upload(part('label', 'a'), file, part('count', '0'))],
  [400, '/uploads', upload(part('label', 'a'), file, part('meta', '{}'))],
  [400, '/uploads', upload(part('label', 'a'), file, part('meta', 'x'))],
  [400, '/uploads', upload(part('label', 'a'), file, part('tags', 'a'))],
  [
    400,
    '/uploads',
    { ...upload(part('label', 'a'), file), headers: { 'content-type': 'multipart/form-data' } },
  ],
  [400, '/notes', text('a')],
  [400, '/notes', text('A note')],
  [400, '/notes', text('a note\n')],
  [400, '/notes', text(Buffer.from([0x61, 0xff]))],
  [400, '/notes', text('ab', 'application/json')],
  [400, '/notes', { method: 'POST', body: 'ab' }],
  [400, '/numbers', text('{"label":"l","whole":1}')],
  [400, '/numbers', text('{"label":"l","whole":1,}', 'application/json')],
  [400, '/numbers', text('{"label":"l","whole":1', 'application/json')],
  [400, '/numbers', text('', 'application/json')],
  [400, '/numbers', { method: 'POST' }],
  [400, '/numbers', text('\ufeff{"label":"l","whole":1}', 'application/json')],
  [400, '/texts', text(Buffer.from('{"label":"caf\u00e9"}', 'latin1'), 'application/json')],
  [401, '/secured/header'],
  [401, '/secured/header', { headers: { 'x-api-key': 'K1' } }],
  [401, '/secured/header', { headers: { authorization: 'Bearer k1' } }],
  [401, '/secured/query'],
  [401, '/secured/query?api_key=k'],
  [401, '/secured/cookie?api_key=k3'],
  [401, '/secured/bearer', { headers: { authorization: 'Basic t1' } }],
  [401, '/secured/bearer', { headers: { authorization: 'Bearer t2' } }],
  [401, '/secured/basic', { headers: { authorization: 'Basic ada:love:lace' } }],
  [401, '/secured/basic', { headers: { authorization: `Basic ${btoa('ada:love')}` } }],
  [404, '/nowhere'],
  [404, '/secured'],
  [405, '/numbers'],
  [405, '/things', { method: 'DELETE' }],
  [405, '/numbers', { method: 'PUT' }],
];
for (const [status, path, sent] of refused)
  test(`refuses with ${status}: ${path} ${JSON.stringify(sent)}`, async () =>
    expect(await ask(path, sent)).toMatchObject({ status }));

test('a success repeats what was sent, tells no secret and has the documented header fields', async () => {
  const { headers, text: body } = await ask(
    '/objects',
    json({ label: 'L\u00e9\u{1f600}', account: { name: 'Grace', password: 'hopper' } }),
  );
  expect(JSON.parse(body)).toEqual({
    label: 'L\u00e9\u{1f600}',
    account: { id: 7, name: 'Grace' },
  });
  expect(headers).toMatchObject({ 'content-type': 'application/json', 'x-cost': '3' });
  const report = await ask('/reports?day=2023-01-31', { headers: { 'X-Request-Id': 'r-9' } });
  expect(report.headers).toMatchObject({ 'x-request-id': 'r-9', 'x-days': '1,2' });
  expect(JSON.parse(report.text)).toMatchObject({ day: '2023-01-31' });
  expect((await ask('/reports?day=2023-01-31')).headers).not.toHaveProperty('x-request-id');
});

test('what is nested without end is refused, and the server lives on', async () => {
  const deep = `{"label":"l","root":${'{"name":"a","children":['.repeat(100_000)}${']}'.repeat(100_000)}}`;
  for (const body of [deep, `${'['.repeat(1_000_000)}`, `{"label":"${'x'.repeat(3_000_000)}"}`])
    expect((await ask('/trees', text(body, 'application/json'))).status).toBe(400);
  expect((await ask('/trees', json({ label: 'l' }))).status).toBe(200);
});

test('the same request may come again, and with others', async () => {
  const labels = Array.from({ length: 20 }, (_, index) => `l${index % 10}`);
  const answers = await Promise.all(labels.map((label) => ask('/texts', json({ label }))));
  expect(answers.map(({ text: body }) => (JSON.parse(body) as { label: string }).label)).toEqual(
    labels,
  );
});
