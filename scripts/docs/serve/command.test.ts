import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { run } from '../../mock/cli/testing.ts';

const things = 'scripts/lint/fixtures/conforming';

test('--serve says where site and mock are, and Ctrl-C ends it at once', async () => {
  await using running = run([things, '--serve', '--port', '0'], '.', 'docs');
  await running.printed('Ctrl-C ends it');
  const [, url] = /The site is at (\S+) /.exec(running.out())!;
  const response = await fetch(url!);
  expect(response.status).toBe(200);
  await response.text();
  expect(running.out()).toContain(`the mock: ${url}mock/`);
  running.child.kill('SIGINT');
  expect(await running.ended).toMatchObject({
    code: 0,
    out: expect.stringContaining('The site is no longer served.') as string,
  });
});

test('a used port is told', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await using running = run([things, '--serve', '--port', `${port}`], '.', 'docs');
  const { code, err } = await running.ended;
  server.close();
  expect(code).toBe(2);
  expect(err).toContain(
    `error: Port ${port} is taken: stop what uses it, or choose another with --port.`,
  );
});
