import type { ErrorObject } from 'ajv';

/** One thing wrong with a value: where in it, and a whole sentence about it. */
export type Flaw = { readonly path: readonly string[]; readonly message: string };

/** Says in whole sentences what a schema finds wrong with a value of this name. */
export function* inWords(name: string, errors: readonly ErrorObject[]): Iterable<Flaw> {
  for (const error of worthReading(errors)) {
    const path = error.instancePath
      .split('/')
      .slice(1)
      .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
    const stranger: unknown = error.params.additionalProperty;
    yield {
      path: typeof stranger === 'string' ? [...path, stranger] : path,
      message: `\`${[name, ...path].join('/')}\` ${predicate(error)}.`,
    };
  }
}

/**
 * Of a choice between schemas, only what the schema that was meant finds: not that the others are
 * of another type.
 */
function worthReading(errors: readonly ErrorObject[]): ErrorObject[] {
  const choices = new Set(errors.filter(isChoice).map(({ instancePath }) => instancePath));
  const own = errors.filter((error) => !isChoice(error) && error.keyword !== 'if');
  const meant = own.filter(
    ({ keyword, instancePath }) => keyword !== 'type' || !choices.has(instancePath),
  );
  return meant.length > 0 ? meant : own.slice(0, 1);
}

function isChoice({ keyword }: ErrorObject): boolean {
  return keyword === 'oneOf' || keyword === 'anyOf';
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
      return message ?? 'is not what the schema asks for';
  }
}
