import { expect, test } from 'vitest';
import type { PlannedRequest } from '../../core/http/planned-request.ts';
import type { Json } from '../../core/json.ts';
import { likeRecipe } from './like-recipe.ts';

const requestOf = (value: Json): PlannedRequest => ({
  parameters: { path: {}, query: {}, header: {}, cookie: {} },
  credentials: 'good',
  body: { mediaType: 'application/json', documented: 'application/json', value },
});

const manner = { isFilled: true, isUnique: true, isPlain: false, isPlainButDates: false };

/** A body like that of a recipe. */
const adjusted = (sent: Json, plain: Json, recipe: Json): Json | undefined =>
  likeRecipe(requestOf(sent), requestOf(plain), { ...manner, request: requestOf(recipe) }).body
    ?.value;

test('the plainest body becomes that of the recipe', () => {
  expect(adjusted({ name: 'a' }, { name: 'a' }, { name: 'a', note: 'b' })).toEqual({
    ...{ name: 'a', note: 'b' },
  });
  expect(adjusted({ name: 'a' }, { name: 'a' }, { note: 'b' })).toEqual({ note: 'b' });
});

test('a name of its own stays, and what only the recipe has comes with it', () => {
  expect(adjusted({ name: 'a-1' }, { name: 'a' }, { name: 'a', note: 'b' })).toEqual({
    ...{ name: 'a-1', note: 'b' },
  });
});

test('what a case leaves out, adds or changes is as it says', () => {
  const [plain, recipe] = [
    { name: 'a', size: 1 },
    { name: 'a', size: 2, note: 'b' },
  ];
  expect(adjusted({ size: 1 }, plain, recipe)).toEqual({ size: 2, note: 'b' });
  expect(adjusted({ name: 'a', size: 9 }, plain, recipe)).toEqual({ ...recipe, size: 9 });
  expect(adjusted({ ...plain, more: true }, plain, recipe)).toEqual({ ...recipe, more: true });
  expect(adjusted({ ...plain, note: 'own' }, plain, recipe)).toEqual({ ...recipe, note: 'own' });
});

test('it is so in a wrapper, too', () => {
  const wrapped = (user: Json): Json => ({ user });
  expect(
    adjusted(wrapped({ name: 'a-1' }), wrapped({ name: 'a' }), wrapped({ name: 'a', note: 'b' })),
  ).toEqual(wrapped({ name: 'a-1', note: 'b' }));
});

test('a list is that of the recipe only where it is the plainest one', () => {
  expect(adjusted(['a-1'], ['a'], [])).toEqual(['a-1']);
  expect(adjusted(['a'], ['a'], [])).toEqual([]);
});

test('no body is one, too', () => {
  const { body: _, ...none } = requestOf(null);
  const recipe = { ...manner, request: requestOf({ name: 'a' }) };
  expect(likeRecipe(none, none, recipe)).toEqual(recipe.request);
  // a case may be about the body that is not there
  expect(likeRecipe(none, requestOf({}), recipe)).toEqual(none);
  expect(likeRecipe(requestOf({}), requestOf({}), { ...manner, request: none })).toEqual(none);
});

test('an optional parameter that the target wants comes with the recipe', () => {
  const withQuery = (query: { readonly [name: string]: Json }): PlannedRequest => ({
    ...requestOf({}),
    parameters: { path: {}, query, header: {}, cookie: {} },
  });
  const recipe = { ...manner, request: withQuery({ tenant: 'a', page: 1 }) };
  const { parameters } = likeRecipe(
    withQuery({ tenant: 'own' }),
    withQuery({ tenant: 'a' }),
    recipe,
  );
  expect(parameters.query).toEqual({ tenant: 'own', page: 1 });
});
