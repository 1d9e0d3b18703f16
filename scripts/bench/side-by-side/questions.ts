import type { Answer, Client } from './client.ts';

/** The answer to a question, and what was seen of the server. */
export type Reply = { readonly isYes: boolean; readonly seen: string };

/** Something that a frontend expects of the to-do API. */
export type Question = {
  readonly text: string;
  readonly ask: (client: Client) => Promise<Reply>;
};

const nowhere = '00000000-0000-4000-8000-000000000000';
let number = 0;
/** A title that no to-do has. */
function newTitle(): string {
  number += 1;
  return `Title ${number} of ${process.pid}`;
}

/** Status and body of an answer, as far as they fit a line. */
const told = ({ status, text }: Answer): string =>
  status === 0 ? 'no answer' : `${status} ${text.replaceAll(/\s+/g, ' ')}`.trim().slice(0, 160);

const reply = (isYes: boolean, ...answers: readonly Answer[]): Reply => ({
  isYes,
  seen: answers.map(told).join(' | '),
});

/** Makes a to-do; its path is where the answer says, by its id. */
async function make({ send }: Client, more: object = {}) {
  const title = newTitle();
  const answer = await send('POST', '/todos', { body: { title, ...more } });
  return { title, answer, path: `/todos/${answer.json?.id ?? nowhere}` };
}

const itemsOf = (answer: Answer): readonly { readonly [name: string]: unknown }[] =>
  Array.isArray(answer.json?.items) ? answer.json.items : [];
const titlesOf = (answer: Answer) => itemsOf(answer).map(({ title }) => title);
const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** A refusal with this status, and a body as documented. */
const isRefusal = ({ status, json }: Answer, wanted: number): boolean =>
  status === wanted && typeof json?.code === 'string' && typeof json?.message === 'string';

const made: readonly Question[] = [
  {
    text: 'Two POSTs make two things, each with its id',
    async ask(client) {
      const [one, other] = [await make(client), await make(client)];
      const ids = [one.answer.json?.id, other.answer.json?.id];
      const isYes = ids.every((id) => typeof id === 'string') && ids[0] !== ids[1];
      return { isYes, seen: `${one.answer.status}: ids ${ids.join(' and ')}` };
    },
  },
  {
    text: 'What was made is read at its id',
    async ask(client) {
      const { title, path } = await make(client);
      const answer = await client.send('GET', path);
      return reply(answer.status === 200 && answer.json?.title === title, answer);
    },
  },
  {
    text: 'It stands in the list',
    async ask(client) {
      const { title } = await make(client);
      const answer = await client.send('GET', '/todos?limit=100');
      return reply(titlesOf(answer).includes(title), answer);
    },
  },
  {
    text: 'PUT replaces it, and a member that is left out goes',
    async ask(client) {
      const { path } = await make(client, { note: 'A note' });
      const title = newTitle();
      await client.send('PUT', path, { body: { title } });
      const answer = await client.send('GET', path);
      return reply(answer.json?.title === title && answer.json?.note === undefined, answer);
    },
  },
  {
    text: 'PATCH merges: what is left out stays',
    async ask(client) {
      const { title, path } = await make(client, { note: 'A note' });
      const headers = { 'content-type': 'application/merge-patch+json' };
      await client.send('PATCH', path, { body: { done: true }, headers });
      const { json, ...answer } = await client.send('GET', path);
      const isYes = json?.done === true && json?.note === 'A note' && json?.title === title;
      return reply(isYes, { ...answer, json });
    },
  },
  {
    text: 'After DELETE, it is a documented 404',
    async ask(client) {
      const { path } = await make(client);
      const before = await client.send('GET', path);
      await client.send('DELETE', path);
      const answer = await client.send('GET', path);
      return reply(before.status === 200 && isRefusal(answer, 404), before, answer);
    },
  },
  {
    text: 'An id that nothing has is a documented 404',
    async ask({ send }) {
      const answer = await send('GET', `/todos/${nowhere}`);
      return reply(isRefusal(answer, 404), answer);
    },
  },
];

const listed: readonly Question[] = [
  {
    text: 'A list has pages (`limit`, `offset`)',
    async ask(client) {
      for (let count = 0; count < 3; count += 1) await make(client);
      const all = titlesOf(await client.send('GET', '/todos?limit=100'));
      const page = await client.send('GET', '/todos?limit=2&offset=1');
      return reply(all.length > 2 && same(titlesOf(page), all.slice(1, 3)), page);
    },
  },
  {
    text: 'It is filtered (`done`, `tag`)',
    async ask(client) {
      const { title } = await make(client, { done: true, tags: ['rare'] });
      await make(client, { done: false, tags: ['common'] });
      const done = await client.send('GET', '/todos?done=true&limit=100');
      const tagged = await client.send('GET', '/todos?tag=rare&limit=100');
      const isDone = itemsOf(done).every((each) => each.done === true);
      return reply(
        isDone && titlesOf(done).includes(title) && same(titlesOf(tagged), [title]),
        tagged,
      );
    },
  },
  {
    text: 'It is searched (`q`)',
    async ask(client) {
      const { title } = await make(client, { note: 'Zanzibar' });
      await make(client);
      const answer = await client.send('GET', '/todos?q=zanzibar');
      return reply(same(titlesOf(answer), [title]), answer);
    },
  },
  {
    text: 'It is sorted (`sort=-title`)',
    async ask(client) {
      await make(client);
      await make(client);
      const answer = await client.send('GET', '/todos?sort=-title&limit=100');
      const titles = titlesOf(answer).map(String);
      return reply(titles.length > 1 && same(titles, titles.toSorted().toReversed()), answer);
    },
  },
  {
    text: 'Its total is right, of all and of a filter',
    async ask(client) {
      await make(client, { tags: ['counted'] });
      const all = await client.send('GET', '/todos?limit=100');
      const some = await client.send('GET', '/todos?tag=counted&limit=1');
      const isRight = all.json?.total === itemsOf(all).length && some.json?.total === 1;
      return reply(isRight && itemsOf(all).length > 1, some);
    },
  },
  {
    text: 'Comments belong to their to-do, and go with it',
    async ask(client) {
      const [one, other] = [await make(client), await make(client)];
      const { json } = await client.send('POST', `${one.path}/comments`, { body: { text: 'Yes' } });
      const own = await client.send('GET', `${one.path}/comments`);
      const others = await client.send('GET', `${other.path}/comments`);
      await client.send('DELETE', one.path);
      const after = await client.send('GET', `${one.path}/comments/${json?.id ?? 1}`);
      const isBelow = own.json?.length === 1 && own.json[0].text === 'Yes';
      return reply(isBelow && same(others.json, []) && after.status === 404, own, others, after);
    },
  },
];

const ruled: readonly Question[] = [
  {
    text: 'A title that is taken is the documented 409',
    async ask(client) {
      const { title } = await make(client);
      const answer = await client.send('POST', '/todos', { body: { title } });
      const free = await client.send('POST', '/todos', { body: { title: newTitle() } });
      return reply(isRefusal(answer, 409) && free.status === 201, answer);
    },
  },
  {
    text: '`readOnly` members are the server’s',
    async ask(client) {
      const sent = { id: nowhere, createdAt: '2000-01-01T00:00:00Z' };
      const { title, answer } = await make(client, sent);
      const { json } = answer;
      const isOwn = json?.id !== nowhere && json?.createdAt !== sent.createdAt;
      return reply(answer.status === 201 && json?.title === title && isOwn, answer);
    },
  },
  {
    text: '`writeOnly` members never come back',
    async ask(client) {
      const { title, answer, path } = await make(client, { passphrase: 'a-secret-phrase' });
      const read = await client.send('GET', path);
      const list = await client.send('GET', '/todos?limit=100');
      const isHidden = [answer, read, list].every(({ text }) => !text.includes('a-secret-phrase'));
      return reply(read.json?.title === title && isHidden, read);
    },
  },
  {
    text: '`updatedAt` moves, `createdAt` stays',
    async ask(client) {
      const { answer, path } = await make(client);
      await new Promise((resolve) => setTimeout(resolve, 1100));
      const after = await client.send('PATCH', path, { body: { done: true } });
      const isStill = answer.json?.createdAt === after.json?.createdAt;
      return reply(isStill && after.json?.updatedAt > answer.json?.updatedAt, after);
    },
  },
  {
    text: '`If-Match` with an old entity tag is the documented 412',
    async ask(client) {
      const { path } = await make(client);
      const { etag = '"none"' } = (await client.send('GET', path)).headers;
      const sending = { body: { done: true }, headers: { 'if-match': etag } };
      const first = await client.send('PATCH', path, sending);
      const second = await client.send('PATCH', path, sending);
      return reply(first.status === 200 && isRefusal(second, 412), first, second);
    },
  },
  {
    text: 'A body that breaks its schema is the documented 400',
    async ask({ send }) {
      const answer = await send('POST', '/todos', { body: { title: '' } });
      return reply(isRefusal(answer, 400), answer);
    },
  },
  {
    text: 'JSON that can’t be parsed is the documented 400',
    async ask({ send }) {
      const answer = await send('POST', '/todos', { body: '{"title":' });
      return reply(isRefusal(answer, 400), answer);
    },
  },
];

const chosen: readonly Question[] = [
  {
    text: 'A client chooses an example by its name',
    async ask(client) {
      const { path } = await make(client);
      const headers = { prefer: 'example=groceries' };
      const answer = await client.send('GET', path, { headers });
      return reply(answer.json?.title === 'Buy groceries', answer);
    },
  },
  {
    text: 'A client chooses a status',
    async ask(client) {
      const { path } = await make(client);
      const answer = await client.send('GET', path, { headers: { prefer: 'code=404' } });
      const plain = await client.send('GET', path);
      return reply(isRefusal(answer, 404) && plain.status === 200, answer);
    },
  },
  {
    text: 'A page of another origin may call it',
    async ask({ send }) {
      const origin = 'http://app.example.test';
      const headers = { origin, 'access-control-request-method': 'PATCH' };
      const preflight = await send('OPTIONS', `/todos/${nowhere}`, { headers });
      const answer = await send('GET', '/todos', { headers: { origin } });
      const isGranted = [preflight, answer].every(({ headers: got }) =>
        ['*', origin].includes(got['access-control-allow-origin'] ?? ''),
      );
      return reply(isGranted && preflight.status < 300, preflight);
    },
  },
  {
    text: 'Each answer to these questions is valid by its schema',
    async ask({ judged }) {
      const { answers, faults } = judged();
      const seen = `${faults.length} of ${answers} are not${faults[0] ? `: ${faults[0]}` : ''}`;
      return { isYes: faults.length === 0, seen: seen.slice(0, 220) };
    },
  },
];

/** All questions. The last one is about the answers to all others. */
export const questions: readonly Question[] = [...made, ...listed, ...ruled, ...chosen];
