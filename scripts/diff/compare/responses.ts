import type { Scope } from '../difference.ts';
import { inside, namesOf, type Pair, type Walk } from '../walk.ts';
import { compareContent } from './media-types.ts';
import { compareOthers } from './others.ts';
import { compareParameter } from './parameters.ts';
import { opposite } from './subschemas.ts';
import { bothAt, compareNamed, comparePlain, mapsAt, present } from './values.ts';

/** Compares the request body of an operation. */
export function compareRequestBody(walk: Walk, operation: Pair, scope: Scope): void {
  const below = inside(scope, 'The request body', 'request body');
  const found = bothAt(walk, operation, 'requestBody');
  const pair = present(walk, found, below, { of: 'request body', around: operation });
  if (!pair) return;
  walk.once(`request body ${below.direction}`, { old: [pair.old], new: [pair.new] }, () => {
    comparePlain(walk, pair, below, { of: 'request body', aspect: 'required', usual: false });
    compareContent(walk, pair, below);
    compareOthers(walk, pair, below, { of: 'request body', read: ['required', 'content'] });
  });
}

/** Compares the responses of an operation. @see https://spec.openapis.org/oas/v3.1.1.html#responses-object */
export function compareResponses(walk: Walk, operation: Pair, outer: Scope): void {
  const pair = mapsAt(walk, operation, 'responses');
  const statuses = namesOf(pair).filter((name) => !name.startsWith('x-'));
  for (const status of statuses) {
    const scope: Scope = {
      ...inside(outer, `The response ${status}`, `response ${status}`),
      direction: opposite(outer.direction),
    };
    const found = bothAt(walk, pair, status);
    const both = present(walk, found, scope, { of: 'response', around: pair });
    if (both) compareResponse(walk, both, scope);
  }
  compareOthers(walk, pair, outer, { of: 'response', read: statuses });
}

function compareResponse(walk: Walk, pair: Pair, scope: Scope): void {
  walk.once(`response ${scope.direction}`, { old: [pair.old], new: [pair.new] }, () => {
    compareContent(walk, pair, scope);
    compareHeaders(walk, pair, scope);
    compareNamed(walk, bothAt(walk, pair, 'links'), scope, { of: 'link', around: pair });
    compareOthers(walk, pair, scope, { of: 'response', read: ['content', 'headers', 'links'] });
  });
}

function compareHeaders(walk: Walk, response: Pair, scope: Scope): void {
  const pair = mapsAt(walk, response, 'headers');
  const names = {
    old: Object.keys(pair.old.value as object),
    new: Object.keys(pair.new.value as object),
  };
  for (const folded of new Set([...names.old, ...names.new].map((name) => name.toLowerCase()))) {
    const named = (list: readonly string[]) =>
      list.find((name) => name.toLowerCase() === folded) ?? folded;
    const name = names.new.some((each) => each.toLowerCase() === folded)
      ? named(names.new)
      : named(names.old);
    const found = {
      old: bothAt(walk, pair, named(names.old)).old,
      new: bothAt(walk, pair, named(names.new)).new,
    };
    const below = inside(scope, `The header field \`${name}\``, `header field ${name}`);
    const both = present(walk, found, below, { of: 'header', around: pair });
    if (both) compareParameter(walk, both, below, 'header');
  }
}
