import type { SpoiltUse } from '../http/planned-request.ts';

/** Ways to change a credential itself, not the field that carries it. */
type Change = Extract<SpoiltUse, 'another-case' | 'half' | 'changed-end'>;

export const isChange = (use: string): use is Change => Object.hasOwn(changes, use);

const changes: { readonly [use in Change]: (value: string) => string } = {
  'another-case': (value) =>
    value.replaceAll(/[A-Za-z]/g, (letter) =>
      letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
    ),
  half: (value) => value.slice(0, Math.ceil(value.length / 2)),
  'changed-end': (value) => {
    // the last digit of base64 may hold bits that no reader looks at
    const isSigned = /^[\w-]+\.[\w-]+\.[\w-]{2,}$/.test(value);
    const index = value.replace(/=+$/, '').length - (isSigned ? 2 : 1);
    const other = /a/i.test(value.charAt(index)) ? 'b' : 'a';
    return `${value.slice(0, index)}${other}${value.slice(index + 1)}`;
  },
};

/**
 * A good credential with a change that makes it wrong; `undefined` if no such change is certain. Of
 * `user:password`, the password changes: user names may be the same in any letter case.
 */
export function spoilt(value: string, use: Change): string | undefined {
  const start = value.indexOf(':') + 1;
  const secret = value.slice(start);
  // hexadecimal digits mean the same in any letter case
  if (use === 'another-case' && /^[\dA-Fa-f-]*$/.test(secret)) return undefined;
  const changed = changes[use](secret);
  return changed === secret || secret === '' ? undefined : `${value.slice(0, start)}${changed}`;
}

/** Why a credential can't be changed, as a whole sentence without its full stop. */
export const unchangeable: { readonly [use in Change]: string } = {
  'another-case': 'the letter case of its credential may not matter',
  half: 'its credential is too short to be cut in half',
  'changed-end': 'its credential is empty',
};
