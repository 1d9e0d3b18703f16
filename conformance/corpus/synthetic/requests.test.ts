import { expect, test } from 'vitest';
import { ask, json, form, text, part, upload, file, useServer, type Sent } from './testing.ts';

useServer();

/** The requests that each operation accepts and refuses. */
const accepted: readonly (readonly [path: string, sent?: Sent])[] = [
  ['/paths/7/1,2/.3.4/;x=1;y=2'],
  ['/paths/99/1,2,3/.3/;x=-1'],
  ['/labels/word/.small/x,1,y,2/on=true,off=false/;pair=1.5,2/;semicolon=2024-02-29'],
  ['/labels/%C3%A9%C3%A9/.large/x,1/on=false/;pair=1,2/;semicolon=2024-02-29'],
  ['/things?limit=1'],
  ['/things?limit=1&sort='],
  ['/things?limit=1&sort'],
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
for (const [path, sent] of accepted)
  test(`accepts ${path}`, async () => expect(await ask(path, sent)).toMatchObject({ status: 200 }));

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

test('a success repeats the sent values, no writeOnly member, and has the documented header fields', async () => {
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

test('deeply nested and too large bodies are refused, and the server survives', async () => {
  const deep = `{"label":"l","root":${'{"name":"a","children":['.repeat(100_000)}${']}'.repeat(100_000)}}`;
  for (const body of [deep, `${'['.repeat(1_000_000)}`, `{"label":"${'x'.repeat(3_000_000)}"}`])
    expect((await ask('/trees', text(body, 'application/json'))).status).toBe(400);
  expect((await ask('/trees', json({ label: 'l' }))).status).toBe(200);
});

test('requests may be repeated and concurrent', async () => {
  const labels = Array.from({ length: 20 }, (_, index) => `l${index % 10}`);
  const responses = await Promise.all(labels.map((label) => ask('/texts', json({ label }))));
  expect(responses.map(({ text: body }) => (JSON.parse(body) as { label: string }).label)).toEqual(
    labels,
  );
});
