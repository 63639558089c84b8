import { deterministicId } from '../application/deterministic-id.js';
import { accountIdOf } from '../application/identity.js';
import type { Connection } from '../application/ports/connections.js';
import type { AccountId, CaseId, CohortId, ExternalRef, OpportunityId, StakeholderId } from '../domain/ids.js';
import type { Timestamp } from '../domain/primitives.js';
import type { SourcedCommand } from './translation.js';

/** Readable where the parts allow it, so that an auditor finds the vendor's record by the stream's name. */
const idOf = (kind: string, { source, connection, id }: ExternalRef): string => {
  const parts = [source, connection, id];
  const readable = parts.every((part) => /^[A-Za-z0-9][A-Za-z0-9_.-]{0,39}$/.test(part));
  return readable ? parts.join(':') : deterministicId(kind, ...parts);
};

export const stakeholderIdOf = (ref: ExternalRef): StakeholderId => idOf('stakeholder', ref) as StakeholderId;
export const opportunityIdOf = (ref: ExternalRef): OpportunityId => idOf('opportunity', ref) as OpportunityId;
export const cohortIdOf = (ref: ExternalRef): CohortId => idOf('cohort', ref) as CohortId;
export const caseIdOf = (ref: ExternalRef): CaseId => idOf('case', ref) as CaseId;

export const refIn = ({ source, name }: Connection, id: string): ExternalRef => ({ source, connection: name, id });

/** Makes an organisation visible as soon as anything names it. */
export const registration = (
  ref: ExternalRef,
  occurredAt: Timestamp,
  record: string,
): SourcedCommand & { readonly accountId: AccountId } => {
  const accountId = accountIdOf(ref);
  return {
    accountId,
    command: { type: 'RegisterAccount', data: { accountId, occurredAt, ref } },
    fact: ['registered', ref.source, ref.connection, ref.id, occurredAt],
    record,
  };
};

/** Says that the vendor's record of an account is no longer there, or is there again. */
export const presence = (
  type: 'RemoveAccountRecord' | 'RestoreAccountRecord',
  ref: ExternalRef,
  occurredAt: Timestamp,
  record: string,
): SourcedCommand => ({
  command: { type, data: { accountId: accountIdOf(ref), occurredAt, ref } },
  fact: [type, ref.source, ref.connection, ref.id, occurredAt],
  record,
});

/** The reference that an id stands for in a connection whose `accountIdsAre` may say that it is another's. */
export const accountRefIn = (connection: Connection, id: string): ExternalRef => {
  const [source = '', name = ''] = (connection.settings.accountIdsAre ?? '').split('/');
  return source !== '' && name !== '' ? { source, connection: name, id } : refIn(connection, id);
};
