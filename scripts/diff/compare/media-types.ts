import type { Scope } from '../difference.ts';
import { inside, namesOf, type Pair, type Walk } from '../walk.ts';
import { compareOthers } from './others.ts';
import { compareSchemaOf } from './schemas.ts';
import { bothAt, compareNamed, comparePlain, mapsAt, present } from './values.ts';

/** Compares the media types of a body. @see https://spec.openapis.org/oas/v3.1.1.html#media-type-object */
export function compareContent(walk: Walk, holder: Pair, scope: Scope): void {
  const pair = mapsAt(walk, holder, 'content');
  const found = namesOf(pair);
  for (const name of found) {
    const below = inside(scope, scope.label, name);
    const both = present(
      walk,
      bothAt(walk, pair, name),
      { ...below, label: `${scope.label} as ${name}` },
      { of: 'media type', around: pair },
    );
    if (both) compareMediaType(walk, both, below);
  }
}

const read = ['schema', 'example', 'examples', 'encoding', 'itemSchema'];

function compareMediaType(walk: Walk, pair: Pair, scope: Scope): void {
  walk.once(`media type ${scope.direction}`, { old: [pair.old], new: [pair.new] }, () => {
    compareSchemaOf(walk, bothAt(walk, pair, 'schema'), scope, pair);
    compareSchemaOf(walk, bothAt(walk, pair, 'itemSchema'), inside(scope, 'Each item', '[]'), pair);
    compareExamples(walk, pair, scope);
    comparePlain(walk, pair, scope, { of: 'media type', aspect: 'encoding', usual: {} });
    compareOthers(walk, pair, scope, { of: 'media type', read });
  });
}

/** Compares the examples of a media type, a parameter or a header field. */
export function compareExamples(walk: Walk, pair: Pair, scope: Scope): void {
  comparePlain(walk, pair, scope, { of: 'example', aspect: 'example' });
  compareNamed(walk, bothAt(walk, pair, 'examples'), scope, { of: 'example', around: pair });
}
