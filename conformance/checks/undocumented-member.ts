import type { Json } from '../core/json.ts';
import type { FlatSchema } from '../core/schema/model.ts';
import { escapeToken, inWords, isObject } from '../core/pointer.ts';
import type { Check } from './check.ts';
import { jsonOf, mediaTypeOf, shown } from './answer.ts';
import { anyElement } from '../core/http/rule-key.ts';

/**
 * Whose rule: nobody's, so that it is a notice. What an answer has beyond the contract, clients
 * will come to rely on.
 */
export const undocumentedMember: Check = {
  id: 'undocumented-member',
  label: 'members',
  summary:
    'The answer has no members that the contract does not know; a notice only, unless the run is strict.',
  quotesAnswers: true,
  appliesTo: (exchange) =>
    mediaTypeOf(exchange)?.schema !== undefined && jsonOf(exchange) !== undefined,
  *judge(exchange) {
    const json = jsonOf(exchange);
    const schema = mediaTypeOf(exchange)?.schema;
    if (!json || !schema) return;
    for (const { pointer, value } of unknownMembers(json.value, schema.alternatives(), '')) {
      yield {
        message: `The answer with status ${exchange.reply.status} has a member that the contract does not document: ${inWords(pointer)}.`,
        expected: 'documented members only',
        actual: shown(JSON.stringify(value)),
        source: schema.source,
        defect: `${exchange.reply.status} ${anyElement(pointer)}`,
        severity: 'notice',
      };
    }
  },
};

type Unknown = { readonly pointer: string; readonly value: Json };

/**
 * Members that no branch of the schema names. An object of which nothing is said may hold anything.
 */
function* unknownMembers(
  value: Json,
  alternatives: readonly FlatSchema[],
  pointer: string,
): Iterable<Unknown> {
  if (Array.isArray(value)) {
    for (const [index, element] of value.entries()) {
      const inside = alternatives.flatMap(
        ({ prefixItems, items }) => (prefixItems[index] ?? (items || undefined))?.() ?? [],
      );
      if (inside.length > 0) yield* unknownMembers(element, inside, `${pointer}/${index}`);
    }
    return;
  }
  if (!isObject(value) || alternatives.every(({ properties }) => properties.size === 0)) return;
  for (const [name, member] of Object.entries(value) as [string, Json][]) {
    const inside = alternatives.flatMap((flat) => flat.properties.get(name)?.() ?? []);
    const at = `${pointer}/${escapeToken(name)}`;
    if (inside.length > 0) yield* unknownMembers(member, inside, at);
    else if (!alternatives.some((flat) => isOpenFor(flat, name)))
      yield { pointer: at, value: member };
  }
}

/**
 * Whether a schema expects members of names that it does not list; `false` is body-matches-schema's
 * to report.
 */
const isOpenFor = (
  { patternProperties, additionalProperties }: FlatSchema,
  name: string,
): boolean =>
  additionalProperties !== undefined ||
  [...patternProperties.keys()].some((pattern) => new RegExp(pattern, 'u').test(name));
