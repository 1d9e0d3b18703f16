import type { FoundGroup } from '../../search/find.ts';
import { loadIndex } from './load.ts';
import { resultsList } from './results.ts';
import { filled, wordsIn } from './words.ts';

/**
 * Makes the search box of a page search the site: a combobox with a list of links. It is called once, when a
 * reader first comes to the box; what was typed until then is looked for.
 * @param search the element around the box; `data-root` leads to the root of the site, `data-words` has texts
 * @param index the address of the index; its style sheet is beside it
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/combobox/
 */
export async function startSearch(search: HTMLElement, index: URL): Promise<void> {
  const box = search.querySelector('input')!;
  const words = wordsIn(search);
  const root = new URL(search.dataset.root ?? '', document.baseURI);
  const { panel, list, status } = addPanel(search, box, words.results);
  let look: ((query: string) => readonly FoundGroup[]) | undefined;
  let hasFailed = false;

  function update(): void {
    // typing on does not hide why nothing is found
    if (hasFailed) return;
    const query = box.value.trim();
    const groups = (query !== '' && look?.(query)) || [];
    list.replaceChildren(...resultsList(groups, words, root));
    const count = groups.reduce((sum, { found }) => sum + found.length, 0);
    list.hidden = count === 0;
    status.textContent = look && query !== '' ? told(count, query) : '';
    box.removeAttribute('aria-activedescendant');
    toggle(query !== '' && look !== undefined);
  }

  function told(count: number, query: string): string {
    if (count === 0) return filled(words.none, { query });
    return count === 1 ? words.one : filled(words.several, { count });
  }

  function toggle(isOpen: boolean): void {
    panel.hidden = !isOpen;
    box.setAttribute('aria-expanded', String(isOpen && !list.hidden));
  }

  box.addEventListener('input', update);
  box.addEventListener('focus', update);
  box.addEventListener('keydown', (event) => onKey(event, { box, list, panel, toggle }));
  search.addEventListener('focusout', ({ relatedTarget }) => {
    if (!search.contains(relatedTarget as Node | null)) toggle(false);
  });
  // the box keeps the focus, and the link is followed
  list.addEventListener('mousedown', (event) => event.preventDefault());
  list.addEventListener('click', (event) => {
    // a link to this page loads nothing
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey) toggle(false);
  });
  try {
    [look] = await Promise.all([loadIndex(index), loadStyle(new URL('search.css', index))]);
    if (document.activeElement === box) update();
  } catch {
    hasFailed = true;
    status.textContent = words.failed;
    panel.hidden = false;
  }
}

/** Loads the style sheet of the results. Without it, they can be read too. */
const loadStyle = ({ href }: URL): Promise<void> =>
  new Promise((resolve) => {
    const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href });
    link.onload = link.onerror = () => resolve();
    document.head.append(link);
  });

/** Adds the place of the results, and says what box and list are. */
function addPanel(search: HTMLElement, box: HTMLInputElement, label: string) {
  const panel = document.createElement('div');
  panel.className = 'search-panel';
  panel.hidden = true;
  const list = document.createElement('div');
  list.id = 'search-list';
  list.hidden = true;
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', label);
  const status = document.createElement('p');
  status.className = 'search-status';
  status.setAttribute('role', 'status');
  panel.append(status, list);
  search.append(panel);
  const says = {
    role: 'combobox',
    'aria-expanded': 'false',
    'aria-controls': list.id,
    'aria-autocomplete': 'list',
    'aria-haspopup': 'listbox',
  };
  for (const [name, value] of Object.entries(says)) box.setAttribute(name, value);
  return { panel, list, status };
}

type Keyed = {
  readonly box: HTMLInputElement;
  readonly list: HTMLElement;
  readonly panel: HTMLElement;
  readonly toggle: (isOpen: boolean) => void;
};

function onKey(event: KeyboardEvent, { box, list, panel, toggle }: Keyed): void {
  // what an input method still composes is no command
  if (event.isComposing) return;
  const options = [...list.querySelectorAll<HTMLElement>('[role=option]')];
  const at = options.findIndex(({ id }) => id === box.getAttribute('aria-activedescendant'));
  switch (event.key) {
    case 'ArrowDown':
    case 'ArrowUp':
      event.preventDefault();
      if (options.length === 0) return;
      if (panel.hidden) toggle(true);
      activate(box, options, options[nextOf(at, options.length, event.key)]);
      return;
    case 'Enter':
      if (panel.hidden) return;
      event.preventDefault();
      (options[at] ?? options[0])?.click();
      return;
    case 'Escape':
      if (panel.hidden) return;
      // the next one empties the box
      event.preventDefault();
      toggle(false);
      activate(box, options, undefined);
  }
}

/** Before the first option and after the last one is the box itself. */
const nextOf = (at: number, count: number, key: string): number => {
  if (key === 'ArrowDown') return at + 1;
  return at < 0 ? count - 1 : at - 1;
};

function activate(
  box: HTMLInputElement,
  options: readonly HTMLElement[],
  active: HTMLElement | undefined,
): void {
  for (const option of options) option.setAttribute('aria-selected', String(option === active));
  if (active) box.setAttribute('aria-activedescendant', active.id);
  else box.removeAttribute('aria-activedescendant');
  active?.scrollIntoView({ block: 'nearest' });
}
