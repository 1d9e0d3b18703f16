import { expect, test } from 'vitest';
import { createStore, type Store } from './store.ts';
import { knownOf, type Place, type Thing } from './thing.ts';

const placeIn = (store: Store, path: string, owner?: Thing): Place =>
  store.open({ key: path, api: 'things', path, owner });
const idsIn = ({ things }: Place) => things.all().map(({ id }) => id);

test('the number of things is bounded: the least recently used are forgotten first', () => {
  const store = createStore({ things: 100, characters: 1_000_000 });
  const place = placeIn(store, '/things');
  const first = store.add(place, 'first', {});
  for (let id = 0; id < 150; id += 1) {
    store.add(place, `${id}`, {});
    store.touch(first);
  }
  expect(store.all()).toHaveLength(100);
  expect(idsIn(place).slice(0, 2)).toEqual(['first', '51']);
  expect(place.byId.has('50')).toBe(false);
  expect(store.forgotten()).toBe(51);
});

test('the size of things is bounded, and one that is too large is not kept', () => {
  const store = createStore({ things: 100, characters: 1000 });
  const place = placeIn(store, '/things');
  for (let id = 0; id < 10; id += 1) store.add(place, `${id}`, { text: 'x'.repeat(300) });
  expect(idsIn(place)).toEqual(['7', '8', '9']);
  store.add(place, 'large', { text: 'x'.repeat(2000) });
  expect(idsIn(place)).not.toContain('large');
});

test('who fills a place uses what it belongs to', () => {
  const store = createStore({ things: 20, characters: 1_000_000 });
  const projects = placeIn(store, '/projects');
  const home = placeIn(store, '/tasks');
  const apollo = store.add(projects, 'apollo', {});
  const path = '/projects/apollo/tasks';
  store.open({ key: path, api: 'things', path, owner: apollo, home });
  for (let id = 0; id < 50; id += 1) store.add(store.place(path)!, `${id}`, {});
  expect(idsIn(projects)).toEqual(['apollo']);
  expect(idsIn(home)).toHaveLength(19);
  expect(store.forgotten()).toBe(31);
});

test('all that is forgotten is counted', () => {
  const store = createStore({ things: 10, characters: 1000 });
  const projects = placeIn(store, '/projects');
  const apollo = store.add(projects, 'apollo', {});
  const tasks = placeIn(store, '/projects/apollo/tasks', apollo);
  store.add(tasks, 'first', {});
  store.add(projects, 'large', { text: 'x'.repeat(2000) });
  expect(store.forgotten()).toBe(1);
  // with the last of these, the project is forgotten, and its task with it
  for (let id = 0; id < 9; id += 1) store.add(projects, `${id}`, {});
  expect(idsIn(projects)).not.toContain('apollo');
  expect(store.all()).toHaveLength(9);
  expect(store.forgotten()).toBe(3);
  // a place is forgotten with its things, if there are too many places
  for (let id = 0; id < 10; id += 1) placeIn(store, `/others/${id}`);
  expect(store.place('/projects')).toBeUndefined();
  expect(store.all()).toEqual([]);
  expect(store.forgotten()).toBe(12);
  // a thing that leaves no room for what it belongs to goes with it
  const hermes = store.add(placeIn(store, '/teams'), 'hermes', { text: 'x'.repeat(500) });
  store.add(placeIn(store, '/teams/hermes/members', hermes), 'large', { text: 'x'.repeat(900) });
  expect(store.all()).toEqual([]);
  expect(store.forgotten()).toBe(14);
});

test('a place that was forgotten, and is opened again, goes with what it belongs to', () => {
  const store = createStore({ things: 3, characters: 1000 });
  const apollo = store.add(placeIn(store, '/projects'), 'apollo', {});
  const path = '/projects/apollo/tasks';
  placeIn(store, path, apollo);
  for (let id = 0; id < 3; id += 1) {
    placeIn(store, `/others/${id}`);
    store.place('/projects');
  }
  expect(store.place(path)).toBeUndefined();
  store.add(placeIn(store, path, apollo), 'first', {});
  store.remove(apollo);
  expect(store.all()).toEqual([]);
});

test('what lies below a thing goes with it', () => {
  const store = createStore();
  const projects = placeIn(store, '/projects');
  const apollo = store.add(projects, 'apollo', {});
  const issues = placeIn(store, '/projects/apollo/issues', apollo);
  const hatch = store.add(issues, 'hatch', {});
  store.add(placeIn(store, '/projects/apollo/issues/hatch/comments', hatch), '1', {});
  // a thing that is written is the same thing
  store.remove(store.write(apollo, { name: 'Apollo' }));
  expect(store.all()).toEqual([]);
  expect(store.place('/projects/apollo/issues')).toBeUndefined();
  expect(store.place('/projects/apollo/issues/hatch/comments')).toBeUndefined();
  expect(store.isGone('/projects', 'apollo')).toBe(true);
});

test('an index follows each change', () => {
  const store = createStore();
  const place = placeIn(store, '/things');
  const things = ['a', 'b', 'c'].map((id) =>
    store.add(place, id, { kind: id === 'b' ? 'odd' : 'even', tags: [id, 'all'] }),
  );
  const having = (pointer: string, value: string) =>
    place
      .having(pointer, value)
      .all()
      .map(({ id }) => id);
  expect(having('/kind', 'even')).toEqual(['a', 'c']);
  expect(having('/tags', 'all')).toEqual(['a', 'b', 'c']);
  store.write(things[1]!, { kind: 'even', tags: [] });
  expect(having('/kind', 'even')).toEqual(['a', 'b', 'c']);
  expect(having('/tags', 'all')).toEqual(['a', 'c']);
  store.remove(things[0]!);
  expect(having('/kind', 'even')).toEqual(['b', 'c']);
  expect(having('/kind', 'odd')).toEqual([]);
});

test('things stay in the order of their creation, whatever is removed', () => {
  const store = createStore();
  const place = placeIn(store, '/things');
  const things = Array.from({ length: 3000 }, (_, id) => store.add(place, `${id}`, {}));
  for (const thing of things.slice(0, 1500)) store.remove(thing);
  store.remove(things[2000]!);
  store.write(things[1500]!, { name: 'Changed' });
  expect(place.things.length).toBe(1499);
  expect(place.things.slice(0, 2).map(({ id }) => id)).toEqual(['1500', '1501']);
  expect(place.things.slice(499, 501).map(({ id }) => id)).toEqual(['1999', '2001']);
});

test('what is known of things needs no more than half the room that the things may have', () => {
  const store = createStore({ things: 10, characters: 1000 });
  const place = placeIn(store, '/things');
  const [one, other] = ['one', 'other'].map((id) => store.add(place, id, {})) as [Thing, Thing];
  const form = {};
  let made = 0;
  const know = (thing: Thing) =>
    knownOf(
      thing,
      form,
      () => (made += 1),
      () => 300,
    );
  expect([know(one), know(one)]).toEqual([1, 1]);
  // that is too much, so that both are found out again
  expect(know(other)).toBe(2);
  expect(know(one)).toBe(3);
});

test('the names of what is gone, and of places, need no more room than the things may', () => {
  const store = createStore({ things: 100, characters: 1000 });
  const place = placeIn(store, '/things');
  const ids = ['a', 'b', 'c'].map((id) => id.repeat(400));
  for (const id of ids) store.remove(store.add(place, id, {}));
  expect(ids.map((id) => store.isGone('/things', id))).toEqual([false, true, true]);
  for (const id of ids) placeIn(store, `/${id}`);
  expect(ids.map((id) => store.place(`/${id}`) !== undefined)).toEqual([false, false, true]);
});
