import { utf8 } from '../../../conformance/core/http/bodies/body-codec.ts';
import { boundaryOf, partsOf } from '../../../conformance/core/http/bodies/parts.ts';
import { writerOf } from '../../../conformance/core/http/codecs.ts';
import {
  isForm,
  isJson,
  isMultipart,
  isTextual,
} from '../../../conformance/core/http/media-type.ts';
import type { WireRequest } from '../../../conformance/core/http/messages.ts';
import { formDecode, pairOf, percentEncode } from '../../../conformance/core/http/percent.ts';
import type { PlannedRequest } from '../../../conformance/core/http/planned-request.ts';
import type { Json } from '../../../conformance/core/json.ts';
import { visibleJson } from '../../../conformance/core/visible.ts';

/** One part of a multipart body; one with a file name is read from that file. */
export type SamplePart = {
  readonly name: string;
  readonly fileName?: string;
  readonly contentType?: string;
  readonly text: string;
};

/** What is sent, in the form in which languages write it. */
export type SampleBody = { readonly contentType: string } & (
  | { readonly kind: 'json'; readonly value: Json }
  | { readonly kind: 'form'; readonly pairs: readonly (readonly [name: string, value: string])[] }
  | { readonly kind: 'parts'; readonly parts: readonly SamplePart[] }
  | { readonly kind: 'text'; readonly text: string }
  /** Bytes of a format that is no text: a file of the reader; `text` is the documented example. */
  | { readonly kind: 'file'; readonly fileName: string; readonly text: string }
);

/** The body of a request; `undefined` if it has no Content-Type, or bytes that are no text. */
export function sampleBody(
  { body: planned, spelling }: PlannedRequest,
  { headers, body: bytes = new Uint8Array() }: WireRequest,
): SampleBody | undefined {
  const contentType = headers.find(([name]) => name === 'Content-Type')?.[1];
  const text = utf8(bytes);
  if (contentType === undefined || text === undefined) return undefined;
  const value = planned?.raw || spelling ? undefined : planned?.value;
  // a text can be the body as it is sent
  if (value !== undefined && isWrittenAsJson(contentType, value) && text === JSON.stringify(value))
    return { kind: 'json', contentType, value };
  if (isMultipart(contentType)) return multipartBody(contentType, bytes);
  if (isForm(contentType)) return formBody(contentType, text);
  if (isTextual(contentType) || writerOf(contentType)) return { kind: 'text', contentType, text };
  return { kind: 'file', contentType, fileName: fileName('body', contentType), text };
}

const isWrittenAsJson = (contentType: string, value: Json): boolean =>
  isJson(contentType) || (typeof value === 'object' && value !== null);

/** The pairs of a form; its text where writing the pairs anew would change it. */
function formBody(contentType: string, text: string): SampleBody {
  const pairs = text
    .split('&')
    .map((pair) => pairOf(pair).map(formDecode) as [name: string, value: string]);
  const again = pairs.map((pair) => pair.map(percentEncode).join('='));
  return again.join('&') === text && pairs.every(([name]) => name !== '')
    ? { kind: 'form', contentType, pairs }
    : { kind: 'text', contentType, text };
}

/** The parts of a body; `undefined` where it is no multipart body, or has parts that are no text. */
function multipartBody(contentType: string, bytes: Uint8Array): SampleBody | undefined {
  const read = partsOf(bytes, boundaryOf(contentType) ?? '');
  if ('problem' in read || read.parts.length === 0) return undefined;
  const parts: SamplePart[] = [];
  for (const { name, filename, contentType: type, content } of read.parts) {
    const text = utf8(content);
    if (text === undefined) return undefined;
    parts.push({
      ...{ name, text },
      ...(type === undefined ? {} : { contentType: type }),
      ...(filename === undefined ? {} : { fileName: fileName(name, type ?? '') }),
    });
  }
  // clients choose the boundary themselves
  return { kind: 'parts', contentType: contentType.replace(/\s*;.*$/s, ''), parts };
}

/** A file name that says what is in it: `photo.png`. */
function fileName(name: string, contentType: string): string {
  const plain = name.replaceAll(/[^\w-]+/g, '-').replaceAll(/^-+|-+$/g, '') || 'file';
  const [, ending = 'bin'] = /\/([a-z\d]{2,5})$/.exec(contentType.replace(/\s*;.*$/s, '')) ?? [];
  return `${plain}.${ending}`;
}

/** A body as one text, where a language has no better way to write it; empty for parts and files. */
export function textOf(body: SampleBody): string {
  if (body.kind === 'json') return visibleJson(JSON.stringify(body.value, null, 2));
  if (body.kind === 'form')
    return body.pairs.map((pair) => pair.map(percentEncode).join('=')).join('&');
  return body.kind === 'text' ? body.text : '';
}

/** Whether only the client makes the bytes of a body, so that nothing can sign them before. */
export const isMadeByClient = ({ kind }: SampleBody): boolean =>
  kind === 'parts' || kind === 'file';
