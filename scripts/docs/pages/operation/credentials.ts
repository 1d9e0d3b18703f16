import { code, joined, link, type Inline } from '../../content/inline.ts';
import type { OperationPart } from './part.ts';

/** Which credentials a request needs. */
export const credentials: OperationPart = {
  order: 10,
  blocks({ operation: { operation }, reference, site: { say } }) {
    if (!operation) return [];
    const alternatives = operation.security.map(
      (schemes): Inline =>
        schemes.length === 0
          ? say('optionalCredentials')
          : joined(
              schemes.map(({ name }) =>
                link({ page: `${reference.api}/authentication`, anchor: name }, code(name)),
              ),
              ` ${say('and')} `,
            ),
    );
    return [
      { kind: 'heading', level: 2, id: 'credentials', content: say('credentials') },
      {
        kind: 'paragraph',
        content:
          alternatives.length === 0 ? say('noCredentials') : joined(alternatives, ` ${say('or')} `),
      },
    ];
  },
};
