import { answers, asks, methods, parameters } from '../exchange-place.ts';
import { below, descend, each } from '../place.ts';
import type { Place } from '../place.ts';
import { isText, members } from '../rule.ts';
import type { Context, Rule } from '../rule.ts';

/**
 * An echo that points at nothing would never be checked.
 * @see https://spec.openapis.org/oas/v3.1.1.html#runtime-expressions
 */
export const echoResolves: Rule = {
  id: 'echo-resolves',
  summary: 'Every echo leads from a place the answer has to a value the request has.',
  visit: () => ({
    PathItem(node, context) {
      const pathItem = { node, location: context.location };
      for (const method of methods) {
        const operation = below(pathItem, method);
        if (operation !== undefined)
          judge(operation, parameters([pathItem, operation], context.resolve), context);
      }
    },
  }),
};

// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: it walks operation, responses and media types
function judge(operation: Place, named: ReadonlySet<string>, { report, resolve }: Context): void {
  for (const [, mediaType] of each(
    descend(operation, ['requestBody', 'content'], resolve),
    resolve,
  )) {
    if (below(mediaType, 'x-echo') === undefined) continue;
    report({
      message:
        'A request repeats nothing. Move `x-echo` to the media type of the response that does.',
      location: mediaType.location.child('x-echo').key(),
    });
  }
  for (const [, response] of each(descend(operation, ['responses'], resolve), resolve)) {
    for (const [, mediaType] of each(below(response, 'content'), resolve)) {
      for (const [target, expression] of Object.entries(
        members(members(mediaType.node)['x-echo']),
      )) {
        const place = mediaType.location.child(['x-echo', target]);
        if (!answers(target, response, mediaType, resolve)) {
          report({
            message: `The description of this answer has nothing at \`${target}\`. Correct the name, or describe what stands there.`,
            location: place.key(),
          });
        }
        if (isText(expression) && !asks(expression, operation, named, resolve)) {
          report({
            message: `The operation's request has nothing at \`${expression}\`. Correct the expression, or describe what it names.`,
            location: place,
          });
        }
      }
    }
  }
}
