import { code, joined, link, type Inline } from '../../content/inline.ts';
import { alternativesOf, needsOf } from '../authentication/schemes.ts';
import type { OperationPart } from './part.ts';

/** Which credentials a request needs. */
export const credentials: OperationPart = {
  order: 10,
  blocks({ operation, reference, site: { say } }) {
    const { schemes } = needsOf(reference);
    const linked = (name: string): Inline => {
      const anchor = schemes.find((scheme) => scheme.name === name)?.anchor ?? name;
      return link({ page: `${reference.api}/authentication`, anchor }, code(name));
    };
    const all = alternativesOf(operation, reference);
    const alternatives = all.map(
      (names): Inline =>
        names.length === 0
          ? say('optionalCredentials')
          : joined(names.map(linked), ` ${say('and')} `),
    );
    const isOpen = all.flat().length === 0;
    return [
      { kind: 'heading', level: 2, id: 'credentials', content: say('credentials') },
      {
        kind: 'paragraph',
        content: isOpen ? say('noCredentials') : joined(alternatives, ` ${say('or')} `),
      },
    ];
  },
};
