import { isLooseDate, isStrictDate } from './date.ts';
import type { Format } from './format.ts';
import { isLooseTime, isStrictTime } from './time.ts';

/** A moment needs a zone: without one, two servers understand different moments. */
const zone = /(?:z|[+-]\d{2}(?::?\d{2})?)$/i;

export const isStrictDateTime = (text: string): boolean =>
  text[10] === 'T' && isStrictDate(text.slice(0, 10)) && isStrictTime(text.slice(11));
export const isLooseDateTime = (text: string): boolean =>
  /^[t ]$/i.test(text.charAt(10)) &&
  isLooseDate(text.slice(0, 10)) &&
  zone.test(text) &&
  isLooseTime(text.slice(11));

/** @see https://www.rfc-editor.org/rfc/rfc3339#section-5.6 */
export const dateTime: Format = {
  name: 'date-time',
  strict: isStrictDateTime,
  loose: isLooseDateTime,
  valid: [
    '2023-07-14T08:30:00Z',
    '2024-02-29T23:59:59.123456789+05:30',
    '1990-12-31T15:59:59.5Z',
    '2038-01-19T03:14:08-08:00',
  ],
  near: {
    'no-such-day': '2024-02-30T12:00:00Z',
    'no-zone': '2024-02-29T12:00:00',
    'no-time': '2024-02-29',
    'no-such-hour': '2024-02-29T25:00:00Z',
  },
  between: {
    'blank-for-t': '2024-02-29 12:00:00Z',
    'lower-case': '2024-02-29t12:00:00z',
    'leap-second': '2016-12-31T23:59:60Z',
    'offset-without-colon': '2024-02-29T12:00:00+0530',
    'ten-digits': '2024-02-29T12:00:00.1234567891Z',
    'no-seconds': '2024-02-29T12:00Z',
    'year-zero': '0000-02-29T12:00:00Z',
  },
};
