import { element } from './dom.ts';

/** Loads the style sheet of the console once, from beside its script. Resolves also where there is none. */
export function loadStyles(): Promise<void> {
  const href = new URL('console.css', import.meta.url).href;
  const loaded = [...document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')];
  if (loaded.some((link) => link.href === href)) return Promise.resolve();
  const link = element('link', { rel: 'stylesheet', href });
  return new Promise((resolve) => {
    link.addEventListener('load', () => resolve());
    link.addEventListener('error', () => resolve());
    document.head.append(link);
  });
}
