import type { Connection } from '../../application/ports/connections.js';
import type { SubjectKeys } from '../../application/ports/subject-keys.js';
import type { DataSubjectId } from '../../domain/ids.js';
import type { ElementContext } from './subject.js';

const subjectOfContact = (
  { subjectOf }: Pick<SubjectKeys, 'subjectOf'>,
  { source, name }: Connection,
  contactId: string,
): Promise<DataSubjectId> => subjectOf(`${source}/${name}`, `contact/${contactId}`);

/** Asks once for the data subject of each contact that something personal is said about. */
export const personsOf = async (
  contactIds: Iterable<string>,
  connection: Connection,
  keys: Pick<SubjectKeys, 'subjectOf'>,
): Promise<ElementContext['personOf']> => {
  const subjects = new Map<string, DataSubjectId>();
  for (const id of new Set(contactIds)) subjects.set(id, await subjectOfContact(keys, connection, id));
  return (contactId) => {
    const subject = subjects.get(contactId);
    if (subject === undefined) throw new Error('A contact has no data subject.');
    return subject;
  };
};

/** What was ever kept about these contacts reads as erased from now on. */
export const erasePersons = async (
  contactIds: Iterable<string>,
  connection: Connection,
  keys: Pick<SubjectKeys, 'subjectOf' | 'destroy'>,
): Promise<void> => {
  for (const id of new Set(contactIds)) await keys.destroy(await subjectOfContact(keys, connection, id));
};
