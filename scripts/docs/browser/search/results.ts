import type { Found, FoundGroup } from '../../search/find.ts';
import { marked } from './marked.ts';
import type { SearchWords } from './words.ts';

type Children = readonly (Node | string)[];

function made<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: { readonly [name: string]: string },
  children: Children = [],
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes))
    element.setAttribute(attribute, value);
  element.append(...children);
  return element;
}

/** Makes the list of results: options that are links, by API. @param root where the site begins */
export function resultsList(groups: readonly FoundGroup[], words: SearchWords, root: URL): Node[] {
  let count = 0;
  return groups.map(({ api, found }, index) => {
    const heading = `search-group-${index}`;
    const options = found.map((one) => {
      count += 1;
      return option(one, `search-option-${count}`, words, root);
    });
    return made('div', { role: 'group', 'aria-labelledby': heading }, [
      made('div', { id: heading, role: 'presentation', class: 'search-api' }, [api ?? words.site]),
      ...options,
    ]);
  });
}

function option(found: Found, id: string, words: SearchWords, root: URL): HTMLElement {
  const { url, title, kind, text = '', matched } = found;
  const line = (name: string, children: Children) => made('span', { class: name }, children);
  // a link: it can be opened in another tab, and copied
  return made(
    'a',
    { ...{ id, role: 'option', tabindex: '-1', 'aria-selected': 'false' }, href: safe(url, root) },
    [
      line('search-title', [...marked(title, matched), ' ', line('search-kind', [words[kind]])]),
      ...(text === '' ? [] : [line('search-text', marked(text, matched))]),
    ],
  );
}

/** The address of an entry. An index leads to the site only, whatever is in it. */
function safe(url: string, root: URL): string {
  const address = new URL(url, root);
  return address.origin === root.origin && address.protocol === root.protocol
    ? address.href
    : root.href;
}
