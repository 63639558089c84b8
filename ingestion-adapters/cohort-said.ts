import type { Connection } from '../application/ports/connections.js';
import type { SubjectKeys } from '../application/ports/subject-keys.js';
import { NonEmptyString, type Timestamp } from '../domain/primitives.js';
import type { SourcedCommand, Translation } from './translation.js';
import { accountRefIn, cohortIdOf, refIn, registration } from './vendor-ids.js';

/** Someone in a cohort; without an account or a name of the vendor's, nothing follows. */
export type CohortMember = { readonly account: string | undefined; readonly user: string | undefined };

export type SaidOfCohort = {
  readonly id: string;
  readonly name: string | undefined;
  readonly at: Timestamp;
  readonly belongs: boolean;
  readonly members: ReadonlyArray<CohortMember>;
  /** What members are counted as of whom no account is known. */
  readonly otherwise: string;
};

/** Members are told apart by the random id of the person, so that nothing of them stands in the log. */
export const cohortSaid =
  ({ subjectOf }: Pick<SubjectKeys, 'subjectOf'>, connection: Connection) =>
  async ({ id, name, at, belongs, members, otherwise }: SaidOfCohort): Promise<Translation> => {
    const cohort = refIn(connection, id);
    const cohortId = cohortIdOf(cohort);
    const commands: Array<SourcedCommand> = [];
    let unknown = 0;
    for (const { account, user } of members) {
      if (account === undefined || user === undefined) {
        unknown++;
        continue;
      }
      const record = `cohort/${id}`;
      const { accountId, ...registered } = registration(accountRefIn(connection, account), at, record);
      const member = await subjectOf(`${connection.source}/${connection.name}`, `user/${user}`);
      const data = {
        cohortId,
        accountId,
        occurredAt: at,
        cohort,
        name: NonEmptyString.is(name) ? name : null,
        member,
        belongs,
      };
      const fact = ['cohort', cohortId, accountId, member, at, String(belongs)];
      commands.push(registered, { command: { type: 'ChangeCohortMembership', data }, fact, record });
    }
    return { commands, quarantined: [], notUnderstood: unknown === 0 ? {} : { [otherwise]: unknown } };
  };
