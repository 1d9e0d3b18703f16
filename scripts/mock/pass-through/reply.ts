import type { IncomingMessage } from 'node:http';
import { isDecodable, withoutEncoding } from '../../../conformance/core/http/content-encoding.ts';
import { joinedFields } from '../../../conformance/core/http/header-name.ts';
import { maximumBody } from '../http/read-request.ts';
import type { PassedReply } from './judge.ts';

/** An answer as checks read it, its body decoded; without a body where its bytes are not known. */
export function replyTo(answer: IncomingMessage, bytes: Uint8Array | undefined): PassedReply {
  const status = answer.statusCode ?? 0;
  const headers = new Map(
    Object.entries(answer.headersDistinct).map(([name, values = []]) => [
      name,
      joinedFields(name, values),
    ]),
  );
  if (bytes === undefined || unknownCodingOf(answer) !== undefined) return { status, headers };
  const encoding = headers.get('content-encoding');
  return { status, headers, ...withoutEncoding(bytes, encoding, maximumBody) };
}

/** A content coding that the client asked for, and that the mock can't decode. */
export const unknownCodingOf = ({ headers }: IncomingMessage): string | undefined =>
  headers['content-encoding']
    ?.split(',')
    .find((coding) => coding.trim() !== '' && !isDecodable(coding));
