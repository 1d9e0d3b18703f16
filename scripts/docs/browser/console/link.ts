import type { Anchors } from './anchors.ts';
import { element } from './dom.ts';

/** A text that leads to the nearest place of the page that tells of it; without one, the text. */
export function linked(text: string, anchors: Anchors): HTMLElement {
  const id = anchors.find((each) => document.getElementById(each) !== null);
  return id === undefined
    ? element('span', {}, text)
    : element('a', { href: `#${encodeURIComponent(id)}` }, text);
}

/** A broken rule: where it is told, and what must hold. */
export const brokenRule = (place: string, message: string, anchors: Anchors): HTMLElement => {
  const link = linked(place, anchors);
  link.classList.add('console-place');
  return element('span', {}, link, ` ${message}`);
};
