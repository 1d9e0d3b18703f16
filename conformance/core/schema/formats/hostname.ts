import type { Format } from './format.ts';

const labels = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;
/** A name in ASCII, as a browser writes it; empty for one that is none. */
const asciiOf = (name: string): string =>
  URL.canParse(`ws://${name}`) ? new URL(`ws://${name}`).hostname : '';
/** Two hyphens there mark an internationalized name (RFC 5891, section 4.2.3.1). */
const marked = /(?:^|\.)[^.]{2}--/;
const isInternational = (text: string): boolean =>
  !/(?:^|\.)(?!xn)[^.]{2}--/i.test(text) && asciiOf(text) !== '';

/** Whether a name is one of ordinary characters, with a dot, whose last part starts with a letter. */
export const isStrictHostname = (text: string): boolean =>
  text.length <= 253 && labels.test(text) && (!marked.test(text) || isInternational(text));

/** Parts of 1 to 63 characters without a hyphen at their ends, and maybe a dot at the end. */
function hasLabels(text: string, label: RegExp, dot: RegExp): boolean {
  if (text.length > 1000) return false;
  const parts = text.split(dot);
  if (parts.length > 1 && parts.at(-1) === '') parts.pop();
  return parts.every(
    (part) => part.length <= 63 && label.test(part) && !part.startsWith('-') && !part.endsWith('-'),
  );
}

/** DNS and many servers allow an underscore, a name of one part and the dot of the root. */
export const isLooseHostname = (text: string): boolean =>
  text.length <= 254 && hasLabels(text, /^[a-z0-9_-]+$/i, /\./);

/** @see https://www.rfc-editor.org/rfc/rfc1123#section-2.1 */
export const hostname: Format = {
  name: 'hostname',
  strict: isStrictHostname,
  loose: isLooseHostname,
  valid: ['api.example.com', 'a.b-c.example', 'xn--bcher-kva.example'],
  near: {
    'leading-hyphen': '-a.example',
    blank: 'a b.example',
    'two-dots': 'a..example',
    'long-label': `${'a'.repeat(64)}.example`,
  },
  between: { underscore: 'a_b.example', 'one-part': 'localhost', 'dot-at-end': 'a.example.' },
};

const isInternationalName = (text: string): boolean =>
  hasLabels(text, /^[\p{L}\p{M}\p{N}_·-]+$/u, /[.\u3002\uff0e\uff61]/);

export const isStrictIdnHostname = (text: string): boolean =>
  isStrictHostname(text) ||
  (/^[\p{Ll}\p{Lo}0-9.-]{1,253}$/u.test(text) &&
    isInternationalName(text) &&
    isStrictHostname(asciiOf(text)));
export const isLooseIdnHostname = isInternationalName;

/** @see https://www.rfc-editor.org/rfc/rfc5890#section-2.3.2.3 */
export const idnHostname: Format = {
  name: 'idn-hostname',
  strict: isStrictIdnHostname,
  loose: isLooseIdnHostname,
  valid: ['api.example.com', 'bücher.example', 'παράδειγμα.example'],
  near: { 'leading-hyphen': '-ä.example', blank: 'ä b.example', 'two-dots': 'ä..example' },
  between: { underscore: 'ä_b.example', 'one-part': 'ä', 'other-dot': 'ä。example' },
};
