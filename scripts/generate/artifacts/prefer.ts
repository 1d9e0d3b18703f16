import { mockedOperations } from '../../../conformance/core/contract/mocked-operations.ts';
import type { Operation, Response } from '../../../conformance/core/contract/model.ts';
import { isNamed } from '../../../conformance/core/contract/named-responses.ts';
import type { Artifact } from './artifact.ts';
import { indented, literal, memberName } from './text.ts';

export const prefer: Artifact = {
  file: 'prefer.ts',
  summary:
    'The names of examples and the statuses that `Prefer` and the rules of a scenario can choose, as types.',
  write({ api, contract, runtime }) {
    const members = mockedOperations(contract).map(
      (operation) => `  ${memberName(operation.id)}:${indented(choicesOf(operation))};\n`,
    );
    return `import { preferHeader } from '${runtime('prefer')}';

/** By operation, the statuses and examples that a mock can be asked for. */
export type Preferences = {
${members.join('')}};

/** What \`Prefer\` can ask an operation for. */
export type PreferOf<Id extends keyof Preferences> = Preferences[Id] & { readonly dynamic?: boolean };

/** The names of the response examples of an operation. */
export type ExampleOf<Id extends keyof Preferences> = NonNullable<
  Extract<Preferences[Id], { readonly example?: string }>['example']
>;

/** The header field that asks a mock for a response of this operation. */
export function prefer<Id extends keyof Preferences>(
  operation: Id,
  preference: PreferOf<Id>,
): { readonly prefer: string } {
  return preferHeader(preference);
}

/** A rule of a mock's scenario, whose operation and response are documented. */
export type ScenarioRule = Effects &
  (
    | { [Id in keyof Preferences]: PreferOf<Id> & { readonly operation: Id | \`${api}/\${Id}\` } }[keyof Preferences]
    | (PreferOf<keyof Preferences> & { readonly operation: '*' })
  );

type Effects = {
  readonly when?: { readonly [place: string]: unknown };
  /** Milliseconds, or a range such as \`100-300\`. */
  readonly latency?: number | \`${'${number}-${number}'}\`;
  readonly connection?: 'drop' | 'stall';
  readonly next?: number;
  readonly every?: number;
};
`;
  },
};

/** The type of what a mock can be asked for: one alternative for each response. */
function choicesOf({ responses }: Operation): string {
  const choices = responses.map(
    (response) =>
      `\n| { readonly code?: ${codeOf(response)}; readonly example?: ${namesOf(response)} }`,
  );
  return choices.length > 0 ? indented(choices.join('')) : ' { readonly code?: never }';
}

const codeOf = ({ status }: Response): string => (/^\d+$/.test(status) ? status : 'number');

/** The names of the examples of a response, as a union. */
function namesOf({ content }: Response): string {
  const named = content.flatMap(({ examples }) => examples.filter(isNamed));
  const names = [...new Set(named.map(({ name }) => literal(name)))];
  return names.length > 0 ? names.join(' | ') : 'never';
}
