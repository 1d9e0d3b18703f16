import { randomInt } from 'node:crypto';

/**
 * A word that tells the things made by one run from those of all others, also of a run that began in the
 * same second. It is short, because a name may be, begins with a letter, and has a digit, so that no
 * language has it.
 */
export function runWord(): string {
  const rest = Array.from({ length: 3 }, () => randomInt(36).toString(36)).join('');
  return `${(10 + randomInt(26)).toString(36)}${randomInt(10)}${rest}`;
}
