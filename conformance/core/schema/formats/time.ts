import type { Format } from './format.ts';

const strict = /^(\d{2}):(\d{2}):(\d{2})(?:\.\d{1,9})?(?:Z|[+-](\d{2}):(\d{2}))$/;
const loose = /^(\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?(?:z|[+-](\d{2})(?::?(\d{2}))?)?$/i;

function isTime(text: string, isLoose: boolean): boolean {
  const parts = (isLoose ? loose : strict).exec(text);
  if (!parts) return false;
  const part = (index: number) => Number(parts[index] ?? 0);
  const [hours, minutes, seconds] = [part(1), part(2), part(3)];
  if (isLoose && hours === 24) return minutes === 0 && seconds === 0;
  const isRight = hours < 24 && minutes < 60 && seconds <= (isLoose ? 60 : 59);
  return isRight && isOffset(part(4), part(5), isLoose);
}

/** The clocks of .NET are at most 14 hours from UTC; RFC 3339 allows every offset below 24 hours. */
const isOffset = (hours: number, minutes: number, isLoose: boolean): boolean =>
  minutes < 60 && (isLoose ? hours < 24 : hours * 60 + minutes <= 14 * 60);

/** Whether a text is a time that every server reads: no leap second, at most nine digits. */
export const isStrictTime = (text: string): boolean => isTime(text, false);

/** Whether a text is a time as ISO 8601 knows it; RFC 3339 allows leap seconds and a small `z`. */
export const isLooseTime = (text: string): boolean => isTime(text, true);

/**
 * Many servers read it as a time without a zone, so that one lies between the readings.
 * @see https://www.rfc-editor.org/rfc/rfc3339#section-5.6
 */
export const time: Format = {
  name: 'time',
  strict: isStrictTime,
  loose: isLooseTime,
  valid: ['08:30:00Z', '23:59:59.5Z', '08:30:00+05:30'],
  near: { 'no-such-hour': '25:00:00Z', 'no-such-minute': '08:60:00Z', 'one-digit': '8:30:00Z' },
  between: {
    'no-zone': '08:30:00',
    'leap-second': '23:59:60Z',
    'end-of-day': '24:00:00Z',
    'lower-case': '08:30:00z',
    'offset-without-colon': '08:30:00+0530',
    'no-seconds': '08:30Z',
    'ten-digits': '08:30:00.1234567891Z',
    'far-offset': '08:30:00+15:00',
  },
};
