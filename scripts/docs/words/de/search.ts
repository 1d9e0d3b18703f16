import type { search as english } from '../en/search.ts';
import type { Translated } from '../word.ts';

/** The search in German. */
export const search: Translated<typeof english> = {
  search: 'Suche',
  searchNeedsServer:
    'Die Suche benötigt einen Webserver: Browser laden ihren Index nicht aus einem lokalen Ordner.',
  searchResults: 'Suchergebnisse',
  searchNone: 'Keine Ergebnisse für „{query}“.',
  searchCount: { one: '1 Ergebnis', other: '{count} Ergebnisse' },
  searchFailed: 'Der Suchindex kann nicht geladen werden.',
  searchSite: 'Alle APIs',
  searchOperation: 'Operation',
  searchSchema: 'Schema',
  searchField: 'Feld',
  searchError: 'Fehler',
  searchTopic: 'Seite',
  searchHeading: 'Abschnitt',
};
