import { sourcesAbove, type EvidenceSource } from '../../../conformance/core/contract/evidence.ts';
import { isObject, pointerOf, tokensOf, type Node } from '../../../conformance/core/pointer.ts';
import { nodeOf } from '../../../conformance/core/contract/context.ts';
import { code, joined, sentence, type Inline } from '../content/inline.ts';
import { externalDocs } from '../content/outside-link.ts';
import type { Say, WordKey } from '../words/words.ts';
import type { SchemaContext } from './context.ts';
import { branchesOf, keywordOf, type Shape } from './shape.ts';

/** How many values of an enumeration are listed. */
const valuesAtMost = 40;
const longestValue = 80;

type Wording = (value: unknown, say: Say, shape: Shape, hasAllValues: boolean) => Inline;

/** A keyword whose value is a number of things. */
const counted =
  (key: WordKey): Wording =>
  (value, say) =>
    say(key, { count: Number(value) });
/** A keyword whose value is said as it is. */
const valued =
  (key: WordKey): Wording =>
  (value, say) =>
    say(key, { value: String(value) });

/** The keywords that are told as rules, in the order of the page. */
const wordings: { readonly [keyword: string]: Wording } = {
  const: (value, say) => withValues(say('ruleConst', { value: '{values}' }), [value], say),
  enum: (values, say, _, hasAllValues) =>
    withValues(say('ruleEnum'), [values].flat(), say, hasAllValues),
  pattern: (pattern, say) => around(say('rulePattern'), code(String(pattern))),
  minLength: (value, say, shape) =>
    value === keywordOf(shape, 'maxLength')
      ? say('ruleLength', { count: Number(value) })
      : say('ruleMinLength', { count: Number(value) }),
  maxLength: (value, say, shape) =>
    value !== keywordOf(shape, 'minLength') && say('ruleMaxLength', { count: Number(value) }),
  minimum: valued('ruleMinimum'),
  exclusiveMinimum: valued('ruleExclusiveMinimum'),
  maximum: valued('ruleMaximum'),
  exclusiveMaximum: valued('ruleExclusiveMaximum'),
  multipleOf: valued('ruleMultipleOf'),
  minItems: counted('ruleMinItems'),
  maxItems: counted('ruleMaxItems'),
  uniqueItems: (value, say) => value === true && say('ruleUniqueItems'),
  minProperties: counted('ruleMinProperties'),
  maxProperties: counted('ruleMaxProperties'),
  contentEncoding: (encoding, say) => say('ruleEncoding', { encoding: String(encoding) }),
  contentMediaType: (type, say) => sentence(say('ruleContent', { type: String(type) })),
  items: (items, say, shape) =>
    items === false && keywordOf(shape, 'prefixItems') !== undefined && say('ruleNoMoreElements'),
  dependentRequired: (value, say) => dependentInWords(value, say),
  discriminator: (value, say, shape) => discriminatorInWords(value, say, shape),
  additionalProperties: (value, say) => value === false && say('ruleClosed'),
  unevaluatedProperties: (value, say) => value === false && say('ruleClosed'),
  default: (value, say) =>
    around(say('ruleDefault', { value: '`{pattern}`' }), code(written(value))),
  // the page of a schema with a name tells it
  externalDocs: (node, say, { named }) =>
    !named && externalDocs(node) && [`${say('seeAlso')} `, externalDocs(node)],
};

/** The rules of a schema in words; each has its evidence where that is not the evidence of the whole. */
export function rulesInWords(
  shape: Shape,
  whole: readonly EvidenceSource[],
  context: SchemaContext,
): Inline[] {
  const { say, reference } = context;
  const rules = Object.entries(wordings).flatMap(([keyword, wording]): Inline[] => {
    const node = shape.nodes.find((each) => each[keyword] !== undefined);
    const said = node && wording(node[keyword], say, shape, context.hasAllValues ?? false);
    if (!said) return [];
    const sources = evidenceOf(node, keyword, context);
    const isOther = JSON.stringify(sources) !== JSON.stringify(whole);
    return [isOther && sources.length > 0 ? [said, ' ', { kind: 'evidence', sources }] : said];
  });
  const examples = examplesOf(shape, reference.documents.deref);
  if (examples.length > 0) rules.push(withValues(say('ruleExample'), examples, say));
  return rules;
}

/** The evidence for a keyword of a schema. */
function evidenceOf(node: Node, keyword: string, { reference }: SchemaContext) {
  const { documents } = reference;
  const { file, pointer } = documents.sourceOf(node);
  return sourcesAbove(documents, { file, pointer: pointerOf([...tokensOf(pointer), keyword]) });
}

const short = 3;
function examplesOf(shape: Shape, deref: (node: unknown) => unknown): readonly unknown[] {
  if (shape.nodes.some((node) => 'enum' in node || 'const' in node)) return [];
  const listed = keywordOf(shape, 'examples');
  const one = keywordOf(shape, 'example');
  const all = Array.isArray(listed) ? listed : one === undefined ? [] : [one];
  return all
    .map(deref)
    .filter((value) => value !== '' && isShort(value))
    .slice(0, short);
}

/** Bodies show long examples whole. */
const isShort = (value: unknown): boolean =>
  (!isObject(value) && !Array.isArray(value)) || JSON.stringify(value).length <= longestValue;

/** Members that are required beside another one. */
const dependentInWords = (value: unknown, say: Say): Inline =>
  joined(
    Object.entries(nodeOf(value)).map(([name, others]) => {
      const list = [others].flat().map((other) => `\`${String(other)}\``);
      return sentence(say('ruleWithMember', { name, others: list.join(', ') }));
    }),
    '; ',
  );

/** Which member names the alternative, and by which values. */
function discriminatorInWords(value: unknown, say: Say, shape: Shape): Inline {
  const { propertyName, mapping } = nodeOf(value);
  if (typeof propertyName !== 'string') return undefined;
  const named = Object.entries(nodeOf(mapping)).map(([tag, to]): Inline => {
    const name = String(to).split(/[#/]/).at(-1)!;
    return [code(JSON.stringify(tag)), ' → ', code(name)];
  });
  const said = sentence(say('ruleDiscriminator', { name: propertyName }));
  if (named.length > 0) return [said, ': ', joined(named, ', ')];
  return (branchesOf(shape)?.branches.length ?? 0) > 1 && said;
}

/** A text with values in the place of `{values}`. */
export function withValues(
  text: string,
  values: readonly unknown[],
  say: Say,
  hasAll = false,
): Inline {
  const shown = values
    .slice(0, hasAll ? values.length : valuesAtMost)
    .map((value) => code(written(value)));
  const more = values.length - shown.length;
  const list = joined([...shown, more > 0 && say('moreValues', { count: more })], ', ');
  const [before, after] = text.split('{values}');
  return [before, list, after];
}

/** A text with code in the place of `{pattern}` in backticks. */
function around(text: string, value: Inline): Inline {
  const [before, after] = text.split('`{pattern}`');
  return [sentence(before ?? ''), value, sentence(after ?? '')];
}

/** A value as it stands in JSON. */
function written(value: unknown): string {
  const text = JSON.stringify(value) ?? 'undefined';
  return text.length > longestValue ? `${text.slice(0, longestValue - 1)}…` : text;
}
