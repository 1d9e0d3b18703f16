import { format as formats } from '@cfworker/json-schema';

/** Strict formats, as JSON Schema defines them; those of the library are laxer. */

const date = /^(\d{4})-(\d{2})-(\d{2})$/;
const time = /^(\d{2}):(\d{2}):(\d{2})(\.\d+)?(z|[+-]\d{2}:\d{2})$/i;
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/**
 * Without the year 0000, which many calendars don't have.
 * @see https://www.rfc-editor.org/rfc/rfc3339#section-5.6
 */
export const isDate = (text: string): boolean =>
  date.test(text) && !text.startsWith('0000') && own('date', text);
/** @see https://www.rfc-editor.org/rfc/rfc3339#section-5.6 */
export const isTime = (text: string): boolean => time.test(text) && own('time', text);
/** @see https://www.rfc-editor.org/rfc/rfc3339#section-5.6 */
export const isDateTime = (text: string): boolean =>
  /^[^t]+t[^t]+$/i.test(text) &&
  text.split(/t/i).every((part, index) => (index === 0 ? isDate : isTime)(part));
/** @see https://www.rfc-editor.org/rfc/rfc4648#section-4 */
export const isBase64 = (text: string): boolean => base64.test(text);
/**
 * Without leading zeros.
 * @see https://www.rfc-editor.org/rfc/rfc2673#section-3.2
 */
export const isIpv4 = (text: string): boolean =>
  /^\d{1,3}(\.\d{1,3}){3}$/.test(text) &&
  text.split('.').every((part) => String(Number(part)) === part && Number(part) < 256);

const library = { ...formats };
const own = (name: string, text: string): boolean => library[name]?.(text) === true;

Object.assign(formats, {
  date: isDate,
  time: isTime,
  'date-time': isDateTime,
  ipv4: isIpv4,
  base64: isBase64,
});

/** Registers a predicate as a `format`, and returns its name. */
export function textFormat(name: string, fits: (text: string) => boolean): string {
  const registered = `corpus: ${name}`;
  formats[registered] = fits;
  return registered;
}
