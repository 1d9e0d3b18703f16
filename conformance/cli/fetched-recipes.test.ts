import { join } from 'node:path';
import { expect, test } from 'vitest';
import { complaintOf, folderWith } from '../testing.ts';
import { readConfig } from './config.ts';

const environment = { ID: 'the-id', SECRET: 'the-secret' };
const textOf = (credential: string) =>
  `targets:\n  a:\n    credentials:\n      oauth:\n        ${credential}\n`;

/** The recipe of one credential. */
function recipeOf(credential: string) {
  const folder = folderWith({ 'c.yaml': textOf(credential), secret: 'from-a-file\n' });
  const text = textOf(credential.replaceAll('FILE', join(folder, 'secret')));
  const file = join(folderWith({ 'c.yaml': text }), 'c.yaml');
  const { credentials, fetched } = readConfig(file, environment).targets.get('a')!;
  expect(credentials).toEqual({});
  return fetched.get('oauth')!.recipe;
}

test('a flow, with a secret of a variable and of a file', () => {
  const written = '{ flow: clientCredentials, clientId: "${ID}", clientSecret: { file: FILE } }';
  expect(recipeOf(written)).toEqual({
    grant: { flow: 'clientCredentials', clientId: 'the-id', clientSecret: 'from-a-file' },
    secrets: ['the-id', 'from-a-file'],
  });
});

test('a login, with a secret within its body', () => {
  const written =
    '{ login: { path: /login, body: { user: { password: "${SECRET}", codes: [1, { file: FILE }] } }, token: /t } }';
  expect(recipeOf(written)).toEqual({
    login: {
      path: '/login',
      body: { user: { password: 'the-secret', codes: [1, 'from-a-file'] } },
      token: '/t',
    },
    secrets: ['the-secret', 'from-a-file'],
  });
});

const bad: readonly { why: string; credential: string; complaint: string }[] = [
  {
    why: 'an unknown flow',
    credential: '{ flow: implicit }',
    complaint:
      '"implicit" is not a flow of OAuth 2 that needs no browser. There are clientCredentials, password, refresh.',
  },
  {
    why: 'a misspelt member',
    credential: '{ flow: refresh, refreshtoken: "${SECRET}" }',
    complaint: 'there is no "refreshtoken" here: did you mean "refreshToken"?',
  },
  {
    why: 'a secret in the file itself',
    credential: '{ flow: password, username: ada, password: abc }',
    complaint:
      '"password" must be a secret from elsewhere: write ${NAME} for an environment variable, or { file: … }.',
  },
  {
    why: 'a secret in the body of a login',
    credential: '{ login: { path: /l, body: { a: { userPassword: abc } }, token: /t } }',
    complaint:
      '"userPassword" is a secret: write ${NAME} for an environment variable, or { file: … }.',
  },
  {
    why: 'a flow without what it needs',
    credential: '{ flow: password, username: ada }',
    complaint: 'the flow password needs username and password, and "password" is missing.',
  },
  {
    why: 'a login of no address',
    credential: '{ login: { token: /t } }',
    complaint: 'a login has either "path" or "url": a path below the target, or a whole URL.',
  },
  {
    why: 'a login that takes two things',
    credential: '{ login: { path: /l, token: /t, cookie: c } }',
    complaint:
      'a login has either "token" or "cookie": the JSON Pointer of the token in the answer, or the name of a cookie.',
  },
  {
    why: 'a pointer that is none',
    credential: '{ login: { path: /l, token: data.token } }',
    complaint: '"token" must be a JSON Pointer into the answer, such as /data/token.',
  },
  {
    why: 'a login beside other members',
    credential: '{ login: { path: /l, token: /t }, path: /l }',
    complaint: 'there is no "path" here. It may hold login.',
  },
  {
    why: 'a file that is not there',
    credential: '{ flow: refresh, refreshToken: { file: /no/such/file } }',
    complaint: "the file /no/such/file can't be read: there is no such file.",
  },
  {
    why: 'a variable that is not set',
    credential: '{ flow: refresh, refreshToken: "${NOT_SET}" }',
    complaint: 'the environment variable NOT_SET is not set.',
  },
];
for (const { why, credential, complaint } of bad)
  test(`${why}: file, line and the way out`, () => {
    const folder = folderWith({ 'c.yaml': textOf(credential) });
    const told = complaintOf(() => readConfig(join(folder, 'c.yaml'), environment), folder);
    expect(told).toMatch(/^c\.yaml:[45]: /);
    expect(told).toContain(complaint);
  });
