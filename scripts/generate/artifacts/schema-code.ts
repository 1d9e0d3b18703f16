import { mockedOperations } from '../../../conformance/core/contract/mocked-operations.ts';
import type {
  Contract,
  MediaType,
  Operation,
  Parameter,
} from '../../../conformance/core/contract/model.ts';
import type { Format } from '../../../conformance/core/schema/formats/format.ts';
import { formats as known } from '../../../conformance/core/schema/formats/reading.ts';
import { essenceOf, isJson } from '../../../conformance/core/http/media-type.ts';
import type { Direction } from '../../../conformance/core/schema/direction.ts';
import type { Reading, Schema } from '../../../conformance/core/schema/model.ts';
import { standaloneCode } from '../../../conformance/core/schema/standalone/compile.ts';
import * as formats from '../../frontend/formats.ts';

/** By operation, the expressions of the functions that validate. */
export type OperationCodes = {
  readonly operation: Operation;
  readonly requestBody: readonly MediaTypeCode[];
  readonly parameters: string | undefined;
  readonly responses: readonly {
    readonly status: string;
    readonly content: readonly MediaTypeCode[];
  }[];
};
type MediaTypeCode = { readonly name: string; readonly code: string };

/** The code that validates all bodies and parameters of an API. */
export function schemaCode(contract: Contract) {
  const code = standaloneCode(contract.document.documents, formatName);
  const codeOf = (schema: Schema | undefined, direction: Direction) =>
    schema?.node === undefined ? [] : [code.validatorOf(schema.node, direction)];
  const contentOf = (content: readonly MediaType[], direction: Direction) =>
    content
      .filter((mediaType) => isValue(mediaType, direction))
      .flatMap(({ name, schema }) =>
        codeOf(schema, direction).map((each) => ({ name, code: each })),
      );
  const operations = mockedOperations(contract).map((operation): OperationCodes => {
    const { requestBody, parameters, responses } = operation;
    return {
      operation,
      requestBody: contentOf(requestBody?.content ?? [], 'request'),
      parameters:
        parameters.length > 0
          ? code.validatorOf(schemaOfParameters(parameters), 'request')
          : undefined,
      responses: responses.map(({ status, content }) => ({
        status,
        content: contentOf(content, 'response'),
      })),
    };
  });
  return { operations, ...code.module() };
}

/** Whether a program has the value that a schema describes, and not a file, a stream or a text of XML. */
function isValue({ name, schema }: MediaType, direction: Direction): boolean {
  const essence = essenceOf(name);
  if (essence.startsWith('text/') && !isJson(name))
    return schema?.alternatives().some(({ types }) => types.includes('string')) ?? false;
  const isForm = essence === 'application/x-www-form-urlencoded';
  return isJson(name) || (isForm && direction === 'request');
}

/** The schema of all parameters as one value, by location and name. */
function schemaOfParameters(parameters: readonly Parameter[]): object {
  const locations = [...Map.groupBy(parameters, (parameter) => parameter.in)];
  const required = locations.filter(([, those]) => those.some((each) => each.required));
  return {
    type: 'object',
    properties: Object.fromEntries(
      locations.map(([location, those]) => [
        location,
        {
          type: 'object',
          properties: Object.fromEntries(
            those.map(({ name, schema }) => [name, schema.node ?? {}]),
          ),
          required: those.filter((each) => each.required).map(({ name }) => name),
        },
      ]),
    ),
    required: required.map(([location]) => location),
  };
}

const names = new Map(Object.entries(formats).map(([name, test]) => [test, name]));

/** The name by which the module for browsers exports a reading of a format. */
export function formatName(format: Format, reading: Reading): string | undefined {
  // without a value that breaks it, a format limits nothing
  return Object.keys(format.near).length === 0 ? undefined : names.get(format[reading]);
}

/** The formats that the module for browsers leaves out. */
export const missingFormats = (): string[] =>
  known
    .filter(({ near }) => Object.keys(near).length > 0)
    .filter(({ strict, loose }) => !names.has(strict) || !names.has(loose))
    .map(({ name }) => name);
