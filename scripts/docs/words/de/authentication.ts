import type { authentication as english } from '../en/authentication.ts';
import type { Translated } from '../word.ts';

/** The page about credentials in German. */
export const authentication: Translated<typeof english> = {
  authentication: 'Authentifizierung',
  authenticationSummary:
    'Welche Zugangsdaten {title} akzeptiert, wie eine Anfrage sie überträgt und welche Operationen sie verlangen.',
  nothingNeedsCredentials: 'Keine Operation verlangt Zugangsdaten.',
  schemesWithoutUse:
    'Keine Operation verlangt Zugangsdaten, obwohl die Beschreibung Sicherheitsschemas enthält.',
  allNeedCredentials: 'Jede Operation verlangt Zugangsdaten.',
  someNeedCredentials: '{count} von {all} Operationen akzeptieren Zugangsdaten.',
  schemeUndescribed:
    'Operationen nennen dieses Sicherheitsschema, aber die Beschreibung definiert es nicht.',
  schemeUnused: 'Keine Operation verwendet dieses Sicherheitsschema.',
  deprecatedScheme: 'Dieses Sicherheitsschema ist veraltet.',
  keyInHeader: 'API-Schlüssel im Header-Feld `{name}`',
  keyInQuery: 'API-Schlüssel im Query-Parameter `{name}`',
  keyInCookie: 'API-Schlüssel im Cookie `{name}`',
  keyAnywhere: 'API-Schlüssel',
  httpBearer: 'HTTP-Bearer-Token',
  httpBasic: 'HTTP Basic: Benutzername und Passwort',
  httpDigest: 'HTTP Digest: Benutzername und Passwort, von denen nur ein Hashwert gesendet wird',
  httpOther: 'HTTP-Authentifizierungsschema `{scheme}`',
  oauth2: 'OAuth 2.0: ein Bearer-Token, das ein Autorisierungsserver ausstellt',
  openIdConnect: 'OpenID Connect: ein Bearer-Token, das ein Identitätsanbieter ausstellt',
  mutualTls: 'Mutual TLS: Der Client legt beim Verbindungsaufbau ein Zertifikat vor',
  flowAuthorizationCode: 'Authorization Code: Eine Person erteilt die Erlaubnis in einem Browser',
  flowClientCredentials: 'Client Credentials: Ein Programm handelt für sich selbst',
  flowImplicit: 'Implicit: Eine Seite im Browser erhält das Token selbst',
  flowPassword: 'Password: Der Client fragt die Person nach Benutzername und Passwort',
  flowDevice: 'Device: Eine Person erteilt die Erlaubnis auf einem anderen Gerät',
  urlAuthorization: 'Autorisierung',
  urlDevice: 'Geräteautorisierung',
  urlToken: 'Token',
  urlRefresh: 'Erneuerung',
  discoveryAt: 'Das Discovery-Dokument enthält die Adressen:',
  scope: 'Scope',
  scopeAllows: 'Erlaubt',
  scopesOf: 'Scopes: {flow}',
  inRequest: 'In einer Anfrage',
  placeToken: 'Token',
  placeAccessToken: 'Zugriffstoken',
  placeBasic: 'Base64 von Benutzer:Passwort',
  placeKey: 'Schlüssel',
  placeCredentials: 'Zugangsdaten',
  inTools: 'In den Kommandozeilenwerkzeugen',
  variableInTools:
    'Prüfprogramm, Codebeispiele und curl-Zeilen lesen sie aus der Umgebungsvariablen `{variable}`. Das Prüfprogramm liest auch die Datei, die `{file}` nennt.',
  basicInTools: 'Die Form ist `user:password`.',
  fetchedInTools:
    'Das Prüfprogramm kann sie auch selbst abrufen: Tragen Sie in seiner Konfiguration unter `{place}` einen `flow` oder einen `login` ein.',
  sessionInTools:
    'Jede Anfrage wird einzeln signiert. Die Daten für die Signatur stehen in den Umgebungsvariablen',
  signInTools: 'Gibt die Zugangsdaten für eine Anfrage aus; liest den Body von der Standardeingabe',
  certificateInTools:
    'Die Werkzeuge senden kein Client-Zertifikat. Schalten Sie einen Proxy mit Zertifikat vor den Server.',
  withoutCredentials: 'Ohne gültige Zugangsdaten',
  refusalUnknown:
    'Die Beschreibung nennt keine Antwort auf eine Anfrage ohne gültige Zugangsdaten.',
  neededBy: 'Operationen, die sie akzeptieren',
  openOperations: 'Operationen ohne Zugangsdaten',
  optionalOperations: 'Operationen mit optionalen Zugangsdaten',
};
