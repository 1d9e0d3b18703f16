import hljs from 'highlight.js/lib/common';
import { escapeHtml } from '../../../conformance/core/markup.ts';

/** A longer text is not coloured: it would make a page heavy. */
const longest = 20_000;

/** Colours code when the site is built: HTML with classes, escaped. An unknown language stays plain. */
export const highlighted = (text: string, language: string): string =>
  text.length <= longest && hljs.getLanguage(language)
    ? hljs.highlight(text, { language, ignoreIllegals: true }).value
    : escapeHtml(text);
