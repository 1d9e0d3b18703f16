import { forMock, isBasic, schemeName, type Given } from './credentials.ts';
import { element, option, show } from './dom.ts';
import { field, group } from './field.ts';
import type { ConsoleScheme } from './operation.ts';
import type { Context, Part } from './part.ts';
import { filled, type Words } from './words.ts';

export type CredentialPart = Part<readonly Given[]> & {
  /** Tells whether the mock is asked, which takes any credential. */
  readonly forServer: (isMock: boolean) => void;
  readonly restore: (values: { readonly [scheme: string]: string }) => void;
};

/** The choice among the documented alternatives, and the credentials that the chosen one needs. */
export function credentialPart({ operation, words }: Context): CredentialPart {
  const { security, schemes } = operation;
  const inputs = new Map(
    Object.entries(schemes).map(([name, scheme]) => [name, credentialInput(name, scheme, words)]),
  );
  const select = element('select');
  select.append(...security.map((names, index) => option(`${index}`, titleOf(names, words))));
  const chosen = () => security[Math.max(select.selectedIndex, 0)] ?? [];
  const update = () => {
    for (const [name, { element: shown }] of inputs) show(shown, chosen().includes(name));
  };
  select.addEventListener('change', update);
  update();
  const hint = element('p', { class: 'console-hint' }, words.mockHint);
  const part = group(
    words.credentials,
    security.length > 1 && field(select, { label: words.credential }).element,
    hint,
    ...[...inputs.values()].map((each) => each.element),
  );
  show(part, inputs.size > 0);
  return {
    element: part,
    read: () =>
      chosen().flatMap((name) => {
        const value = inputs.get(name)?.input.value ?? '';
        return value === '' ? [] : [{ name, scheme: schemes[name]!, value }];
      }),
    forServer(isMock) {
      show(hint, isMock);
      for (const [name, { input }] of inputs) {
        const any = forMock(schemes[name]!);
        if (isMock && input.value === '') input.value = any;
        if (!isMock && input.value === any) input.value = '';
      }
    },
    restore(values) {
      for (const [name, { input }] of inputs) input.value = values[name] ?? input.value;
    },
  };
}

const titleOf = (names: readonly string[], words: Words): string =>
  names.length === 0 ? words.noCredential : names.join(words.and);

function credentialInput(name: string, scheme: ConsoleScheme, words: Words) {
  const input = element('input', {
    ...{ type: 'password', autocomplete: 'off', spellcheck: 'false', autocapitalize: 'off' },
  });
  const toggle = element('button', { type: 'button', class: 'console-show' });
  const update = (isShown: boolean) => {
    input.type = isShown ? 'text' : 'password';
    toggle.textContent = filled(isShown ? words.hide : words.show, { name });
  };
  toggle.addEventListener('click', () => update(input.type === 'password'));
  update(false);
  const hint = hintOf(scheme, words);
  const made = field(input, { label: labelOf(name, scheme, words), hint });
  made.element.append(toggle);
  return { input, element: made.element };
}

function labelOf(name: string, scheme: ConsoleScheme, words: Words): string {
  if (scheme.type === 'apiKey') {
    const places = { header: words.inHeader, query: words.inQuery, cookie: words.inCookie };
    const place = filled(places[scheme.in ?? 'header'], { name: scheme.parameter ?? '' });
    return filled(words.apiKey, { name, place });
  }
  if (isBasic(scheme)) return filled(words.basic, { name });
  const how = schemeName(scheme);
  return how === 'Bearer'
    ? filled(words.bearer, { name })
    : filled(words.otherScheme, { name, scheme: how });
}

function hintOf(scheme: ConsoleScheme, words: Words): string | Node | undefined {
  if (scheme.command !== undefined)
    return element('span', {}, words.signedHint, ' ', element('code', {}, scheme.command));
  if (scheme.type === 'apiKey' && scheme.in === 'cookie') return words.cookieHint;
  return isBasic(scheme) ? words.basicHint : undefined;
}
