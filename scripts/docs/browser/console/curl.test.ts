import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { curlOf } from './curl.ts';
import { form, operationWith, typedJson } from './testing.ts';

const bearer = { name: 'token', scheme: { type: 'http', scheme: 'bearer' }, value: 's3cret' };

/** The words that a shell makes of a line. */
const wordsOf = (line: string, environment: { readonly [name: string]: string } = {}): string[] =>
  execFileSync('bash', ['-c', `printf '%s\\0' ${line}`], {
    encoding: 'utf8',
    env: { ...process.env, ...environment },
  })
    .split('\0')
    .slice(0, -1);

test('the line sends what the page sends', () => {
  const body = typedJson(`{"a":"it's $HOME \`x\` \\\\"}`);
  const { line } = curlOf(operationWith(), form({ body, prefer: 'example="a b"' }));
  expect(wordsOf(line)).toEqual([
    ...['curl', '-i', '-X', 'POST', 'https://api.test/v1/things', '-H', 'Accept: */*'],
    ...['-H', 'Content-Type: application/json', '-H', 'Prefer: example="a b"'],
    ...['--data-raw', `{"a":"it's $HOME \`x\` \\\\"}`],
  ]);
});

test('a credential is a variable', () => {
  const { line, variables } = curlOf(
    operationWith({ method: 'GET' }),
    form({ credentials: [bearer] }),
  );
  expect(line).not.toContain('s3cret');
  expect(variables).toEqual(['$THINGS_TOKEN']);
  expect(wordsOf(line, { THINGS_TOKEN: 'mine' })).toContain('Authorization: Bearer mine');
});

test('curl encodes a user and a password itself', () => {
  const basic = { name: 'login', scheme: { type: 'http', scheme: 'basic' }, value: 'u:p' };
  const { line } = curlOf(operationWith({ method: 'GET' }), form({ credentials: [basic] }));
  expect(wordsOf(line, { THINGS_LOGIN: 'me:pw' })).toEqual([
    ...['curl', '-i', 'https://api.test/v1/things', '-u', 'me:pw', '-H', 'Accept: */*'],
  ]);
});

test('parts and files are named', () => {
  const content = new FormData();
  content.append('note', '@n;type=x');
  content.append('photo', new File(['x'], 'a b.png'));
  const body = { documented: 'multipart/form-data', mediaType: 'multipart/form-data', content };
  const { line } = curlOf(operationWith(), form({ body }));
  expect(wordsOf(line).slice(-4)).toEqual([
    '--form-string',
    'note=@n;type=x',
    '-F',
    'photo=@a b.png',
  ]);
  const file = { documented: '*/*', mediaType: 'image/png', content: new File(['x'], 'x.png') };
  expect(wordsOf(curlOf(operationWith(), form({ body: file })).line)).toContain('@x.png');
});

test('an empty body is sent as one, HEAD waits for none, and braces are no pattern', () => {
  expect(wordsOf(curlOf(operationWith(), form()).line)).toContain('--data-raw');
  expect(wordsOf(curlOf(operationWith({ method: 'HEAD' }), form()).line)).toContain('--head');
  const braces = curlOf(operationWith({ method: 'GET', path: '/a{b}' }), form()).line;
  expect(wordsOf(braces)).toEqual(expect.arrayContaining(['-g', 'https://api.test/v1/a{b}']));
});
