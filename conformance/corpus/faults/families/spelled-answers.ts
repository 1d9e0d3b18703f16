import type { OperationSpec } from '../../contract-server/description.ts';
import type { Fault } from '../../contract-server/fault.ts';
import type { Reply } from '../../implementation/http.ts';
import { targets } from '../answers.ts';
import { echoesOf } from '../echoes.ts';
import { isFreeText } from '../locations.ts';

/** Ways in which a server writes JSON that its client can't read. */
const spellings = [
  {
    family: 'adds-a-byte-order-mark',
    what: 'byte-order-mark',
    mutation: 'writes a byte-order mark before the JSON',
    write: (text: string) => `\ufeff${text}`,
  },
  {
    family: 'writes-nan',
    what: 'nan',
    mutation: 'writes NaN for a number that it does not have',
    write: (text: string) => `${text.slice(0, -1)},"ratio":NaN}`,
  },
] as const;

/** Servers that write JSON with the wrong bytes, or forget a header field when they refuse. */
export function* spelledAnswers(operation: OperationSpec): Iterable<Fault> {
  const base = { class: 'answers', operation: operation.id } as const;
  for (const { name, verdict: reached, content } of targets(operation)) {
    const id = `${operation.id}/answers/${name}`;
    const inReply =
      (corrupt: (reply: Reply) => Reply): NonNullable<Fault['reply']> =>
      (reply, _, verdict) =>
        verdict === reached ? corrupt(reply) : reply;
    for (const { family, what, mutation, write } of spellings)
      yield {
        ...base,
        id: `${id}/${what}`,
        family,
        trips: ['body-parses'],
        isEverywhere: true,
        reason: `In its ${name} it ${mutation}.`,
        reply: inReply((reply) => ({ ...reply, body: write(String(reply.body)) })),
      };
    for (const [place] of reached === 'good' ? [] : content.echo) {
      const [, field] = /^\$response\.header\.(.+)$/.exec(place) ?? [];
      if (field === undefined) continue;
      yield {
        ...base,
        id: `${id}/echo/${field.toLowerCase()}/dropped`,
        family: 'drops-echoed-header',
        trips: ['echo-true'],
        reason: `In its ${name} it does not repeat ${field}.`,
        reply: inReply(({ headers: { [field.toLowerCase()]: _, ...headers }, ...reply }) => ({
          ...reply,
          headers,
        })),
      };
    }
  }
  const isFree = echoesOf(operation).some(({ schema }) => schema && isFreeText(schema));
  if (isFree)
    yield {
      ...base,
      id: `${operation.id}/answers/success/latin-1`,
      family: 'writes-latin-1',
      trips: ['body-parses'],
      // what Latin-1 can't write is another character then
      mayTrip: ['echo-true', 'body-matches-schema'],
      reason: 'It writes its success in Latin-1.',
      reply: (reply, _, verdict) =>
        verdict === 'good' ? { ...reply, body: Buffer.from(String(reply.body), 'latin1') } : reply,
    };
}
