import { entriesOf, nodeOf } from '../../../../conformance/core/contract/context.ts';
import type { Node } from '../../../../conformance/core/pointer.ts';
import type { Field } from '../../content/block.ts';
import { badge, code, joined, sentence, type Inline } from '../../content/inline.ts';
import { outsideLink } from '../../content/outside-link.ts';
import { schemaField } from '../../schema/fields.ts';
import { withValues } from '../../schema/rules.ts';
import { shapeOf, typesOf } from '../../schema/shape.ts';
import type { Say } from '../../words/words.ts';
import type { PartInput } from './part.ts';

type Named = { readonly name: string; readonly id: string; readonly location: string };

/** A parameter or a header field, with its examples and the form in which it is written. */
export function parameterField(
  parameter: Node,
  { name, id, location }: Named,
  { reference, site: { say } }: PartInput,
): Field {
  const [[mediaType, media] = []] = entriesOf(parameter.content, reference.documents);
  const schema = parameter.schema ?? nodeOf(media).schema ?? {};
  const field = schemaField(
    name,
    schema,
    {
      ...{ id, isRequired: parameter.required === true, owner: parameter },
      description: parameter.description,
    },
    { reference, say },
  );
  const types = typesOf(shapeOf(schema, reference));
  const form = mediaType ?? formOf({ ...parameter, name, in: location }, types);
  const examples = examplesOf({ ...nodeOf(media), ...parameter }, { reference, say });
  return {
    ...field,
    marks: [
      field.marks,
      parameter.deprecated === true && [badge('warning', say('deprecated')), ' '],
    ],
    rules: [
      ...field.rules,
      ...(form === undefined ? [] : [sentence(say('ruleWrittenAs', { form: `\`${form}\`` }))]),
      ...(parameter.allowEmptyValue === true ? [say('ruleMayBeEmpty')] : []),
      ...examples,
    ],
  };
}

/**
 * How a list or an object is written, where names may surprise.
 * @see https://spec.openapis.org/oas/v3.1.1.html#style-values
 */
function formOf(parameter: Node, types: readonly string[]): string | undefined {
  const { name, style = usualStyle(parameter), explode = style === 'form' } = parameter;
  if (style === 'label') return '.value';
  if (style === 'matrix') return `;${String(name)}=value`;
  const isArray = types.includes('array');
  if (!isArray && !types.includes('object')) return undefined;
  if (style === 'deepObject') return `${String(name)}[member]=value`;
  const beginning = style === 'simple' ? '' : `${String(name)}=`;
  const between = betweens[String(style)] ?? ',';
  if (!isArray) return explode === true ? 'member=value' : `${beginning}member${between}value`;
  return explode === true && style !== 'simple'
    ? `${beginning}a&${beginning}b`
    : `${beginning}a${between}b`;
}

const usualStyle = ({ in: location }: Node): string =>
  location === 'query' || location === 'cookie' ? 'form' : 'simple';
const betweens: { readonly [style: string]: string } = {
  pipeDelimited: '|',
  spaceDelimited: '%20',
};

const examplesAtMost = 10;

function examplesOf(
  { example, examples }: Node,
  { reference, say }: { readonly reference: PartInput['reference']; readonly say: Say },
): Inline[] {
  const named = entriesOf(examples, reference.documents).slice(0, examplesAtMost);
  if (named.length === 0)
    return example === undefined ? [] : [withValues(say('ruleExample'), [example], say)];
  const told = named.map(([name, { value, externalValue, summary, description }]): Inline => {
    const about = summary ?? description;
    return [
      value === undefined && typeof externalValue === 'string'
        ? outsideLink(externalValue)
        : code(JSON.stringify(value) ?? name),
      typeof about === 'string' && [' (', { kind: 'markdown', source: about }, ')'],
    ];
  });
  const [before, after] = say('ruleExample').split('{values}');
  return [[before, joined(told, ', '), after]];
}
