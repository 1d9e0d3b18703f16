import type { checks as english } from '../en/checks.ts';
import type { Translated } from '../word.ts';

/** What is tested, on the page of an API and of an operation, in German. */
export const checks: Translated<typeof english> = {
  checks: 'Konformität',
  checksSummary:
    'Wie ein Server gegen die Beschreibung von {title} geprüft wird und was geprüft wird.',
  checksIntro:
    'Das Prüfprogramm liest die Beschreibung, plant Anfragen zu jeder ihrer Regeln, sendet sie an einen Server und bewertet jede Antwort. Der Server muss eine Anfrage annehmen, die die Beschreibung erlaubt, muss eine Anfrage, die gegen eine Regel verstößt, wie dokumentiert ablehnen und darf in einer Antwort nichts senden, was nicht dokumentiert ist.',
  checkYourServer: 'Den eigenen Server prüfen',
  checkYourServerText:
    'Verwenden Sie ein Testsystem: Die Anfragen legen Daten an und ändern sie. Mit `--safe` sendet das Prüfprogramm nur Anfragen, die nichts ändern.',
  checkCredentials: 'Das Prüfprogramm liest die Zugangsdaten aus den Umgebungsvariablen',
  whatIsJudged: 'Prüfungen',
  whatIsJudgedText:
    'Jede Prüfung ist eine Regel für Antworten. Sie bewertet jede Antwort, auf die sie anwendbar ist.',
  whatIsSent: 'Testfallgeneratoren',
  whatIsSentText:
    'Jeder Generator erzeugt überall dort Testfälle, also Anfragen, wo die Beschreibung eine passende Regel enthält.',
  checked: 'Konformitätstests',
  ideaCases: { one: '{count} Testfall', other: '{count} Testfälle' },
  ideaExamples:
    'Jeder Generator mit der Zahl seiner Testfälle und der Begründung für die ersten davon.',
  plannedCases: {
    one: 'Das Prüfprogramm plant {count} Testfall für diese Operation: {parts}.',
    other: 'Das Prüfprogramm plant {count} Testfälle für diese Operation: {parts}.',
  },
  plannedValid: '{count}, die der Server annehmen muss',
  plannedInvalid: '{count}, die er ablehnen muss',
  plannedUnspecified: '{count}, auf die jede dokumentierte Antwort richtig ist',
  plannedCombined: 'Einige davon verbinden mehrere Generatoren.',
  plannedSteps: {
    one: 'Mit Objekten, die es selbst anlegt, sendet es {count} weitere Anfrage.',
    other: 'Mit Objekten, die es selbst anlegt, sendet es {count} weitere Anfragen.',
  },
  notPlanned:
    'Das Prüfprogramm plant Testfälle zu jeder Regel dieser Operation. `--dry-run` listet sie auf, ohne sie zu senden.',
  notTestable: 'Das Prüfprogramm kann diese Operation nicht prüfen: {reason}',
  ideasOf: {
    one: 'Testfälle von {count} Generator',
    other: 'Testfälle von {count} Generatoren',
  },
  checksThatApply: 'Diese Prüfungen bewerten die Antworten:',
  checksThatDont: 'Nicht anwendbar:',
  checksOfThings: 'die {count} Prüfungen zu Objekten, die angelegt, geändert und gelöscht werden',
  checkNeedsSchema: 'keine Antwort hat einen Body mit Schema',
  checkNeedsJson: 'keine Antwort ist JSON',
  checkNeedsBody: 'keine Antwort hat einen Body',
  checkNeedsHeaders: 'keine Antwort dokumentiert ein Header-Feld',
  checkNeedsEcho: 'keine Antwort wiederholt einen Wert der Anfrage',
  checkNeedsMemory: 'keine Antwort enthält einen Wert einer früheren Anfrage',
  checkNeedsCredentials: 'die Operation verlangt keine Zugangsdaten',
  checkNeedsMethods: 'andere Methoden werden bei der ersten Operation des Pfads geprüft',
  checkNeedsRules: 'die Anfrage hat keinen Teil, der gegen eine Regel verstoßen könnte',
  checkNeedsJsonRequest: 'keine Anfrage ist JSON',
  checkNeedsThings: 'das Prüfprogramm findet kein Objekt, das es anlegen und wieder lesen könnte',
  runIt: 'So führen Sie die Tests dieser Operation aus:',
  runHelp: 'Über das Prüfprogramm und seine Prüfungen',
};
