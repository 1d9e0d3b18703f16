import { preferHeader, type Preference } from '../../../frontend/prefer.ts';
import { meaningOf } from '../../../frontend/result.ts';
import { element, option } from './dom.ts';
import { field } from './field.ts';
import type { Context, Part } from './part.ts';

/** The choice among the documented answers, which the mock gives; reads the value of the field Prefer. */
export function preferPart({ operation, words }: Context): Part<string | undefined> {
  const { answers, facts } = operation;
  const preferences: (Preference | undefined)[] = [undefined];
  const offer = (preference: Preference, text: string) => {
    preferences.push(preference);
    return option(`${preferences.length - 1}`, text);
  };
  const select = element('select');
  select.append(option('0', words.anyAnswer));
  for (const { status, code, examples } of answers) {
    const label = `${status}: ${words[meaningOf(code, facts)]}`;
    const named = examples.map((example) => offer({ code, example }, `${code} ${example}`));
    const all = named.length > 0 ? named : [offer({ code }, `${code} ${words.anyBody}`)];
    select.append(element('optgroup', { label }, ...all));
  }
  return {
    element: field(select, { label: words.prefer, hint: words.preferHint }).element,
    read() {
      const preference = preferences[select.selectedIndex];
      return preference && preferHeader(preference).prefer;
    },
  };
}
