import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { endsWithUs } from '../../conformance/core/signals.ts';

type Expected = readonly [path: string, status: number, type: string, request?: RequestInit];

/** What a served site answers: the path, the status, and a part of the type of its content. */
const answers: readonly Expected[] = [
  ['/', 200, 'text/html'],
  ['/petstore/operations/createPet.html', 200, 'text/html'],
  ['/assets/style.css', 200, 'text/css'],
  ['/assets/console/console.js', 200, 'text/javascript'],
  ['/assets/console/console.css', 200, 'text/css'],
  ['/assets/search.js', 200, 'text/javascript'],
  ['/assets/search.css', 200, 'text/css'],
  ['/_reload.js', 200, 'text/javascript'],
  [
    ...(['/mock/petstore/pets', 201, 'application/json'] as const),
    {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ id: 4, name: 'Ada' }),
    },
  ],
];

/**
 * Starts the served site of the consumer's description, asks it for what pages load, and ends it.
 * Returns what is wrong, in lines for people.
 * @param words the command of Node that serves it on any free port
 */
export async function tryServing(words: readonly string[], project: string): Promise<string[]> {
  const child = endsWithUs(
    spawn(process.execPath, words, { cwd: project, stdio: ['ignore', 'pipe', 'inherit'] }),
  );
  const closed = once(child, 'close') as Promise<[number | null]>;
  let url: string | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    url = /^The site is at (\S+)\/ /.exec(line)?.[1];
    if (url !== undefined) break;
  }
  const wrong = url === undefined ? ['The site was not served.'] : await mistakesAt(url);
  child.kill('SIGINT');
  const [code] = await closed;
  return code === 0 ? wrong : [...wrong, `Ctrl-C ended it with ${code}.`];
}

async function mistakesAt(url: string): Promise<string[]> {
  const wrong: string[] = [];
  for (const [path, status, type, request] of answers) {
    const answer = await fetch(`${url}${path}`, request);
    await answer.body?.cancel();
    const sent = answer.headers.get('content-type') ?? 'none';
    if (answer.status !== status || !sent.includes(type))
      wrong.push(`${path}: ${answer.status} ${sent} in place of ${status} ${type}`);
  }
  return wrong;
}
