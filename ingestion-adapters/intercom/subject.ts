import type { Connection } from '../../application/ports/connections.js';
import type { DataSubjectId } from '../../domain/ids.js';
import type { Timestamp } from '../../domain/primitives.js';
import { refIn, registration } from '../vendor-ids.js';

/** What one record is translated with. */
export type RecordContext = {
  readonly connection: Connection;
  /** The time of the notification that brings the record; `undefined` where it was pulled. */
  readonly sentAt: Timestamp | undefined;
  readonly personOf: (contactId: string) => Promise<DataSubjectId>;
};

export const companyIn = ({ connection }: Pick<RecordContext, 'connection'>, id: string, at: Timestamp) =>
  registration(refIn(connection, id), at, `company/${id}`);

/**
 * The customer that a contact is: an account of its own, until the contact is said to belong to a company and the two
 * turn out to be one. So a conversation finds its account though it names no more than a contact, in whatever order
 * the three arrive.
 */
export const customerIn = ({ connection }: Pick<RecordContext, 'connection'>, contactId: string, at: Timestamp) =>
  registration(refIn(connection, `contact/${contactId}`), at, `contact/${contactId}`);
