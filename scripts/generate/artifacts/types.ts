import openapiTS, { astToString } from 'openapi-typescript';
import type { Node } from '../../../conformance/core/pointer.ts';
import type { Artifact } from './artifact.ts';
import { forTypes } from './for-types.ts';

export const types: Artifact = {
  file: 'types.ts',
  summary: 'The types of every schema, parameter, request and response.',
  write: ({ document }) => typesOf(document),
};

/** The types of a description that is one document. */
export async function typesOf(document: Node): Promise<string> {
  // the library and not its command, which fails to read redocly.yaml
  const nodes = await openapiTS(forTypes(document), {
    alphabetize: true,
    defaultNonNullable: false,
    emptyObjectsUnknown: true,
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
    silent: true,
  });
  return astToString(nodes);
}
