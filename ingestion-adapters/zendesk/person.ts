import type { Connection } from '../../application/ports/connections.js';
import type { SubjectKeys } from '../../application/ports/subject-keys.js';
import type { DataSubjectId } from '../../domain/ids.js';

/** Whose words a comment is. A person is looked up only where there are any. */
export type PersonOf = (
  requesterId: string | undefined,
  comment: string | undefined,
) => Promise<DataSubjectId | undefined>;

export const makePersonOf =
  ({ subjectOf }: Pick<SubjectKeys, 'subjectOf'>, { source, name }: Connection): PersonOf =>
  async (requesterId, comment) =>
    requesterId === undefined || !comment ? undefined : subjectOf(`${source}/${name}`, `user/${requesterId}`);
