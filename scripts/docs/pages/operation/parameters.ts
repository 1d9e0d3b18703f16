import { objectsOf } from '../../../../conformance/core/contract/context.ts';
import type { Node } from '../../../../conformance/core/pointer.ts';
import type { Block, Field } from '../../content/block.ts';
import type { WordKey } from '../../words/words.ts';
import { parameterField } from './parameter-field.ts';
import type { OperationPart, PartInput } from './part.ts';

const locations: { readonly [location: string]: WordKey } = {
  path: 'inPath',
  query: 'inQuery',
  header: 'inHeader',
  cookie: 'inCookie',
};

/** The parameters by where they stand. */
export const parameters: OperationPart = {
  order: 20,
  blocks(input) {
    const { say } = input.site;
    const all = parametersOf(input);
    if (all.length === 0) return [];
    return [
      { kind: 'heading', level: 2, id: 'parameters', content: say('parameters') },
      ...Object.entries(locations).flatMap(([location, word]): Block[] => {
        const own = all.filter((parameter) => parameter.in === location);
        if (own.length === 0) return [];
        return [
          {
            kind: 'heading',
            level: 3,
            id: `parameters-${location}`,
            content: say('parametersIn', { location: say(word) }),
          },
          { kind: 'fields', fields: own.map((parameter) => fieldOf(parameter, input)) },
        ];
      }),
    ];
  },
};

/** Those of the path item and of the operation, which goes before. */
function parametersOf({ operation: { node, item }, reference: { documents } }: PartInput): Node[] {
  const all = [...objectsOf(item.parameters, documents), ...objectsOf(node.parameters, documents)];
  return [
    ...new Map(all.map((each) => [`${String(each.in)} ${String(each.name)}`, each])).values(),
  ];
}

function fieldOf(parameter: Node, input: PartInput): Field {
  const [name, location] = [String(parameter.name), String(parameter.in)];
  return parameterField(parameter, { name, location, id: `parameter-${location}-${name}` }, input);
}
