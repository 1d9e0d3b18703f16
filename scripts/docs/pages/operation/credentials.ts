import { isObject } from '../../../../conformance/core/pointer.ts';
import { code, joined, link, type Inline } from '../../content/inline.ts';
import { kindInWords } from '../authentication/kind.ts';
import { alternativesOf, needsOf } from '../authentication/schemes.ts';
import type { OperationPart, PartInput } from './part.ts';

/** Which credentials a request needs: one line for each alternative. */
export const credentials: OperationPart = {
  order: 10,
  blocks(input) {
    const { say } = input.site;
    const alternatives = alternativesOf(input.operation, input.reference);
    const content = alternatives.flat().length === 0 ? say('noCredentials') : undefined;
    const lines = alternatives.map((names) =>
      names.length === 0 ? say('orNoCredentials') : schemesInWords(names, input),
    );
    return [
      { kind: 'heading', level: 2, id: 'credentials', content: say('credentials') },
      content === undefined && lines.length > 1
        ? { kind: 'list', items: lines }
        : { kind: 'paragraph', content: content ?? lines[0] },
    ];
  },
};

/** What a token must be good for: OAuth scopes, or roles. */
function scopesOf(
  scheme: string,
  { node }: PartInput['operation'],
  { documents: { root } }: PartInput['reference'],
): readonly string[] {
  const requirements = [node.security ?? root.security].flat().filter(isObject);
  const named = requirements.flatMap((each) => each[scheme] ?? []);
  return [...new Set(named.filter((scope) => typeof scope === 'string'))];
}

function schemesInWords(
  names: readonly string[],
  { operation, reference, site: { say } }: PartInput,
): Inline {
  const { schemes } = needsOf(reference);
  return joined(
    names.map((name): Inline => {
      const scheme = schemes.find((each) => each.name === name);
      if (!scheme) return code(name);
      const to = { page: `${reference.api}/authentication`, anchor: scheme.anchor };
      const kind = scheme.node && [': ', kindInWords(scheme, say)];
      const scopes = scopesOf(name, operation, reference);
      return [
        link(to, code(name)),
        kind,
        scopes.length > 0 && [', ', say('withScopes'), ' ', joined(scopes.map(code), ', ')],
      ];
    }),
    ` ${say('and')} `,
  );
}
