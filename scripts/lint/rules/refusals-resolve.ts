import { descend, each } from '../place.ts';
import type { Place } from '../place.ts';
import { isText, members } from '../rule.ts';
import type { Context, Members, Rule } from '../rule.ts';

/**
 * The mock answers with what `x-refusals` names, so it must be there. The form of it is the
 * business of its schema.
 */
export const refusalsResolve: Rule = {
  id: 'refusals-resolve',
  summary:
    'Every refusal names a documented response, an example there, a status that belongs to it, and texts that it says of the fault.',
  visit: () => {
    let components: Members = {};
    return {
      Root(description) {
        components = members(description.components);
      },
      Operation(operation, context) {
        for (const [kind, refusal] of Object.entries(members(operation['x-refusals']))) {
          judge(operation, kind, members(refusal), context);
        }
      },
      Paths(paths, { report, location }) {
        for (const [kind, answer] of Object.entries(members(paths['x-refusals']))) {
          const reference = members(members(answer).example).$ref;
          const name = String(reference).replace('#/components/examples/', '');
          if (!isText(reference) || members(components.examples)[name] !== undefined) continue;
          report({
            message: `\`${reference}\` leads nowhere. Add the example \`${name}\` to the components, or name one that is there.`,
            location: location.child(['x-refusals', kind, 'example', '$ref']),
          });
        }
      },
    };
  },
};

function judge(
  operation: Members,
  kind: string,
  refusal: Members,
  { report, resolve, location }: Context,
): void {
  const { response: key, example, status, says } = refusal;
  const place = location.child(['x-refusals', kind]);
  if (!isText(key) || !isText(example)) return;
  const responses = members(operation.responses);
  const response = descend({ node: operation, location }, ['responses', key], resolve);
  if (response === undefined) {
    report({
      message:
        `The refusal \`${kind}\` names the response \`${key}\`, which this operation does not document. ` +
        `It documents ${list(Object.keys(responses))}.`,
      location: place.child('response'),
    });
    return;
  }
  const examples = [...exampleNames(response, resolve)];
  if (!examples.includes(example)) {
    report({
      message:
        `The response \`${key}\` has no example named \`${example}\`. ` +
        `Add it there, or name one of its examples: ${list(examples)}.`,
      location: place.child('example'),
    });
  }
  for (const said of Object.keys(members(says))) {
    if (
      !examples.includes(example) ||
      isText(
        descend(exampleOf(response, example, resolve)!, ['value', ...tokensOf(said)], resolve)
          ?.node,
      )
    )
      continue;
    report({
      message: `The example \`${example}\` has no text at \`${said}\`. Name a place where it has one, so that what is said can stand there.`,
      location: place.child(['says', said]).key(),
    });
  }
  if (typeof status === 'number' && !belongs(status, key, responses)) {
    report({
      message:
        `An answer with the status ${status} is not described by the response \`${key}\`. ` +
        'Name the response that describes it, or choose another status.',
      location: place.child('status'),
    });
  }
}

function* exampleNames(response: Place, resolve: Context['resolve']): Iterable<string> {
  for (const [name] of namedExamples(response, resolve)) yield name;
}

function* namedExamples(
  response: Place,
  resolve: Context['resolve'],
): Iterable<readonly [string, Place]> {
  for (const [, mediaType] of each(descend(response, ['content'], resolve), resolve))
    yield* each(descend(mediaType, ['examples'], resolve), resolve);
}

const exampleOf = (response: Place, name: string, resolve: Context['resolve']): Place | undefined =>
  [...namedExamples(response, resolve)].find(([found]) => found === name)?.[1];

const tokensOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));

/** Whether a status is judged by this response, and not by one whose key says it more exactly. */
function belongs(status: number, key: string, responses: Members): boolean {
  const keys = [String(status), `${Math.trunc(status / 100)}XX`, 'default'];
  return keys.find((candidate) => responses[candidate] !== undefined) === key;
}

function list(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.map((name) => `\`${name}\``).join(', ');
}
