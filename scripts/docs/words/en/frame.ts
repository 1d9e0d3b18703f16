import type { Texts } from '../word.ts';

/** What is around the text of every page. */
export const frame = {
  // the name of a site whose configuration gives none
  siteTitle: 'API reference',
  skip: 'Skip to content',
  menu: 'Menu',
  closeMenu: 'Close the menu',
  contents: 'On this page',
  showEvidence: 'Evidence',
  theme: 'Colour scheme',
  themeSystem: 'auto',
  themeLight: 'light',
  themeDark: 'dark',
  asMarkdown: 'This page as Markdown',
  copy: 'Copy',
  copied: 'Copied',
  linkTo: 'Link to {name}',
  madeBy: 'Generated from OpenAPI descriptions by openapi-contract-suite.',
  version: 'Version {version}',
  deprecated: 'deprecated',
  evidence: 'Evidence',
  evidenceDocumented: 'documented',
  evidenceObserved: 'observed',
  evidenceVendor: 'vendor',
  evidenceUsage: 'usage',
} as const satisfies Texts;
