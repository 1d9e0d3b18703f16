import type { Credentials } from './credentials.ts';

/** A function that takes credentials out of every text of a record, in case an answer repeats them. */
export function redactor(credentials: Credentials): <Value extends object>(record: Value) => Value {
  const secrets = [...credentials.values()].flatMap((credential) => (credential.kind === 'value' ? [credential.value] : credential.secrets));
  // a very short value would take ordinary words with it
  const long = secrets.filter((secret) => secret.length >= 4);
  // the longest first: a secret that begins with another would else be left in part
  const hidden = long.toSorted((one, other) => other.length - one.length);
  const clean = (text: string) => hidden.reduce((rest, secret) => rest.replaceAll(secret, '<redacted>'), text);
  return (record) => {
    if (hidden.length === 0) return record;
    return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, typeof value === 'string' ? clean(value) : value])) as typeof record;
  };
}
