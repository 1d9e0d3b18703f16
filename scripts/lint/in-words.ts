import type { ErrorObject } from 'ajv';
import { tokensOf } from '../../conformance/core/pointer.ts';

/** One thing wrong with a value: where in it, and a whole sentence about it. */
export type Flaw = { readonly path: readonly string[]; readonly message: string };

/** Turns AJV's errors on a value of this name into sentences. */
export const inWords = (name: string, errors: readonly ErrorObject[]): Flaw[] =>
  relevant(errors).map((error) => {
    const path = tokensOf(error.instancePath);
    const { additionalProperty: unknown } = error.params;
    return {
      path: typeof unknown === 'string' ? [...path, unknown] : path,
      message: `\`${[name, ...path].join('/')}\` ${predicate(error)}.`,
    };
  });

/** Without the branches of a choice that are meant for another type. */
function relevant(errors: readonly ErrorObject[]): ErrorObject[] {
  const { choices = [], others = [] } = Object.groupBy(errors, ({ keyword }) =>
    ['oneOf', 'anyOf'].includes(keyword) ? 'choices' : keyword === 'if' ? 'conditions' : 'others',
  );
  const places = new Set(choices.map(({ instancePath }) => instancePath));
  const meant = others.filter(
    ({ keyword, instancePath }) => keyword !== 'type' || !places.has(instancePath),
  );
  return meant.length > 0 ? meant : others.slice(0, 1);
}

function predicate({ keyword, params, message }: ErrorObject): string {
  switch (keyword) {
    case 'required':
      return `lacks the member \`${params.missingProperty}\``;
    case 'additionalProperties':
      return `does not know the member \`${params.additionalProperty}\``;
    case 'enum':
      return `must be one of ${params.allowedValues.join(', ')}`;
    case 'const':
      return `must be ${params.allowedValue}`;
    case 'false schema':
      return 'must be left out here';
    case 'type':
      return `must be of the type ${params.type}`;
    default:
      return message ?? 'does not match its schema';
  }
}
