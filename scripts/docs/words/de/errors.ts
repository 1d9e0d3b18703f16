import type { errors as english } from '../en/errors.ts';
import type { Translated } from '../word.ts';

/** The error catalogue in German. */
export const errors: Translated<typeof english> = {
  errors: 'Fehler',
  errorsSummary: {
    one: 'Der dokumentierte Fehler von {title}: was er bedeutet und was zu tun ist.',
    other: 'Die {count} dokumentierten Fehler von {title}: was sie bedeuten und was zu tun ist.',
  },
  errorsIntro: 'Alle dokumentierten Ablehnungen und Serverfehler und was ein Client tun sollte.',
  errorCode: 'Fehlercode',
  errorMeaning: 'Bedeutung',
  status: 'Status',
  severalMeanings: '{count} Bedeutungen',
  moreCases: 'Und {count} weitere, auf den Seiten der Operationen.',
  refusalsOfAll: 'Ablehnungen',
  failuresOfAll: 'Serverfehler',
  givenTo: 'Für eine Anfrage, die {kind}.',
  whatToDo: 'Was zu tun ist:',
  doInvalid: 'Berichtigen Sie die Anfrage. Unverändert gesendet, wird sie wieder abgelehnt.',
  doUnauthorized:
    'Besorgen oder erneuern Sie die Zugangsdaten und senden Sie die Anfrage dann erneut.',
  doForbidden:
    'Diesen Zugangsdaten fehlt die Berechtigung. Verwenden Sie andere oder beantragen Sie die Berechtigung. Die Anfrage erneut zu senden, hilft nicht.',
  doAbsent:
    'Prüfen Sie den Pfad und die Kennungen in der Anfrage. Das Objekt existiert nicht, oder Sie haben keinen Zugriff darauf.',
  doMethod: 'Verwenden Sie eine Methode, die dieser Pfad hat.',
  doMediaType:
    'Verwenden Sie in `Content-Type` und `Accept` einen Medientyp, den die Operation dokumentiert.',
  doSmaller: 'Senden Sie weniger Daten in einer Anfrage.',
  doConflict:
    'Lesen Sie den aktuellen Zustand und entscheiden Sie neu, bevor Sie eine weitere Anfrage senden.',
  doPrecondition:
    'Das Objekt hat sich inzwischen geändert. Lesen Sie es erneut und wiederholen Sie die Anfrage mit der neuen Version.',
  doTooMany:
    'Warten Sie so lange, wie `Retry-After` in der Antwort angibt; fehlt die Angabe, nach jedem Versuch länger. Senden Sie die Anfrage dann erneut.',
  doServer:
    'Senden Sie die Anfrage später erneut und warten Sie nach jedem Versuch länger. Darf sie nicht zweimal wirken, prüfen Sie zuerst, ob sie gewirkt hat.',
  doOther: 'Berichtigen Sie, was der Fehler nennt, und senden Sie die Anfrage dann erneut.',
};
