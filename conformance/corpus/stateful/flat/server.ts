import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { readDescription } from '../../contract-server/description.ts';
import { jsonReply, type Reply } from '../../implementation/http.ts';
import type { Call } from '../fault.ts';
import { serve, type ServerSpec, type StatefulOptions, type StatefulServer } from '../serve.ts';
import { only, type Store, type Thing } from '../store.ts';

/** The file of its description. */
export const flatDescription = join(import.meta.dirname, 'openapi.yaml');
const description = readDescription(flatDescription);

const authors = 'library/authors';
const books = 'library/books';
const settings = 'library/settings';

const stamps = () => {
  const now = new Date().toISOString();
  return { createdAt: now, updatedAt: now };
};

const kinds: Store['kinds'] = {
  authors: { key: 'id', made: () => ({ id: randomUUID(), ...stamps() }), isStamped: true },
  books: { key: 'id', made: (_, count) => ({ id: count, ...stamps() }), isStamped: true },
  settings: { made: () => ({}) },
};

const members: { readonly [kind: string]: readonly string[] } = {
  author: ['name', 'country', 'born', 'biography'],
  book: ['authorId', 'isbn', 'title', 'subtitle', 'language', 'pages', 'price', 'isLent', 'tags'],
  settings: ['name', 'currency', 'lateFee', 'motto'],
};

/** The members that a client may set. */
const known = (kind: string, body: Thing): Thing =>
  Object.fromEntries(
    members[kind]!.flatMap((name) => (Object.hasOwn(body, name) ? [[name, body[name]]] : [])),
  );

const wholeBook = (body: Thing): Thing => ({
  language: 'en',
  isLent: false,
  tags: [],
  ...known('book', body),
});

const refusals = {
  400: { code: 'invalid', message: 'The request breaks a rule.' },
  401: { code: 'unauthorized', message: 'A librarian has to sign in.' },
  404: { code: 'notFound', message: 'There is nothing here.' },
  405: { code: 'notFound', message: 'Nothing here takes this method.' },
  409: { code: 'conflict', message: 'Something else is in the way.' },
  422: { code: 'unknownAuthor', message: 'There is no such author.' },
} as const;

const refuse = (status: keyof typeof refusals): Reply =>
  jsonReply(status, refusals[status], status === 401 ? { 'www-authenticate': 'Bearer' } : {});

const nothing: Reply = { status: 204, headers: {}, body: '' };

const shown = (thing: Thing | undefined, status = 200): Reply =>
  thing ? jsonReply(status, thing) : refuse(404);

function page(
  things: readonly Thing[] | undefined,
  { page: number = 1, limit = 20 }: Call['query'],
) {
  const from = (Number(number) - 1) * Number(limit);
  return jsonReply(200, things?.slice(from, from + Number(limit)));
}

/** The letters of a UUID have no case. */
const sameId = (one: unknown, other: unknown): boolean =>
  String(one).toLowerCase() === String(other).toLowerCase();

const authorIn = ({ path }: Call): string => path.authorId!.toLowerCase();

/** What is in the way of a book with these members. */
function obstacle(store: Store, { authorId, isbn }: Thing, id?: string): Reply | undefined {
  const others = (store.list(books) ?? []).filter((book) => String(book.id) !== id);
  if (isbn !== undefined && others.some((book) => book.isbn === isbn)) return refuse(409);
  if (authorId !== undefined && !store.at(authors)?.has(String(authorId).toLowerCase()))
    return refuse(422);
  return undefined;
}

const operations: ServerSpec['operations'] = {
  listAuthors: ({ query }, store) =>
    page(
      store
        .list(authors)
        ?.filter(({ country }) => query.country === undefined || country === query.country),
      query,
    ),
  createAuthor: ({ body }, store) => shown(store.create(authors, known('author', body)), 201),
  getAuthor: (call, store) => shown(store.read(authors, authorIn(call))),
  replaceAuthor: (call, store) =>
    shown(store.replace(authors, authorIn(call), known('author', call.body))),
  updateAuthor: (call, store) =>
    shown(store.change(authors, authorIn(call), known('author', call.body))),
  deleteAuthor(call, store) {
    const isRead = store.list(books)?.some(({ authorId }) => sameId(authorId, authorIn(call)));
    if (isRead) return refuse(409);
    return store.remove(authors, authorIn(call)) ? nothing : refuse(404);
  },

  listBooks: ({ query }, store) =>
    page(
      store
        .list(books)
        ?.filter(
          ({ authorId }) => query.authorId === undefined || sameId(authorId, query.authorId),
        ),
      query,
    ),
  createBook: ({ body }, store) =>
    obstacle(store, body) ?? shown(store.create(books, wholeBook(body)), 201),
  getBook: ({ path }, store) => shown(store.read(books, path.bookId!)),
  replaceBook: ({ path, body }, store) =>
    writeBook(store, path.bookId!, body, () => store.replace(books, path.bookId!, wholeBook(body))),
  updateBook: ({ path, body }, store) =>
    writeBook(store, path.bookId!, body, () =>
      store.change(books, path.bookId!, known('book', body)),
    ),
  deleteBook: ({ path }, store) => (store.remove(books, path.bookId!) ? nothing : refuse(404)),

  getSettings: (_, store) => shown(store.read(settings, only)),
  replaceSettings: ({ body }, store) =>
    shown(store.replace(settings, only, known('settings', body))),
};

/** A book that isn't there is missed before its members are looked at. */
function writeBook(store: Store, id: string, body: Thing, write: () => Thing | undefined): Reply {
  const isThere = store.read(books, id) !== undefined;
  return (isThere ? obstacle(store, body, id) : undefined) ?? shown(write());
}

function fill(store: Store): void {
  store.create(settings, { name: 'Town library', currency: 'EUR', lateFee: 0.5 });
  const author = store.create(authors, { name: 'Stanisław Lem', country: 'PL' });
  for (const [isbn, title] of [
    ['9780156027601', 'Solaris'],
    ['9780156306300', 'The Futurological Congress'],
  ])
    store.create(books, wholeBook({ authorId: author?.id, isbn, title }));
}

/** Serves authors, books and settings on loopback, as described or with a fault. */
export const startFlat = (options: StatefulOptions = {}): Promise<StatefulServer> =>
  serve(
    {
      description,
      base: '',
      users: new Map([['librarian-token-6f1d', 'library']]),
      kinds,
      fill,
      operations,
      refuse,
    },
    options,
  );
