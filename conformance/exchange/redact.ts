import type { Credentials } from './credentials.ts';

/** Takes secrets out of every text of a record; `more` are those of one request, such as the token it was signed with. */
export type Redactor = <Value extends object>(record: Value, more?: readonly string[]) => Value;

/** Makes a redactor for an API's credentials and for other secrets, such as values that came from the environment. */
export function redactor(credentials: Credentials, others: readonly string[] = []): Redactor {
  const known = [...credentials.values()].flatMap((credential) => (credential.kind === 'value' ? [credential.value] : credential.secrets));
  const always = formsOf([...known, ...others]);
  return (record, more = []) => {
    const hidden = more.length > 0 ? [...always, ...formsOf(more)].toSorted(longestFirst) : always;
    if (hidden.length === 0) return record;
    return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, typeof value === 'string' ? clean(value, hidden) : value])) as typeof record;
  };
}

/** The shortest secret that is hidden: a shorter one would take ordinary words with it. */
const shortest = 4;
const longestFirst = (one: string, other: string) => other.length - one.length;

/** The forms in which an answer may repeat a secret; the longest first, since one may begin with another. */
function formsOf(secrets: readonly string[]): string[] {
  const forms = secrets.filter(({ length }) => length >= shortest).flatMap((secret) => {
    const bytes = Buffer.from(secret);
    const base64 = bytes.toString('base64').replace(/=+$/, '');
    const percent = encodeURIComponent(secret);
    const hex = bytes.toString('hex');
    return [secret, JSON.stringify(secret).slice(1, -1), percent, percent.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()), base64, bytes.toString('base64url'), hex, hex.toUpperCase()];
  });
  return [...new Set(forms)].toSorted(longestFirst);
}

function clean(text: string, hidden: readonly string[]): string {
  const whole = hidden.reduce((rest, secret) => rest.replaceAll(secret, '<redacted>'), text);
  // a text that was cut may end in the beginning of a secret
  return whole.replaceAll(/\S+(?=… \()/g, (end) => {
    for (const secret of hidden) {
      for (let length = Math.min(secret.length - 1, end.length); length >= shortest; length -= 1) {
        if (end.endsWith(secret.slice(0, length))) return `${end.slice(0, -length)}<redacted>`;
      }
    }
    return end;
  });
}
