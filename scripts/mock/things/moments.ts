import type { Json } from '../../../conformance/core/json.ts';
import { plainName } from '../../../conformance/core/resources/names.ts';
import type { FlatSchema } from '../../../conformance/core/schema/model.ts';

/** What happened at the moment that a member holds. */
export type Happened = 'created' | 'updated';

const created =
  /^(?:joined|registered|uploaded)(?:at|on|date|time|timestamp)$|^(?:date|time)?(?:created|inserted|added|creation|registration)(?:at|on|date|time|timestamp|datetime|utc)?$/;
const updated =
  /^(?:date|time|last)*(?:updated?|modified|modification|changed|edited)(?:at|on|date|time|timestamp|datetime|utc)?$/;

/** Of which moment a member tells by its name, if its schema can hold one. */
export function momentOf(name: string, { types, format = '' }: FlatSchema): Happened | undefined {
  const plain = plainName(name);
  const isText = types.includes('string') && /^(?:date|date-time)?$/.test(format);
  const isNumber = types.includes('integer') || types.includes('number');
  if (!isText && !isNumber) return undefined;
  return created.test(plain) ? 'created' : updated.test(plain) ? 'updated' : undefined;
}

/** A moment as a schema writes it: as a text, or in seconds or milliseconds since 1970. */
export function momentIn({ types, format, examples, maximum }: FlatSchema, now: number): Json {
  const [example] = examples;
  if (types.includes('string')) {
    const text = textOf(now);
    const isDay =
      format === 'date' || (typeof example === 'string' && /^\d{4}-\d\d-\d\d$/.test(example));
    return isDay ? text.slice(0, 10) : text;
  }
  const isLong = typeof example === 'number' ? example > 1e11 : format === 'int64';
  return isLong && (maximum ?? Infinity) > now ? now : Math.floor(now / 1000);
}

let last = { now: 0, text: new Date(0).toISOString() };

/** A moment as a text. What is made and changed at once has several members with the same one. */
function textOf(now: number): string {
  if (last.now !== now) last = { now, text: new Date(now).toISOString() };
  return last.text;
}

/** A clock whose moments are all different, so that each write shows. */
export function createClock(read: () => number = Date.now): () => number {
  let last = 0;
  return () => {
    last = Math.max(read(), last + 1);
    return last;
  };
}
