import type { Texts } from '../word.ts';

/** The first page, the overview of an API, and its reading notes. */
export const overview = {
  homeSummary: 'The APIs with their operations, versions and downloads.',
  operationCount: { one: '{count} operation', other: '{count} operations' },
  downloads: 'Downloads',
  downloadYaml: 'OpenAPI as YAML',
  downloadJson: 'OpenAPI as JSON',
  downloadImports: 'Postman, Insomnia and Bruno can import the OpenAPI file.',
  overview: 'Overview',
  overviewSummary: 'The purpose of {title}, its servers and its operations.',
  servers: 'Servers',
  defaultValue: 'default `{value}`',
  mock: 'Mock server',
  mockAbout:
    'A mock server on your own machine sends the documented responses, including refusals:',
  mockAddress: 'It listens at {mock}. The consoles on these pages call it.',
  operations: 'Operations',
  otherOperations: 'Other operations',
  allOperations: 'All {count} operations.',
  operationsByTag: '{count} operations under {tags} tags',
  moreAbout: 'More information',
  contact: 'Contact',
  licence: 'Licence',
  notes: 'Reading notes',
  notesSummary:
    'The source of each rule of {title}, and how gaps in the documentation are interpreted.',
} as const satisfies Texts;
