import { isJson } from '../../../conformance/core/http/media-type.ts';
import { mockedOperations } from '../../../conformance/core/contract/mocked-operations.ts';
import type { Operation, Parameter } from '../../../conformance/core/contract/model.ts';
import type { OperationFacts, Style } from '../../frontend/operation.ts';
import type { Artifact } from './artifact.ts';
import { operationNames } from './names.ts';
import { comment, literal, memberName } from './text.ts';

export const operations: Artifact = {
  file: 'operations.ts',
  summary: 'Each operation: method, path, statuses, media types, and which statuses are refusals.',
  write({ contract }) {
    const names = operationNames(contract);
    const all = mockedOperations(contract);
    const constants = all.map(
      (operation) =>
        `${comment(about(operation))}export const ${names.get(operation.id)} = ${literal(factsOf(operation))} as const;\n`,
    );
    const members = all.map(({ id }) => `  ${memberName(id)}: typeof ${names.get(id)};\n`);
    return [
      ...constants,
      `/** The type of each operation, by its id. */\nexport type Operations = {\n${members.join('')}};\n`,
      'export type OperationId = keyof Operations;\n',
    ].join('\n');
  },
};

const about = ({ method, path, summary, deprecated }: Operation): string =>
  [
    `\`${method} ${path}\`${summary ? `: ${summary}` : ''}`,
    ...(deprecated ? ['@deprecated'] : []),
  ].join('\n');

/** What a client needs to know of an operation. */
export function factsOf(operation: Operation): OperationFacts {
  const { id, method, path, requestBody, responses, refusals, parameters } = operation;
  const content = requestBody?.content ?? [];
  const usual = content.find(({ name }) => isJson(name)) ?? content[0];
  const request = [usual, ...content.filter((each) => each !== usual)].flatMap((each) =>
    each ? [each.name] : [],
  );
  const refused = [...new Set(refusals.values().map(({ status }) => status))];
  const styles = stylesOf(parameters);
  const encoding = content.flatMap((each) =>
    [...each.encoding].flatMap(([name, { style, explode }]) =>
      style === undefined ? [] : [[name, styleOf(style, explode)] as const],
    ),
  );
  return {
    ...{ id, method, path },
    ...(request.length > 0 && { request }),
    responses: Object.fromEntries(
      responses.map(({ status, content: types }) => [status, types.map(({ name }) => name)]),
    ),
    ...(refused.some((status) => status < 400) && {
      refusals: refused.filter((status) => status < 400),
    }),
    ...(Object.keys(styles).length > 0 && { styles }),
    ...(encoding.length > 0 && { encoding: Object.fromEntries(encoding) }),
  };
}

const styleOf = (style: string, explode?: boolean): Style => ({
  style,
  ...(explode !== undefined && { explode }),
});

/** The styles that are not the usual ones of their location. */
function stylesOf(parameters: readonly Parameter[]): NonNullable<OperationFacts['styles']> {
  const unusual = parameters.filter(({ in: location, style, explode }) =>
    location === 'query' || location === 'cookie'
      ? style !== 'form' || !explode
      : style !== 'simple' || explode,
  );
  return Object.fromEntries(
    [...Map.groupBy(unusual, (parameter) => parameter.in)].map(([location, those]) => [
      location,
      Object.fromEntries(those.map(({ name, style, explode }) => [name, { style, explode }])),
    ]),
  );
}
