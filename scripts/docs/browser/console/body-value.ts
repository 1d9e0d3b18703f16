import type { Json } from '../../../../conformance/core/json.ts';
import { isObject } from '../../../../conformance/core/pointer.ts';
import { writtenBody } from '../../../frontend/bodies.ts';
import type { OperationFacts } from '../../../frontend/operation.ts';
import type { ConsoleBody } from './operation.ts';
import type { FilledBody } from './request.ts';

/** The files that a reader chose, by the member that they are. */
export type ChosenFiles = readonly (readonly [member: string, file: File])[];

/**
 * The body that a text means; `undefined` for none. JSON is sent as it was typed, also where it is none;
 * another form is written from it.
 */
export function typedBody(
  body: ConsoleBody,
  text: string,
  files: ChosenFiles,
  encoding: OperationFacts['encoding'],
): FilledBody | undefined {
  const base = { documented: body.mediaType, mediaType: body.sentAs };
  if (text === '' && files.length === 0) return undefined;
  if (body.kind === 'text') return { ...base, content: text, value: text };
  const value = parsed(text);
  if (body.kind === 'json')
    return { ...base, content: text, ...(value !== undefined && { value }) };
  if (value !== undefined && !isObject(value)) return { ...base, content: text };
  if (value === undefined && text !== '') return { ...base, content: text };
  const members: { [member: string]: unknown } = { ...(value as object | undefined) };
  for (const [member, all] of Map.groupBy(files, ([name]) => name))
    members[member] = all.map(([, file]) => file);
  const content = writtenBody(members, body.sentAs, encoding);
  return { ...base, content, ...(files.length === 0 && { value: value! }) };
}

/** A file as the whole body; its own type is sent where a range is documented. */
export const wholeFile = (body: ConsoleBody, file: File | undefined): FilledBody | undefined =>
  file && {
    documented: body.mediaType,
    mediaType: body.mediaType.includes('*') ? file.type || body.sentAs : body.sentAs,
    content: file,
  };

/** Why a text is no JSON; `undefined` if it is, or if nothing is typed. */
export function whyNotJson(text: string): string | undefined {
  if (text === '') return undefined;
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
