import type { frame as english } from '../en/frame.ts';
import type { Translated } from '../word.ts';

/** What is around the text of every page, in German. */
export const frame: Translated<typeof english> = {
  siteTitle: 'API-Referenz',
  skip: 'Zum Inhalt springen',
  menu: 'Menü',
  closeMenu: 'Menü schließen',
  contents: 'Auf dieser Seite',
  showEvidence: 'Nachweise',
  theme: 'Farbschema',
  themeSystem: 'auto',
  themeLight: 'hell',
  themeDark: 'dunkel',
  asMarkdown: 'Diese Seite als Markdown',
  copy: 'Kopieren',
  copied: 'Kopiert',
  linkTo: 'Link zu {name}',
  madeBy: 'Aus OpenAPI-Beschreibungen erzeugt mit openapi-contract-suite.',
  version: 'Version {version}',
  deprecated: 'veraltet',
  evidence: 'Nachweis',
  evidenceDocumented: 'dokumentiert',
  evidenceObserved: 'beobachtet',
  evidenceVendor: 'Hersteller',
  evidenceUsage: 'Nutzung',
};
