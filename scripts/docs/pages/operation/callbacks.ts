import { operationCard } from '../operation-card.ts';
import type { OperationPart } from './part.ts';

/** The requests that the API sends because of this one. */
export const callbacks: OperationPart = {
  order: 65,
  blocks({ operation, reference, site: { say } }) {
    const own = reference.calls.filter(({ because }) => because?.id === operation.id);
    return own.length === 0
      ? []
      : [
          { kind: 'heading', level: 2, id: 'callbacks', content: say('callbacks') },
          { kind: 'paragraph', content: say('callbacksAbout') },
          { kind: 'cards', cards: own.map((call) => operationCard(call, say)) },
        ];
  },
};
