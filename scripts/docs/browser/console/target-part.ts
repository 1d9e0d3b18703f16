import { element, freshId, option, show } from './dom.ts';
import { field } from './field.ts';
import { offeredServers, serverUrl, type OfferedServer } from './mock-server.ts';
import type { Context, Part } from './part.ts';
import { filled, type Words } from './words.ts';

/** The chosen server. */
export type Target = { readonly base: string; readonly isMock: boolean };

/** What is remembered of it: its URL as documented, and its variables. */
export type KeptTarget = {
  readonly url: string;
  readonly values: { readonly [name: string]: string };
};

export type TargetPart = Part<Target> & {
  readonly keep: () => KeptTarget;
  readonly restore: (kept: KeptTarget) => void;
};

/** The choice of a server and of its variables. */
export function targetPart({ operation, words }: Context): TargetPart {
  const servers = offeredServers(operation, document);
  const select = element('select');
  select.append(...servers.map((server, index) => option(`${index}`, labelOf(server, words))));
  const variables = servers.map((server) => variableControls(server, words));
  const warning = element('p', { class: 'console-warning' }, words.realServer);
  const isSafe = ['GET', 'HEAD', 'OPTIONS'].includes(operation.facts.method);
  const update = () => {
    variables.forEach(({ element: shown }, index) => {
      show(shown, index === select.selectedIndex && shown.childElementCount > 0);
    });
    show(warning, !isSafe && !servers[select.selectedIndex]!.isMock);
  };
  select.addEventListener('change', update);
  update();
  const read = () => {
    const [server, { values }] = [servers[select.selectedIndex]!, variables[select.selectedIndex]!];
    return { base: serverUrl(server, values(), document.baseURI), isMock: server.isMock };
  };
  return {
    element: element(
      'div',
      { class: 'console-fields' },
      field(select, { label: words.server }).element,
      ...variables.map((each) => each.element),
      warning,
    ),
    read,
    keep: () => ({
      url: servers[select.selectedIndex]!.url,
      values: variables[select.selectedIndex]!.values(),
    }),
    restore({ url, values }) {
      const index = servers.findIndex((server) => server.url === url);
      if (index < 0) return;
      select.selectedIndex = index;
      variables[index]!.fill(values);
      update();
    },
  };
}

const labelOf = ({ url, description, isMock }: OfferedServer, words: Words): string => {
  if (isMock) return filled(words.mock, { url });
  // a description may be pages of Markdown
  return description !== undefined && description.length < 60 ? `${url} – ${description}` : url;
};

function variableControls({ variables = {} }: OfferedServer, words: Words) {
  const controls = Object.entries(variables).map(([name, { value, choices }]) => {
    const control =
      choices === undefined
        ? element('input', { type: 'text', value, autocomplete: 'off', spellcheck: 'false' })
        : element('select', {}, ...choices.map((each) => option(each, each, each === value)));
    control.name = freshId();
    return { name, control };
  });
  return {
    element: element(
      'div',
      { class: 'console-fields' },
      ...controls.map(
        ({ name, control }) => field(control, { label: filled(words.variable, { name }) }).element,
      ),
    ),
    values: () => Object.fromEntries(controls.map(({ name, control }) => [name, control.value])),
    fill(values: KeptTarget['values']) {
      for (const { name, control } of controls) control.value = values[name] ?? control.value;
    },
  };
}
