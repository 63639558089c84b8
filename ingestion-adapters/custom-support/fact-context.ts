import type { Connection } from '../../application/ports/connections.js';
import type { DataSubjectId } from '../../domain/ids.js';
import { type PersonalData, present } from '../../domain/personal-data.js';
import type { Timestamp } from '../../domain/primitives.js';
import { accountRefIn, registration } from '../vendor-ids.js';

export type FactContext = {
  readonly connection: Connection;
  /** The person behind a record of the sender's. */
  readonly subjectOf: (record: string) => Promise<DataSubjectId>;
};

/** The account of this id, whose ids they are being what the connection says. */
export const accountIn = ({ connection }: FactContext, id: string, at: Timestamp) =>
  registration(accountRefIn(connection, id), at, `account/${id}`);

/** Words belong to who wrote them, or where nobody says who, to the one nameless person behind the record. */
export const wordsOf = async (
  { subjectOf }: FactContext,
  comment: string | undefined,
  person: string | undefined,
  record: string,
): Promise<PersonalData<string> | null> => {
  if (comment === undefined || comment === '') return null;
  return present(await subjectOf(person === undefined ? record : `person/${person}`), comment);
};
