import { expect, test } from 'vitest';
import { loginRequest, readLogin } from './login.ts';
import type { Login } from './recipe.ts';

const target = 'http://127.0.0.1/api';

const requests: readonly { why: string; login: Login; sent: object }[] = [
  {
    why: 'JSON by default',
    login: { path: '/login', body: { user: 'ada', password: 'p' } },
    sent: {
      url: `${target}/login`,
      method: 'POST',
      headers: [
        ['Content-Type', 'application/json'],
        ['Accept', '*/*'],
      ],
      body: '{"user":"ada","password":"p"}',
    },
  },
  {
    why: 'a form where the media type says so',
    login: {
      url: 'http://127.0.0.2/in',
      method: 'put',
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
      body: { user: 'ada', n: 1 },
    },
    sent: {
      url: 'http://127.0.0.2/in',
      method: 'PUT',
      headers: [
        ['content-type', 'application/x-www-form-urlencoded'],
        ['accept', 'text/html'],
      ],
      body: 'user=ada&n=1',
    },
  },
  {
    why: 'nothing but header fields',
    login: { path: '/login', method: 'GET', headers: { Authorization: 'Basic x' } },
    sent: {
      url: `${target}/login`,
      method: 'GET',
      headers: [
        ['Authorization', 'Basic x'],
        ['Accept', '*/*'],
      ],
    },
  },
];
for (const { why, login, sent } of requests)
  test(`a login sends ${why}`, () => {
    const { body, ...request } = loginRequest(target, login);
    expect({ ...request, ...(body ? { body: String(body) } : {}) }).toEqual(sent);
  });

const json = (value: unknown) => JSON.stringify(value);
const answers: readonly {
  why: string;
  login: Login;
  status?: number;
  body?: string;
  cookies?: string;
  read: object;
}[] = [
  {
    why: 'the token at a pointer',
    login: { token: '/data/access_token' },
    body: json({ data: { access_token: 't' } }),
    read: { value: 't', lifetime: undefined },
  },
  { why: 'the whole text', login: { token: '' }, body: 't\n', read: { value: 't' } },
  { why: 'the whole JSON text', login: { token: '' }, body: '"t"', read: { value: 't' } },
  {
    why: 'nothing at the pointer, and no value in the message',
    login: { token: '/token' },
    body: json({ jwt: 'secret' }),
    read: { reason: 'answered 200 with no text at /token: it has jwt' },
  },
  {
    why: 'a refusal',
    login: { token: '/token' },
    status: 401,
    body: json({ error: 'wrong password' }),
    read: { reason: 'answered 401: {"error":"wrong password"}' },
  },
  {
    why: 'a redirect without a token',
    login: { token: '/token' },
    status: 302,
    read: { reason: 'answered 302' },
  },
  {
    why: 'a cookie as it is written, and for how long',
    login: { cookie: 'session' },
    status: 302,
    cookies: 'other=1; Path=/\nsession=s%3Aa=b; Path=/; Max-Age=60; HttpOnly',
    read: { value: 's%3Aa=b', lifetime: 60 },
  },
  {
    why: 'another cookie',
    login: { cookie: 'session' },
    cookies: 'other=1',
    read: { reason: 'answered 200 without the cookie "session"; it sets other' },
  },
];
for (const { why, login, status = 200, body = '', cookies, read } of answers)
  test(`the answer to a login: ${why}`, () => {
    const headers = new Map(cookies === undefined ? [] : [['set-cookie', cookies] as const]);
    expect(readLogin({ status, headers, body: Buffer.from(body) }, login)).toEqual(read);
  });
