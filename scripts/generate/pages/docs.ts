import { flagTable } from '../../../conformance/core/help.ts';
import { flags } from '../../docs/flags.ts';
import { textOf, withBlock, type Page } from './page.ts';

const folder = 'scripts/docs';

/** How a site is made and published, with the tables of its flags and of its configuration. */
export const docs: Page = {
  path: `${folder}/README.md`,
  render: async () =>
    withBlock(
      withBlock(textOf(`${folder}/README.md`), 'flags', flagTable(flags)),
      'configuration',
      configurationTable(),
    ),
};

type Schema = { readonly properties: { readonly [name: string]: { readonly title: string } } };

function configurationTable(): string {
  const { properties } = JSON.parse(textOf(`${folder}/config/docs.schema.json`)) as Schema;
  const rows = Object.entries(properties).map(([name, { title }]) => `| \`${name}\` | ${title} |`);
  return ['| Key | Says |', '|---|---|', ...rows].join('\n');
}
