import type { Json } from '../core/json.ts';
import type { FlatSchema } from '../core/schema/model.ts';
import { patternOf } from '../core/pattern/pattern.ts';
import { escapeToken, inWords, isObject } from '../core/pointer.ts';
import type { Check } from './check.ts';
import { jsonOf, mediaTypeOf, shownJson } from './response.ts';
import { anyElement } from '../core/http/rule-key.ts';

/** A notice: no rule forbids other members, but clients come to rely on them. */
export const undocumentedMember: Check = {
  id: 'undocumented-member',
  label: 'members',
  summary:
    'The response has only members that the contract documents; a notice, unless the run is strict.',
  quotesResponse: true,
  appliesTo: (exchange) =>
    mediaTypeOf(exchange)?.schema !== undefined && jsonOf(exchange) !== undefined,
  *judge(exchange) {
    const schema = mediaTypeOf(exchange)!.schema!;
    const { status } = exchange.reply;
    const unknown = unknownMembers(jsonOf(exchange)!.value, schema.alternatives(), '');
    for (const { pointer, value } of unknown) {
      yield {
        message: `The response with status ${status} has a member that the contract does not document: ${inWords(pointer)}.`,
        expected: 'documented members only',
        actual: shownJson(value),
        source: schema.source,
        defect: `${status} ${anyElement(pointer)}`,
        severity: 'notice',
      };
    }
  },
};

/** Members that no branch of the schema names. A schema without properties allows any member. */
function* unknownMembers(
  value: Json,
  alternatives: readonly FlatSchema[],
  pointer: string,
): Iterable<{ readonly pointer: string; readonly value: Json }> {
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
 * Whether a schema allows unlisted names, or that can't be judged; body-matches-schema reports those
 * that it forbids.
 */
const isOpenFor = (
  { patternProperties, additionalProperties }: FlatSchema,
  name: string,
): boolean =>
  additionalProperties !== undefined ||
  [...patternProperties.keys()].some((pattern) => patternOf(pattern).test(name) !== false);
