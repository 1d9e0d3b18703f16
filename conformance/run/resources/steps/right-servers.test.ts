import { expect, test } from 'vitest';
import type { Json } from '../../../core/json.ts';
import { jsonBody } from '../../../testing.ts';
import { parameter, type Told } from '../fake/testing.ts';
import { answering, refusals, sequencesAt, text, type Members } from './testing.ts';

/** What servers do that are right, and a checker could take for a fault. */

const [flag, integer] = [{ type: 'boolean' }, { type: 'integer' }];
const moment = { type: ['string', 'null'] };

type Described = {
  /** The members that requests give. */
  readonly given: { readonly [name: string]: object };
  readonly required?: readonly string[];
  /** The members that only answers have. */
  readonly shown?: { readonly [name: string]: object };
  readonly query?: readonly object[];
  readonly responses?: object;
  /** The header parameters of the creation. */
  readonly headers?: readonly object[];
};

/** Notes at `/notes/{noteId}`. */
function notes({
  given,
  required = [],
  shown = {},
  query = [],
  headers = [],
  responses,
}: Described) {
  const body = {
    requestBody: { required: true, ...jsonBody({ type: 'object', properties: given, required }) },
  };
  const note = { type: 'object', properties: { id: text, ...given, ...shown } };
  const done = { responses: { 200: { description: 'It.', ...jsonBody(note) }, ...refusals } };
  const all = { description: 'All.', ...jsonBody({ type: 'array', items: note }) };
  const made = { description: 'Made.', ...jsonBody(note) };
  return {
    '/notes': {
      get: { operationId: 'list', parameters: query, responses: { 200: all, ...refusals } },
      post: {
        operationId: 'create',
        parameters: headers,
        ...body,
        responses: { ...(responses ?? { 201: made }), ...refusals },
      },
    },
    '/notes/{noteId}': {
      parameters: [parameter('noteId')],
      get: { operationId: 'read', ...done },
      patch: { operationId: 'change', ...body, ...done },
      delete: { operationId: 'remove', responses: { 204: { description: 'Gone.' }, ...refusals } },
    },
  };
}

type Kept = Map<string, Members>;

/** How a server differs from the plainest one. */
type Ways = {
  readonly given: Described['given'];
  /** The thing that is kept, of what it was and what is given. */
  readonly keep?: (members: Members, before: Members | undefined, kept: Kept) => Members;
  readonly show?: (members: Members) => Members;
  readonly idOf?: (members: Members, kept: Kept) => string;
  readonly list?: (things: readonly Members[], query: URLSearchParams) => readonly Members[];
  readonly remove?: (id: string, kept: Kept) => void;
  readonly change?: (body: Members, before: Members) => Told | undefined;
  readonly create?: (body: Members, kept: Kept, key?: string) => Told | undefined;
};

function serverOf(ways: Ways) {
  const { given, keep = (members) => members, show = (members) => members } = ways;
  const kept: Kept = new Map();
  let count = 0;
  const shownAt = (id: string): Told => {
    const thing = kept.get(id);
    return thing ? { status: 200, body: show(thing) } : 404;
  };
  /** Whether a body has values of the right types. */
  const isRight = (body: Members): boolean =>
    Object.entries(body).every(([name, value]) => {
      const { type } = (given[name] ?? { type: undefined }) as { readonly type?: string };
      const own = Array.isArray(value) ? 'array' : typeof value;
      return type === undefined || type === own || (type === 'integer' && Number.isInteger(value));
    });
  return answering({
    'GET /notes': ({ query }) => {
      const things = [...kept.values()].map(show);
      return { status: 200, body: [...(ways.list?.(things, query) ?? things)] };
    },
    'POST /notes': ({ body, headers }) => {
      if (!isRight(body)) return 400;
      const early = ways.create?.(body, kept, headers.get('idempotency-key'));
      if (early !== undefined) return early;
      count += 1;
      const id = ways.idOf?.(body, kept) ?? `n${count}`;
      kept.set(id, { ...keep(body, undefined, kept), id });
      return { status: 201, body: show(kept.get(id)!) };
    },
    'GET /notes/{noteId}': ({ path: { noteId = '' } }) => shownAt(noteId),
    'PATCH /notes/{noteId}': ({ path: { noteId = '' }, body }) => {
      const before = kept.get(noteId);
      if (!before) return 404;
      if (!isRight(body)) return 400;
      const refused = ways.change?.(body, before);
      if (refused !== undefined) return refused;
      const after: Members = { ...before, ...keep({ ...before, ...body }, before, kept) };
      const id = String(after.id);
      if (id !== noteId) kept.delete(noteId);
      kept.set(id, after);
      return shownAt(id);
    },
    'DELETE /notes/{noteId}': ({ path: { noteId = '' } }) => {
      if (!kept.has(noteId)) return 404;
      if (ways.remove) ways.remove(noteId, kept);
      else kept.delete(noteId);
      return 204;
    },
  });
}

/** A server that is right in its own way. */
type Right = {
  readonly is: string;
  /** What it is warned of, because others do it by mistake. */
  readonly warnings?: readonly string[];
} & Described &
  Ways;

const plainText = { title: text, body: text };
const slugOf = ({ title }: Members): string =>
  String(title ?? 'untitled')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-');
const freeSlug = (slug: string, kept: Kept): string =>
  kept.has(slug) ? freeSlug(`${slug}-2`, kept) : slug;
const stamp = (at: number): string => `2026-01-01T00:00:${String(at % 60).padStart(2, '0')}Z`;
let clock = 0;
const now = (): number => (clock += 1);

const right: readonly Right[] = [
  {
    is: 'empty texts are kept as null, as Laravel does',
    given: plainText,
    keep: (members) =>
      Object.fromEntries(
        Object.entries(members).map(([name, value]) => [name, value === '' ? null : value]),
      ) as Members,
  },
  {
    is: 'empty values are left out, as Go does',
    given: { ...plainText, size: integer, isDone: flag, tags: { type: 'array', items: text } },
    show: (members) =>
      Object.fromEntries(
        Object.entries(members).filter(
          ([, value]) =>
            !(
              value === '' ||
              value === 0 ||
              value === false ||
              (Array.isArray(value) && value.length === 0)
            ),
        ),
      ) as Members,
  },
  {
    is: 'the moment of its end goes with the flag',
    warnings: ['kept/doneAt'],
    given: { ...plainText, isDone: flag },
    shown: { doneAt: moment },
    keep: (members, before) => ({
      ...members,
      doneAt: members.isDone
        ? ((before?.isDone ? before.doneAt : undefined) ?? stamp(now()))
        : null,
    }),
  },
  {
    is: 'one is the default at a time',
    given: { ...plainText, isDefault: flag },
    keep(members, before, kept) {
      if (members.isDefault)
        for (const [id, one] of kept)
          if (id !== before?.id) kept.set(id, { ...one, isDefault: false });
      return members;
    },
    remove(id, kept) {
      const wasDefault = kept.get(id)!.isDefault;
      kept.delete(id);
      const [next] = kept;
      if (wasDefault && next) kept.set(next[0], { ...next[1], isDefault: true });
    },
  },
  {
    is: 'positions follow one another',
    given: plainText,
    shown: { position: integer },
    show: (members) => members,
    keep: (members, before, kept) => ({ ...members, position: before?.position ?? kept.size + 1 }),
    remove(id, kept) {
      const at = Number(kept.get(id)!.position);
      kept.delete(id);
      for (const [other, one] of kept)
        if (Number(one.position) > at)
          kept.set(other, { ...one, position: Number(one.position) - 1 });
    },
    list: (things) => things,
  },
  {
    is: 'new ones come first, and positions move',
    warnings: ['other/position'],
    given: { ...plainText, position: integer },
    keep(members, before, kept) {
      if (before && before.position === members.position) return members;
      const position = Math.min(Math.max(Number(members.position ?? 1), 1), 1000);
      for (const [id, one] of kept)
        if (id !== before?.id && Number(one.position) >= position)
          kept.set(id, { ...one, position: Number(one.position) + 1 });
      return { ...members, position };
    },
  },
  {
    is: 'addresses are signed anew in each answer',
    given: plainText,
    shown: { address: text },
    show: (members) => ({
      ...members,
      address: `https://files.test/${members.id}?signature=${now()}`,
    }),
  },
  {
    is: 'work goes on by itself',
    given: plainText,
    shown: { phase: text },
    show: (members) => ({ ...members, phase: `step ${now()}` }),
  },
  {
    is: 'the identifier is a slug of the title',
    given: plainText,
    required: ['title'],
    idOf: (members, kept) => freeSlug(slugOf(members), kept),
    keep: (members, before, kept) =>
      before && slugOf(members) !== slugOf(before)
        ? { ...members, id: freeSlug(slugOf(members), kept) }
        : members,
  },
  {
    is: 'the identifier is a slug of all that there is to change',
    given: { title: text },
    required: ['title'],
    idOf: (members, kept) => freeSlug(slugOf(members), kept),
    keep: (members, before, kept) =>
      before && slugOf(members) !== slugOf(before)
        ? { ...members, id: freeSlug(slugOf(members), kept) }
        : members,
  },
  {
    is: 'letters and signs are written in its own way',
    warnings: ['changed-text: change-shown: other/'],
    given: plainText,
    keep: (members) =>
      Object.fromEntries(
        Object.entries(members).map(([name, value]) => [
          name,
          typeof value === 'string' ? value.replaceAll(/<[^>]*>/g, '') : value,
        ]),
      ) as Members,
  },
  {
    is: 'lists leave out what is not published',
    given: plainText,
    shown: { publishedAt: moment },
    keep: (members) => ({ ...members, publishedAt: null }),
    list: () => [],
  },
  {
    is: 'lists leave out drafts',
    given: plainText,
    shown: { status: text },
    keep: (members) => ({ ...members, status: 'draft' }),
    list: () => [],
  },
  {
    is: 'a list has at most twenty, whatever was asked for',
    given: plainText,
    query: [{ in: 'query', name: 'limit', schema: integer }],
    list: (things, query) =>
      [
        ...Array.from({ length: 30 }, (_, at) => ({ id: `old${at}`, title: 'Old', body: 'Old' })),
        ...things,
      ].slice(0, Math.min(20, Number(query.get('limit') ?? 20))),
  },
  {
    is: 'a parameter with the name of a limit selects by a member',
    given: { ...plainText, size: integer },
    query: [{ in: 'query', name: 'size', schema: integer }],
    list: (things, query) =>
      query.has('size') ? things.filter(({ size }) => String(size) === query.get('size')) : things,
  },
  {
    is: 'a moment from which a list begins is no page',
    given: plainText,
    query: [
      { in: 'query', name: 'limit', schema: integer },
      { in: 'query', name: 'from', schema: integer },
      { in: 'query', name: 'to', schema: integer },
    ],
    list: (things, query) => things.slice(0, Number(query.get('limit') ?? 100)),
  },
  {
    is: 'one value of a filter means any',
    given: { ...plainText, kind: { enum: ['red', 'blue'] } },
    query: [{ in: 'query', name: 'kind', schema: { enum: ['all', 'red', 'blue'] } }],
    list: (things, query) =>
      things.filter(({ kind }) => ['all', null, kind].includes(query.get('kind'))),
  },
  {
    is: 'what is deleted stays, with a mark',
    given: plainText,
    shown: { deletedAt: moment },
    keep: (members) => ({ deletedAt: null, ...members }),
    remove: (id, kept) => void kept.set(id, { ...kept.get(id)!, deletedAt: stamp(now()) }),
  },
  {
    is: 'a creation that finds the same is answered with 200',
    given: plainText,
    responses: { 200: { description: 'There.' }, 201: { description: 'Made.' } },
    create(body, kept) {
      const same = [...kept.values()].find(
        ({ title, body: its }) => title === body.title && its === body.body,
      );
      return same && { status: 200, body: same };
    },
  },
  {
    is: 'a creation with a key that came before is not done again',
    given: plainText,
    headers: [{ in: 'header', name: 'Idempotency-Key', required: true, schema: text }],
    create: (() => {
      const done = new Map<string, Members>();
      return (body: Members, kept: Kept, key = '') => {
        const made = done.get(key) ?? { ...body, id: `k${now()}` };
        if (!done.has(key)) kept.set(String(made.id), made);
        done.set(key, made);
        return { status: 201, body: made };
      };
    })(),
  },
  {
    is: 'a change gives the revision that it changes',
    given: { ...plainText, revision: integer },
    required: ['revision'],
    keep: (members) => ({ ...members, revision: Number(members.revision) + 1 }),
    change: (body, before) => (body.revision === before.revision ? undefined : 409),
  },
  {
    is: 'a list shows titles and numbers, and no identifiers',
    given: { ...plainText, size: integer },
    idOf: (_, kept) => String(kept.size + 1),
    list: (things) => things.map(({ title, size }) => ({ title: title ?? '', size: size ?? 3 })),
    warnings: [],
  },
  {
    is: 'the highest number is given again, as SQLite does',
    given: plainText,
    idOf: (_, kept) => String(Math.max(0, ...[...kept.keys()].map(Number)) + 1),
  },
  {
    is: 'a list has to be of one place, and it need not be that of the thing',
    given: { ...plainText, place: text },
    query: [{ ...parameter('place'), in: 'query', example: 'attic' }],
    list: (things, query) => things.filter(({ place }) => place === query.get('place')),
  },
  {
    is: 'a creation is only taken for later',
    given: plainText,
    responses: { 202: { description: 'Taken.', ...jsonBody({ type: 'object' }) } },
    create: () => ({ status: 202, body: { id: `later${now()}` } }),
  },
  {
    is: 'sets are shown in any order',
    warnings: ['created-shown: value/tags', 'other/tags'],
    given: { ...plainText, tags: { type: 'array', items: text, example: ['a', 'b'] } },
    show: (members) =>
      Array.isArray(members.tags) && now() % 2
        ? { ...members, tags: members.tags.toReversed() as Json }
        : members,
  },
];

test.each(right)('a right server has no error: $is', async (server) => {
  const { warnings = [] } = server;
  const { findings, errors, sent } = await sequencesAt(notes(server), serverOf(server));
  expect(errors).toEqual([]);
  expect(findings.filter((one) => !warnings.some((known) => one.includes(known)))).toEqual([]);
  expect(sent).toContain('read/state/created');
});
