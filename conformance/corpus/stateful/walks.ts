/** Walks through each server by plain requests, long enough that every fault shows somewhere. */

import type { StatefulServer } from './serve.ts';
import { clientOf, comparable, unknownId, type Client } from './testing.ts';

const longTitle = 'A title of many words that goes on and on, and on and on and on';

async function walkSettings(send: Client): Promise<void> {
  await send('GET', '/settings');
  await send('PUT', '/settings', { name: 'A', currency: 'USD', lateFee: 1, motto: 'Read' });
  await send('GET', '/settings');
  await send('PUT', '/settings', { name: 'B', currency: 'EUR', lateFee: 2 });
  await send('GET', '/settings');
}

async function walkAuthors(send: Client): Promise<string> {
  const author = { name: 'Ada', country: 'GB', biography: 'She wrote the first program.' };
  const { body: first } = await send('POST', '/authors', author);
  const { body: second } = await send('POST', '/authors', author);
  await send('GET', '/authors');
  for (const { id } of [first, second]) await send('GET', `/authors/${id}`);
  await send('DELETE', `/authors/${second.id}`);
  await send('POST', '/authors', { name: 'Grace' });
  await send('GET', '/authors');
  return String(first.id);
}

async function walkBooks(send: Client, stranger: Client, authorId: string): Promise<void> {
  const whole = {
    ...{ authorId, isbn: '9780000000001', title: longTitle, subtitle: 'Once', language: 'de' },
    ...{ pages: 7, price: 19.99, isLent: true, tags: ['a'] },
  };
  const ids: unknown[] = [];
  for (const isbn of ['9780000000001', '9780000000002', '9780000000003'])
    ids.push((await send('POST', '/books', { ...whole, isbn })).body.id);
  const [one, two, three] = ids;
  const readAll = async () => {
    await send('GET', '/books');
    for (const id of ids) await send('GET', `/books/${id}`);
  };
  await readAll();
  for (const query of [`authorId=${authorId}`, 'limit=2', 'page=2&limit=2'])
    await send('GET', `/books?${query}`);
  await send('PUT', `/books/${two}`, { authorId, isbn: '9780000000004', title: 'New' });
  await readAll();
  await send('PATCH', `/books/${one}`, { title: 'Newer', tags: ['b'] });
  await readAll();
  await send('PATCH', `/books/${one}`, { subtitle: 'Twice' });
  await send('PATCH', `/books/${three}`, { pages: 8 });
  await send('PATCH', `/books/${three}`, { pages: 9 });
  await readAll();
  await send('PATCH', `/books/${two}`, { subtitle: 5 });
  await send('PUT', `/books/${two}`, { ...whole, isbn: '9780000000005', pages: 'many' });
  await send('POST', '/books', { ...whole, isbn: '9780000000006', pages: 'many' });
  await send('POST', '/books', whole);
  await stranger('PUT', `/books/${two}`, { ...whole, isbn: '9780000000007' });
  await stranger('DELETE', `/books/${two}`);
  await readAll();
  await walkUnknown(send, '/books', '999999', { ...whole, isbn: '9780000000008' });
  await readAll();
  await send('DELETE', `/authors/${authorId}`);
  await send('GET', `/authors/${authorId}`);
  await send('DELETE', `/books/${two}`);
  await readAll();
  await send('POST', '/books', { ...whole, isbn: '9780000000009' });
  await readAll();
}

async function walkUnknown(send: Client, url: string, id: string, whole: object): Promise<void> {
  await send('GET', `${url}/${id}`);
  await send('PUT', `${url}/${id}`, whole);
  await send(
    'PATCH',
    `${url}/${id}`,
    { title: 'Unknown' },
    url.startsWith('/projects') ? mergePatch : undefined,
  );
  await send('DELETE', `${url}/${id}`);
}

const mergePatch = { 'content-type': 'application/merge-patch+json' };

/** What plain requests see of the flat server. */
export async function walkFlat(server: StatefulServer): Promise<string[]> {
  const trace: string[] = [];
  const send = clientOf(server, trace);
  await walkSettings(send);
  await walkBooks(send, clientOf(server, trace, ''), await walkAuthors(send));
  return comparable(trace);
}

/** The last part of a `Location`. */
const created = ({ headers }: { readonly headers: Headers }): string =>
  headers.get('location')?.split('/').at(-1) ?? '';

async function walkProjects(send: Client, other: Client): Promise<string> {
  const project = created(await send('POST', '/projects', { name: 'Apollo', about: 'The Moon' }));
  await send('PUT', `/projects/${project}`, { name: 'Artemis' });
  await send('PUT', `/projects/${project}`, { name: 'Gemini' }, { 'if-match': '"old"' });
  for (const client of [send, other]) {
    await client('GET', '/projects');
    await client('GET', `/projects/${project}`);
    await client('GET', `/projects/${project}/issues`);
  }
  await other('PUT', `/projects/${project}`, { name: 'Mine' });
  await other('DELETE', `/projects/${project}`);
  await send('GET', '/projects');
  await send('GET', '/projects/unknown-0/issues');
  return project;
}

async function walkIssues(send: Client, stranger: Client, project: string): Promise<string[]> {
  const url = `/projects/${project}/issues`;
  const whole = {
    ...{ title: longTitle, text: 'It is broken.', priority: 'high', dueOn: '2031-01-02' },
    labels: ['a'],
  };
  const keys: string[] = [];
  for (const title of [longTitle, longTitle, 'Another'])
    keys.push(created(await send('POST', url, { ...whole, title })));
  const [one, two, three] = keys;
  const readAll = async () => {
    await send('GET', url);
    for (const key of keys) await send('GET', `${url}/${key}`);
  };
  await readAll();
  for (const query of ['limit=2', 'cursor=c2&limit=2']) await send('GET', `${url}?${query}`);
  await send('PUT', `${url}/${two}`, { title: 'New' });
  await readAll();
  await send('PATCH', `${url}/${one}`, { title: 'Newer', text: null, labels: ['b'] }, mergePatch);
  await readAll();
  await send('PATCH', `${url}/${three}`, { dueOn: '2032-01-02' }, mergePatch);
  await send('PATCH', `${url}/${three}`, { dueOn: '2033-01-02' }, mergePatch);
  await send('POST', `${url}/${three}/close`);
  await readAll();
  await send('GET', `${url}?state=closed`);
  await send('POST', `${url}/${three}/close`);
  await send('PATCH', `${url}/${two}`, { text: 5 }, mergePatch);
  await send('PUT', `${url}/${two}`, { ...whole, priority: 'none' });
  await send('POST', url, { ...whole, priority: 'none' });
  await stranger('PUT', `${url}/${two}`, whole);
  await stranger('DELETE', `${url}/${two}`);
  await readAll();
  await walkUnknown(send, url, 'I-999', whole);
  await readAll();
  await send('DELETE', `${url}/${two}`);
  await readAll();
  keys.push(created(await send('POST', url, whole)));
  await readAll();
  return keys;
}

async function walkComments(send: Client, issue: string, elsewhere: string): Promise<void> {
  const url = `${issue}/comments`;
  const ids: string[] = [];
  for (const text of ['One', 'Two', 'Three'])
    ids.push(created(await send('POST', url, { text, isInternal: true })));
  const readAll = async () => {
    await send('GET', url);
    for (const id of ids) await send('GET', `${url}/${id}`);
  };
  await readAll();
  await send('GET', `${elsewhere}/comments/${ids[0]}`);
  await send('DELETE', `${url}/${unknownId}`);
  await readAll();
  await send('DELETE', `${url}/${ids[1]}`);
  await readAll();
  await send('GET', issue);
}

/** What plain requests of two users see of the nested server. */
export async function walkNested(server: StatefulServer): Promise<string[]> {
  const trace: string[] = [];
  const send = clientOf(server, trace);
  const other = clientOf(server, trace, server.tokens[1]);
  const project = await walkProjects(send, other);
  const keys = await walkIssues(send, clientOf(server, trace, ''), project);
  await other('GET', `/projects/${project}/issues/${keys[0]}`);
  const second = created(await send('POST', '/projects', { name: 'Voyager' }));
  await send('GET', `/projects/${second}/issues/${keys[0]}`);
  await send('GET', `/projects/${second}/issues`);
  const issues = `/projects/${project}/issues`;
  await walkComments(send, `${issues}/${keys[0]}`, `${issues}/${keys[2]}`);
  await send('DELETE', `/projects/${project}`);
  await send('GET', `${issues}/${keys[0]}`);
  await send('GET', `${issues}/${keys[0]}/comments`);
  return comparable(trace);
}
