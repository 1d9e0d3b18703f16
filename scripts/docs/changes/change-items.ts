import { pointerOf, tokensOf } from '../../../conformance/core/pointer.ts';
import type { Change } from '../../diff/changes-between.ts';
import { badge, code, joined, link, sentence, type Inline, type Tone } from '../content/inline.ts';
import type { NamedSchema, Reference } from '../reference/model.ts';
import type { Site } from '../site-model.ts';
import type { WordKey } from '../words/words.ts';

type Severity = Change['severity'];

const tones: { readonly [severity in Severity]: Tone } = {
  breaking: 'failure',
  dangerous: 'warning',
  safe: 'success',
};
const words: { readonly [severity in Severity]: WordKey } = {
  breaking: 'severityBreaking',
  dangerous: 'severityDangerous',
  safe: 'severitySafe',
};

/** More operations of a change are only counted. */
const operationsAtMost = 5;

/** Changes in the words of `contracts diff`, with links to what they are about. */
export function changeItems(
  changes: readonly Change[],
  reference: Reference,
  { say }: Site,
): readonly Inline[] {
  const operations = new Map(reference.operations.map(({ id, page }) => [id, page]));
  const schemaAt = schemasByPlace(reference);
  return changes.map((change): Inline => {
    const { severity, reason, where, operations: ids } = change;
    const schema = schemaAt(change);
    const links = ids
      .slice(0, operationsAtMost)
      .map(
        (id): Inline =>
          operations.has(id) ? link({ page: operations.get(id)! }, code(id)) : code(id),
      );
    const more = ids.length - links.length;
    const places = [
      ...links,
      ...(more > 0 ? [say('moreValues', { count: more })] : []),
      ...(schema ? [link({ page: schema.page }, schema.name)] : []),
    ];
    return [
      badge(tones[severity], say(words[severity])),
      ' ',
      sentence(reason),
      (places.length > 0 || where.length > 0) && [
        ' (',
        joined([joined(places, ', '), where.join(' › ')].filter(isSaid), ': '),
        ')',
      ],
    ];
  });
}

const isSaid = (part: Inline): boolean =>
  part !== '' && !(Array.isArray(part) && part.length === 0);

/** The schema with a page in which a change is, if it is in one of the present description. */
function schemasByPlace({ schemas, documents }: Reference) {
  const places = new Map(
    schemas.all.map((schema): [string, NamedSchema] => {
      const { file, pointer } = documents.sourceOf(schema.node);
      return [`${file}#${pointer}`, schema];
    }),
  );
  return ({ places: { new: place } }: Change): NamedSchema | undefined => {
    const tokens = tokensOf(place.pointer);
    for (let length = tokens.length; length >= 0; length -= 1) {
      const found = places.get(`${place.file}#${pointerOf(tokens.slice(0, length))}`);
      if (found) return found;
    }
    return undefined;
  };
}
