import { essenceOf } from '../media-type.ts';
import type { Json } from '../../json.ts';
import { isObject } from '../../pointer.ts';
import { textOf } from '../write-parameter.ts';
import type { BodyWriter } from './body-codec.ts';
import { valuesOf } from './json-lines.ts';

/**
 * Events: an object with the fields of an event is one, any other value is the data of one.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export const eventStream: BodyWriter = {
  id: 'event-stream',
  summary: 'Server-sent events, text/event-stream.',
  matches: (name) => essenceOf(name) === 'text/event-stream',
  encode(value) {
    // a text is the whole stream, or the data of one event
    const isStream =
      typeof value === 'string' && (value === '' || /^(data|event|id|retry)?:/m.test(value));
    const text = isStream ? value : valuesOf(value).map(eventOf).join('');
    return { bytes: Buffer.from(text) };
  },
};

const fields = ['event', 'id', 'retry', 'data'];

function eventOf(value: Json): string {
  const names = isObject(value) ? Object.keys(value) : [];
  const isEvent = names.length > 0 && names.every((name) => fields.includes(name));
  const event = (isEvent ? value : { data: value }) as { readonly [field: string]: Json };
  const lines = fields
    .filter((field) => event[field] !== undefined && event[field] !== null)
    .flatMap((field) =>
      textOf(event[field]!)
        .split(/\r\n|\r|\n/)
        .map((line) => `${field}: ${line}\n`),
    );
  return `${lines.join('')}\n`;
}
