import { createServer, request as forward } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { expect, onTestFinished, test } from 'vitest';
import { complaintOf, folderWith, listen } from '../../testing.ts';
import { isLoopback, proxyFor, trusted } from '../../core/http/network.ts';
import { openSender } from './send.ts';
import { ample } from './testing.ts';

const hosts: readonly { host: string; loopback: boolean }[] = [
  { host: 'localhost', loopback: true },
  { host: 'api.localhost', loopback: true },
  { host: '127.0.0.1', loopback: true },
  { host: '127.8.9.10', loopback: true },
  { host: '[::1]', loopback: true },
  { host: 'localhost.example.com', loopback: false },
  { host: '128.0.0.1', loopback: false },
  { host: '[::2]', loopback: false },
  { host: 'example.com', loopback: false },
];
for (const { host, loopback } of hosts)
  test(`${host} is ${loopback ? '' : 'not '}this machine`, () =>
    expect(isLoopback(host)).toBe(loopback));

const proxies: readonly {
  target: string;
  environment: { [name: string]: string };
  proxy: string | undefined;
  why: string;
}[] = [
  { target: 'http://api.example.com', environment: {}, proxy: undefined, why: 'none' },
  {
    target: 'http://api.example.com',
    environment: { HTTP_PROXY: 'http://proxy:3128' },
    proxy: 'http://proxy:3128',
    why: 'for http',
  },
  {
    target: 'http://api.example.com',
    environment: { http_proxy: 'http://proxy:3128', HTTP_PROXY: 'http://other:1' },
    proxy: 'http://proxy:3128',
    why: 'lower case comes first',
  },
  {
    target: 'https://api.example.com',
    environment: { HTTPS_PROXY: 'http://proxy:3128', HTTP_PROXY: 'http://other:1' },
    proxy: 'http://proxy:3128',
    why: 'for https',
  },
  {
    target: 'https://api.example.com',
    environment: { HTTP_PROXY: 'http://proxy:3128' },
    proxy: 'http://proxy:3128',
    why: 'for https, that of http if there is no other',
  },
  {
    target: 'http://api.example.com',
    environment: { HTTP_PROXY: 'http://user:secret@proxy:3128' },
    proxy: 'http://proxy:3128',
    why: 'without its credentials',
  },
  {
    target: 'http://127.0.0.1:4010',
    environment: { HTTP_PROXY: 'http://proxy:3128' },
    proxy: undefined,
    why: 'no proxy reaches this machine',
  },
];
for (const { target, environment, proxy, why } of proxies)
  test(`the proxy: ${why}`, () => expect(proxyFor(target, environment)).toBe(proxy));

test('a proxy that is not a URL is a user error', () => {
  expect(
    complaintOf(() => proxyFor('http://api.example.com', { HTTP_PROXY: 'proxy:3128' }), ''),
  ).toMatch(/is not an http or https URL/);
});

test('SSL_CERT_FILE adds certificates, and a missing file is a user error', () => {
  const folder = folderWith({ 'ca.pem': 'a certificate' });
  expect(trusted({})).toBeUndefined();
  expect(trusted({ SSL_CERT_FILE: join(folder, 'ca.pem') })?.at(-1)).toBe('a certificate');
  expect(trusted({ SSL_CERT_FILE: join(folder, 'ca.pem') })!.length).toBeGreaterThan(10);
  expect(complaintOf(() => trusted({ SSL_CERT_FILE: join(folder, 'none.pem') }), folder)).toMatch(
    /The file that SSL_CERT_FILE names, none\.pem, can't be read/,
  );
});

/** Sets a variable of the environment until the test ends. */
function withVariable(name: string, value: string): void {
  const before = process.env[name];
  process.env[name] = value;
  onTestFinished(() => {
    if (before === undefined) delete process.env[name];
    else process.env[name] = before;
  });
}

test('requests go through the proxy, except to this machine', async () => {
  await using target = await listen((request, response) =>
    response.end(`answered ${request.headers.host}`),
  );
  const seen: string[] = [];
  const proxy = createServer((request, response) => {
    seen.push(request.url!);
    forward(
      new URL(new URL(request.url!).pathname, target.url),
      { method: request.method!, headers: request.headers },
      (answer) => answer.pipe(response),
    ).end();
  }).listen(0, '127.0.0.1');
  await new Promise((listening) => proxy.once('listening', listening));
  onTestFinished(() => {
    proxy.close();
    proxy.closeAllConnections();
  });
  withVariable('http_proxy', `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`);
  const bodyOf = async (url: string) => {
    const sender = openSender(url, ample);
    const outcome = await sender.send({ method: 'GET', path: '/things', headers: [] });
    await sender.close();
    return outcome.kind === 'reply' ? Buffer.from(outcome.reply.body).toString() : outcome.reason;
  };
  expect(await bodyOf('http://api.example.test')).toBe('answered api.example.test');
  expect(await bodyOf(target.url)).toMatch(/^answered 127\.0\.0\.1/);
  expect(seen).toEqual(['http://api.example.test/things']);
});

test('an untrusted certificate is an error of the run, and SSL_CERT_FILE makes it trusted', async () => {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], {
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
    ],
  });
  const server = createSecureServer({ key, cert }, (_, response) => response.end('secret')).listen(
    0,
    '127.0.0.1',
  );
  await new Promise((listening) => server.once('listening', listening));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const outcomeOf = async () => {
    const sender = openSender(`https://127.0.0.1:${(server.address() as AddressInfo).port}`, ample);
    const outcome = await sender.send({ method: 'GET', path: '/', headers: [] });
    await sender.close();
    return outcome.kind === 'reply' ? Buffer.from(outcome.reply.body).toString() : outcome.reason;
  };
  expect(await outcomeOf()).toMatch(/no secure connection could be made/);
  withVariable('SSL_CERT_FILE', join(folderWith({ 'ca.pem': cert }), 'ca.pem'));
  expect(await outcomeOf()).toBe('secret');
});
