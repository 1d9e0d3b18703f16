import type { Idea, StateFault, Target } from './fault.ts';
import { creating } from './faults/creating.ts';
import { reading } from './faults/reading.ts';
import { refusing } from './faults/refusing.ts';
import { removing } from './faults/removing.ts';
import * as single from './faults/single.ts';
import { writing } from './faults/writing.ts';

/** What the operations on `Book` are called, and so on. */
const named = (one: string, many: string): Target['operations'] => ({
  list: `list${many}`,
  create: `create${one}`,
  replace: `replace${one}`,
  change: `update${one}`,
  remove: `delete${one}`,
});

const flat = { server: 'flat', anyUser: 'library' } as const;
const nested = { server: 'nested', anyUser: 'ada' } as const;

const books: Target = {
  ...flat,
  kind: 'books',
  title: 'title',
  note: 'subtitle',
  list: 'tags',
  required: ['authorId', 'isbn', 'title'],
  defaults: { language: 'en', isLent: false, tags: [] },
  operations: named('Book', 'Books'),
  filter: 'authorId',
  from: 'page',
};
const authors: Target = {
  ...flat,
  kind: 'authors',
  title: 'name',
  note: 'biography',
  list: '',
  required: ['name'],
  defaults: {},
  operations: named('Author', 'Authors'),
  filter: 'country',
  from: 'page',
};
const settings: Target = {
  ...authors,
  kind: 'settings',
  operations: named('Settings', 'Settings'),
};

const projects: Target = {
  ...nested,
  kind: 'projects',
  title: 'name',
  note: 'about',
  list: '',
  required: ['name'],
  defaults: {},
  operations: named('Project', 'Projects'),
  filter: '',
  from: 'offset',
};
const issues: Target = {
  ...nested,
  kind: 'issues',
  title: 'title',
  note: 'text',
  list: 'labels',
  required: ['title'],
  defaults: { priority: 'normal', labels: [] },
  operations: named('Issue', 'Issues'),
  filter: 'state',
  from: 'cursor',
};
const comments: Target = {
  ...nested,
  kind: 'comments',
  title: 'text',
  note: '',
  list: '',
  required: ['text'],
  defaults: { isInternal: false },
  operations: named('Comment', 'Comments'),
  filter: '',
  from: '',
};

const everywhere = [...creating, ...reading, ...writing, ...removing, ...refusing];

const table: readonly (readonly [Target, readonly Idea[]])[] = [
  [books, [...everywhere, ...single.ofBooks]],
  [authors, [...creating, ...single.ofAuthors]],
  [settings, single.ofSettings],
  [projects, single.ofProjects],
  [issues, [...everywhere, ...single.ofIssues]],
  [comments, [...removing, ...single.ofComments]],
];

/** Combinations that can't be noticed, and why. */
const unnoticeable: ReadonlyMap<string, string> = new Map([
  ['flat/books/create-twice-makes-one', 'An equal creation has the same ISBN, and is a conflict.'],
  ['flat/authors/create-prefers-defaults', 'There are no defaults.'],
]);

/** All faults of the stateful servers. */
export const stateFaults: readonly StateFault[] = table
  .flatMap(([target, ideas]) => ideas.map((idea) => idea(target)))
  .filter(({ id }) => !unnoticeable.has(id));
