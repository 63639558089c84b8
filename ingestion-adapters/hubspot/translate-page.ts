import * as E from 'fp-ts/lib/Either.js';
import type { Connection } from '../../application/ports/connections.js';
import type { SubjectKeys } from '../../application/ports/subject-keys.js';
import { type Translation, translationOf } from '../translation.js';
import { isPersonal } from './contact.js';
import { personsOf } from './persons.js';
import { ChangedRow, type PulledPage } from './pulled.js';
import { rowSaid } from './pulled-rows.js';
import { stagesIn } from './stages.js';

const contactsIn = ({ object, pulled, page }: PulledPage): ReadonlyArray<string> =>
  object !== 'contact' || pulled === 'associated'
    ? []
    : page.results.flatMap((row) => {
        const contact = ChangedRow.decode(row);
        if (E.isLeft(contact)) return [];
        const { id, propertiesWithHistory = {} } = contact.right;
        return Object.keys(propertiesWithHistory).some(isPersonal) ? [id] : [];
      });

/** A pulled page is rows of one kind of object; each is taken or quarantined on its own, and so is each version of a property. */
export const translatePage = async (
  page: PulledPage,
  connection: Connection,
  keys: Pick<SubjectKeys, 'subjectOf'>,
): Promise<Translation> => {
  const personOf = await personsOf(contactsIn(page), connection, keys);
  const context = { connection, personOf, stages: stagesIn(page.pipelines) };
  return translationOf(
    page.page.results.flatMap((row, i) =>
      rowSaid(context, page, row).map(({ pointer, part, said }) => ({
        place: `/page/results/${i}${pointer}`,
        bytes: () => Buffer.from(JSON.stringify(part)),
        said,
      })),
    ),
  );
};
