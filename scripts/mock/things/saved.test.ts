import { expect, test } from 'vitest';
import type { SavedThings } from './saved.ts';
import { createStore, type Store } from './store.ts';

const limits = { things: 100, characters: 10_000 };

/** A store with a project, its tasks at home, and a thing that was removed. */
function filled(): Store {
  const store = createStore(limits);
  const projects = store.open({ key: '/projects', api: 'things', path: '/projects' });
  const apollo = store.add(projects, 'apollo', { name: 'Apollo' });
  const home = store.open({ key: '/tasks', api: 'things', path: '/tasks' });
  const path = '/projects/apollo/tasks';
  const tasks = store.open({ key: path, api: 'things', path, owner: apollo, home });
  const first = store.add(tasks, '1', { title: 'First' }, 'description');
  store.add(tasks, '2', { title: 'Second' });
  store.write(first, { title: 'Changed' });
  store.remove(store.add(projects, 'hermes', {}));
  store.countersOf('things /projects').count = 7;
  return store;
}

/** What came from a file has no object of the store in it. */
const written = (saved: SavedThings) => JSON.parse(JSON.stringify(saved)) as SavedThings;

test('what was saved is there again, whatever came in between', () => {
  const store = filled();
  const saved = written(store.save());
  store.countersOf('things /projects').count = 9;
  store.countersOf('things /labels').count = 1;
  store.remove(store.all()[0]!);
  store.clear();
  store.add(store.open({ key: '/labels', api: 'things', path: '/labels' }), '1', {});
  expect(store.restore(saved)).toBeUndefined();
  expect(written(store.save())).toEqual({
    ...saved,
    // counters of other kinds begin again
    counters: { ...saved.counters, 'things /labels': { count: 0, again: -1, drawn: 0 } },
  });
  expect(store.place('/labels')).toBeUndefined();
  expect(store.isGone('/projects', 'hermes')).toBe(true);
  expect(store.all().map(({ id, revision, from }) => ({ id, revision, from }))).toEqual([
    { id: 'apollo', revision: 0, from: 'request' },
    { id: '1', revision: 1, from: 'description' },
    { id: '2', revision: 0, from: 'request' },
  ]);
  // a new one has no serial number that another had
  expect(store.add(store.place('/projects')!, 'zeus', {}).serial).toBe(saved.made + 1);
  // what belongs to a thing goes with it
  store.remove(store.all()[0]!);
  expect(store.all().map(({ id }) => id)).toEqual(['zeus']);
});

test('things are forgotten in the order in which they would have been', () => {
  const store = createStore({ things: 3, characters: 10_000 });
  const place = store.open({ key: '/things', api: 'things', path: '/things' });
  const [first] = ['1', '2', '3'].map((id) => store.add(place, id, {}));
  store.touch(first!);
  store.restore(written(store.save()));
  store.add(store.place('/things')!, '4', {});
  expect(store.all().map(({ id }) => id)).toEqual(['1', '3', '4']);
  expect(store.forgotten()).toBe(1);
});

const mistakes: {
  why: string;
  change: (saved: SavedThings) => SavedThings;
  at: (string | number)[];
}[] = [
  {
    why: 'a place without its owner',
    change: (saved) => ({ ...saved, places: saved.places.map((one) => ({ ...one, owner: 99 })) }),
    at: ['places', 0, 'owner'],
  },
  {
    why: 'a place that is its own home',
    change: (saved) => ({
      ...saved,
      places: saved.places.map((one) => ({ ...one, home: one.key })),
    }),
    at: ['places', 0, 'home'],
  },
  {
    why: 'a thing without its place',
    change: (saved) => ({ ...saved, places: [] }),
    at: ['things', 0, 'place'],
  },
  {
    why: 'two things with one serial number',
    change: (saved) => ({ ...saved, things: [...saved.things, saved.things[0]!] }),
    at: ['things', 3],
  },
  {
    why: 'more than is kept',
    change: (saved) => ({
      ...saved,
      things: saved.things.map((one) => ({ ...one, members: { text: 'x'.repeat(9000) } })),
    }),
    at: ['things'],
  },
];
test.each(mistakes)('$why changes nothing', ({ change, at }) => {
  const store = filled();
  const before = written(store.save());
  expect(store.restore(change(before))).toMatchObject({ at });
  expect(written(store.save())).toEqual(before);
});
