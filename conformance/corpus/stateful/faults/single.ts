import type { Reply } from '../../implementation/http.ts';
import { answering, keeping, type Idea } from '../fault.ts';
import { kindOf, type Store, type Thing } from '../store.ts';

/** Faults of one server, for what only that one has. */

/** The authors: their names may be the same. */
export const ofAuthors: readonly Idea[] = [
  answering(
    'refused-delete-is-done',
    'It deletes an author whose books are in the way, and answers with the conflict.',
    ['refusal-changes-nothing'],
    (right, kept, { operations }) =>
      (call) => {
        const reply = right(call);
        if (call.operation === operations.remove && reply.status === 409)
          kept.remove('library/authors', call.path.authorId!.toLowerCase());
        return reply;
      },
  ),
];

/** The books. */
export const ofBooks: readonly Idea[] = [
  keeping(
    'price-is-rounded',
    'It keeps a whole number as the price.',
    ['created-shown'],
    (right) => {
      const rounded = (members: Thing): Thing =>
        typeof members.price === 'number'
          ? { ...members, price: Math.round(members.price) }
          : members;
      return {
        create: (place, members) => right.create(place, rounded(members)),
        replace: (place, id, members) => right.replace(place, id, rounded(members)),
        change: (place, id, members) => right.change(place, id, rounded(members)),
      };
    },
  ),
  answering(
    'conflict-is-created',
    'It creates a book although it refuses it for a conflict.',
    ['list-complete'],
    (right, kept, { operations }) =>
      (call) => {
        const reply = right(call);
        if (call.operation === operations.create && reply.status === 409)
          kept.create('library/books', { language: 'en', isLent: false, tags: [], ...call.body });
        return reply;
      },
  ),
];

/** The settings, of which there is one. */
export const ofSettings: readonly Idea[] = [
  keeping(
    'put-is-lost',
    'It answers that it replaced the settings, and keeps the old ones.',
    ['change-shown'],
    (right) => ({
      replace: (place, id, members) => right.read(place, id) && members,
    }),
  ),
  keeping(
    'put-merges',
    'It keeps the settings that a replacement leaves out.',
    ['change-shown'],
    (right) => ({
      replace: (place, id, members) => right.change(place, id, members),
    }),
  ),
  keeping('put-forgets-a-member', 'It does not keep the motto.', ['change-shown'], (right) => ({
    replace: (place, id, { motto: _, ...members }) => right.replace(place, id, members),
  })),
];

/** The same place of the other users, and other places of the same kind of this user. */
const ofOthers = (store: Store, place: string): string[] => {
  const path = place.slice(place.indexOf('/'));
  return store.places().filter((other) => other !== place && other.endsWith(path));
};
const ofOtherParents = (store: Store, place: string): string[] => {
  const user = place.slice(0, place.indexOf('/') + 1);
  return store
    .places()
    .filter(
      (other) => other !== place && other.startsWith(user) && kindOf(other) === kindOf(place),
    );
};

/** The first of some places that has the thing. */
const holder = (store: Store, places: readonly string[], id: string): string | undefined =>
  places.find((place) => store.at(place)?.has(id));

const belongingToAnyParent = keeping(
  'read-under-any-parent',
  'It reads a thing under another parent than its own.',
  ['unknown-refused'],
  (right) => ({
    read: (place, id) =>
      right.read(place, id) ??
      right.read(holder(right, ofOtherParents(right, place), id) ?? '', id),
  }),
);

/** The projects, each of one user. */
export const ofProjects: readonly Idea[] = [
  answering(
    'entity-tag-stays',
    'It gives a project the same entity tag, whatever changes.',
    ['entity-tag-moves'],
    (right) => (call) => {
      const reply = right(call);
      return reply.headers.etag === undefined
        ? reply
        : { ...reply, headers: { ...reply.headers, etag: '"1"' } };
    },
  ),
  answering(
    'condition-is-ignored',
    'It replaces a project whatever entity tag it has.',
    ['stale-refused'],
    (right) => (call) => right({ ...call, header: {} }),
  ),
  keeping(
    'delete-leaves-the-parts',
    'It deletes a project, and its issues can be read still.',
    ['unknown-refused', 'deleted-gone'],
    (right) => ({
      remove: (place, id) => right.at(place)?.delete(id) === true,
    }),
  ),
  keeping('read-shows-others', "It reads another user's project.", ['others-hidden'], (right) => ({
    read: (place, id) =>
      right.read(place, id) ?? right.read(holder(right, ofOthers(right, place), id) ?? '', id),
  })),
  keeping('list-shows-others', "It lists other users' projects.", ['others-hidden'], (right) => ({
    list: (place) => [place, ...ofOthers(right, place)].flatMap((each) => right.list(each) ?? []),
  })),
  keeping(
    'delete-takes-others',
    "It deletes another user's project.",
    ['others-hidden', 'refusal-changes-nothing'],
    (right) => ({
      remove: (place, id) =>
        right.remove(place, id) ||
        right.remove(holder(right, ofOthers(right, place), id) ?? '', id),
    }),
  ),
  keeping(
    'put-changes-others',
    "It replaces another user's project.",
    ['others-hidden'],
    (right) => ({
      replace: (place, id, members) =>
        right.replace(place, id, members) ??
        right.replace(holder(right, ofOthers(right, place), id) ?? '', id, members),
    }),
  ),
];

/** The issues of a project. */
export const ofIssues: readonly Idea[] = [
  belongingToAnyParent,
  keeping(
    'list-shows-other-parents',
    'It lists the issues of all projects of the user.',
    ['list-complete'],
    (right) => ({
      list(place) {
        const things = right.list(place);
        return (
          things && [
            ...things,
            ...ofOtherParents(right, place).flatMap((each) => right.list(each) ?? []),
          ]
        );
      },
    }),
  ),
  keeping(
    'read-shows-others',
    "It reads an issue of another user's project.",
    ['others-hidden'],
    (right) => ({
      read: (place, id) =>
        right.read(place, id) ?? right.read(holder(right, ofOthers(right, place), id) ?? '', id),
    }),
  ),
  keeping(
    'list-of-unknown-is-empty',
    'It lists no issues for a project that is not there.',
    ['unknown-refused'],
    (right) => ({
      list: (place) => right.list(place) ?? [],
    }),
  ),
  keeping(
    'null-is-ignored',
    'It keeps what a `null` has to remove.',
    ['change-shown'],
    (right) => ({
      change: (place, id, members) =>
        right.change(
          place,
          id,
          Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null)),
        ),
    }),
  ),
  answering(
    'close-closes-a-neighbour',
    'It closes all issues of the project.',
    ['refusal-changes-nothing'],
    (right, kept) => (call) => {
      const reply: Reply = right(call);
      if (call.operation === 'closeIssue' && reply.status === 204) {
        const place = `${call.user}/projects/${call.path.projectSlug}/issues`;
        for (const id of [...(kept.at(place)?.keys() ?? [])])
          kept.change(place, id, { state: 'closed' });
      }
      return reply;
    },
  ),
];

/** The comments on an issue. */
export const ofComments: readonly Idea[] = [
  belongingToAnyParent,
  keeping(
    'delete-takes-the-parent',
    'It deletes the issue together with a comment.',
    ['refusal-changes-nothing'],
    (right) => ({
      remove(place, id) {
        const isDone = right.remove(place, id);
        const [user, , project, , issue] = place.split('/');
        if (isDone) right.remove(`${user}/projects/${project}/issues`, issue ?? '');
        return isDone;
      },
    }),
  ),
];
