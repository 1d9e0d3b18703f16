import type { OperationFacts } from './operation.ts';
import { queryOf } from './parameters.ts';

type Members = { readonly [member: string]: unknown };

/** A media type without its parameters, in lower case. */
export const essenceOf = (mediaType: string): string =>
  mediaType.split(';')[0]!.trim().toLowerCase();

const isJson = (essence: string): boolean => /^(?:application|text)\/(?:.+\+)?json$/.test(essence);

/** The media types that an operation documents, for its header field Accept: JSON rather than anything else. */
export const acceptOf = ({ responses }: OperationFacts): string =>
  [...new Set(Object.values(responses).flat())]
    .map((type) => (isJson(essenceOf(type)) ? type : `${type};q=0.5`))
    .join() || '*/*';

/** Writes the body of a request: objects by its media type; what `fetch` takes stays as it is. */
export function writtenBody(
  body: unknown,
  mediaType: string,
  encoding: OperationFacts['encoding'],
): BodyInit {
  const essence = essenceOf(mediaType);
  if (isJson(essence)) return JSON.stringify(body);
  if (!isPlain(body)) return body as BodyInit;
  if (essence === 'application/x-www-form-urlencoded') return urlEncoded(body, encoding);
  return essence === 'multipart/form-data' ? formOf(body) : JSON.stringify(body);
}

const isPlain = (value: unknown): value is Members =>
  typeof value === 'object' && [Object.prototype, null].includes(Object.getPrototypeOf(value));

/** @see https://spec.openapis.org/oas/v3.1.1.html#encoding-the-x-www-form-urlencoded-media-type */
const urlEncoded = (body: Members, encoding: OperationFacts['encoding']): string =>
  queryOf(body, (name) => encoding?.[name] ?? (isPlain(body[name]) ? { style: 'content' } : {}));

function formOf(body: Members): FormData {
  const form = new FormData();
  // a file keeps its name and its type
  for (const [name, value] of Object.entries(body))
    for (const part of [value].flat().filter((each) => each !== undefined))
      if (part instanceof Blob) form.append(name, part);
      else form.append(name, isPlain(part) ? JSON.stringify(part) : String(part));
  return form;
}

/** What a body is in a program, by its media type; a JSON text that is none stays a text. */
export async function readBody(
  response: Response,
  mediaType: string,
): Promise<{ readonly body: unknown; readonly isBroken?: boolean }> {
  const essence = essenceOf(mediaType);
  if (/^text\/event-stream$|json-seq$|jsonl$|ndjson$/.test(essence)) return { body: response.body };
  if (!isJson(essence) && !/^text\/|[/+]xml$|urlencoded$/.test(essence))
    return { body: await response.blob() };
  const text = await response.text();
  try {
    return { body: isJson(essence) ? JSON.parse(text) : text };
  } catch {
    return { body: text, isBroken: true };
  }
}
