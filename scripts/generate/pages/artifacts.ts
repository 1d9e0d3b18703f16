import * as all from '../artifacts/index.ts';
import { textOf, withBlock, type Page } from './page.ts';

/** The files that are generated for each API, in a page about how to use them. */
export const artifacts: Page = {
  path: 'scripts/generate/README.md',
  render: async () => {
    const rows = Object.values(all)
      .toSorted((one, other) => (one.file < other.file ? -1 : 1))
      .map(({ file, summary }) => `| \`${file}\` | ${summary} |`);
    return withBlock(
      textOf('scripts/generate/README.md'),
      'artifacts',
      ['| File | Holds |', '|---|---|', ...rows].join('\n'),
    );
  },
};
