import type { Operation } from '../contract/model.ts';
import type { WireRequest } from './messages.ts';

/** Header fields that the user adds to every request. */
export type FixedFields = WireRequest['headers'];

/** Fields that belong to the framing of a request, or that each case decides. */
export const ownFields: readonly string[] = [
  'accept',
  'connection',
  'content-length',
  'content-type',
  'transfer-encoding',
];

/**
 * Adds header fields that no description knows. A field that the operation documents, as a parameter
 * or for its credentials, is decided by the case, and so is one that the request has.
 */
export function withFixedFields(
  request: WireRequest,
  operation: Pick<Operation, 'parameters' | 'security' | 'offered'>,
  fields: FixedFields,
): WireRequest {
  if (fields.length === 0) return request;
  const taken = new Set([
    ...request.headers.map(([name]) => name.toLowerCase()),
    ...headerParameters(operation).map(({ name }) => name.toLowerCase()),
    ...[...operation.security, ...(operation.offered ?? [])]
      .flat()
      .flatMap(({ type, in: place, parameter = '' }) => {
        if (type !== 'apiKey') return ['authorization'];
        return place === 'header' ? [parameter.toLowerCase()] : [];
      }),
  ]);
  const added = fields.filter(([name]) => !taken.has(name.toLowerCase()));
  return { ...request, headers: [...request.headers, ...added] };
}

/** The header fields that an operation documents. */
export const headerParameters = ({ parameters }: Pick<Operation, 'parameters'>) =>
  parameters.filter((parameter) => parameter.in === 'header');
