import { tokensOf } from '../../../conformance/core/pointer.ts';
import { DescriptionNode } from '../description-node.ts';
import { isText, members, type Context, type Members, type Rule } from '../rule.ts';

/** The mock refuses with what `x-refusals` names. The schema of `x-refusals` judges its form. */
export const refusalsResolve: Rule = {
  id: 'refusals-resolve',
  summary:
    'Every refusal names a documented response, one of its examples, a status that it describes, and texts of the example.',
  visit: () => {
    let components: Members = {};
    return {
      Root(description) {
        components = members(description.components);
      },
      Operation(operation, context) {
        const node = new DescriptionNode(operation, context);
        for (const [kind, refusal] of node.each('x-refusals')) judge(node, kind, refusal, context);
      },
      Paths(paths, { report, location }) {
        for (const [kind, refusal] of Object.entries(members(paths['x-refusals']))) {
          const reference = members(members(refusal).example).$ref;
          const name = String(reference).replace('#/components/examples/', '');
          if (!isText(reference) || members(components.examples)[name] !== undefined) continue;
          report({
            message: `\`${reference}\` leads nowhere. Add the example \`${name}\` to the components, or name an existing one.`,
            location: location.child(['x-refusals', kind, 'example', '$ref']),
          });
        }
      },
    };
  },
};

function judge(
  operation: DescriptionNode,
  kind: string,
  refusal: DescriptionNode,
  { report }: Context,
): void {
  const { response: key, example: name, status, says } = members(refusal.value);
  if (!isText(key) || !isText(name)) return;
  const complain = (message: string, place: string) =>
    report({ message, location: refusal.location.child(place) });
  const responses = members(operation.descend('responses')?.value);
  const response = operation.descend('responses', key);
  if (response === undefined) {
    complain(
      `The refusal \`${kind}\` names the response \`${key}\`, which this operation does not document. ` +
        `It documents ${list(Object.keys(responses))}.`,
      'response',
    );
    return;
  }
  const examples = new Map(
    [...response.each('content')].flatMap(([, mediaType]) => [...mediaType.each('examples')]),
  );
  const example = examples.get(name);
  if (!example)
    complain(
      `The response \`${key}\` has no example named \`${name}\`. ` +
        `Add it there, or name one of its examples: ${list([...examples.keys()])}.`,
      'example',
    );
  for (const pointer of example ? Object.keys(members(says)) : []) {
    if (isText(example!.descend('value', ...tokensOf(pointer))?.value)) continue;
    report({
      message: `The example \`${name}\` has no text at \`${pointer}\`. Name a place that has one.`,
      location: refusal.location.child(['says', pointer]).key(),
    });
  }
  if (typeof status === 'number' && !describes(key, status, responses))
    complain(
      `The response \`${key}\` does not describe the status ${status}. ` +
        'Name the response that describes it, or choose another status.',
      'status',
    );
}

/** Whether a response describes a status, and no response with a more exact key does. */
function describes(key: string, status: number, responses: Members): boolean {
  const keys = [String(status), `${Math.trunc(status / 100)}XX`, 'default'];
  return keys.find((candidate) => responses[candidate] !== undefined) === key;
}

const list = (names: readonly string[]): string =>
  names.map((name) => `\`${name}\``).join(', ') || 'none';
