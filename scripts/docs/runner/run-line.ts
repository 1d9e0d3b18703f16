import { quoted } from '../../../conformance/core/curl/shell.ts';
import { readerLine } from '../reader-line.ts';
import type { Reference } from '../reference/model.ts';

/** A shell line that checks an API, or one operation of it, with the description that the site offers. */
export const runLine = ({ api }: Pick<Reference, 'api'>, operation?: string): string =>
  readerLine(
    'check',
    [
      word(`${api}.yaml`),
      ...(operation === undefined ? [] : [`--operation ${word(operation)}`]),
      '--target https://staging.example.com',
    ].join(' '),
  );

const word = (text: string): string => (/^[\w./:@%+,-]+$/.test(text) ? text : quoted(text));
