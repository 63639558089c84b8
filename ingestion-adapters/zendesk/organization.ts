import { accountIdOf } from '../../application/identity.js';
import type { Connection } from '../../application/ports/connections.js';
import type { Timestamp } from '../../domain/primitives.js';
import type { Said, SourcedCommand } from '../translation.js';
import { accountRefIn, presence, refIn, registration } from '../vendor-ids.js';
import type { Organization } from './payload.js';
import { said } from './said.js';

const firstDomain = (domains: Organization['domain_names']): string | undefined =>
  typeof domains === 'string' ? domains.split(/[ ,]+/)[0] : domains?.[0];

export const organizationDeleted = (connection: Connection, { id }: Organization, at: Timestamp): Said => {
  const ref = refIn(connection, id);
  const record = `organization/${id}`;
  return said(registration(ref, at, record), presence('RemoveAccountRecord', ref, at, record));
};

/** An organisation with an external id turns out to be the account of that id, where the connection says whose ids those are. */
export const organizationSaid = (connection: Connection, organization: Organization, at: Timestamp): Said => {
  const { id, name, external_id } = organization;
  const record = `organization/${id}`;
  const account = registration(refIn(connection, id), at, record);
  const data = { accountId: account.accountId, occurredAt: at };
  const domain = firstDomain(organization.domain_names);
  const changes = {
    ...(name === undefined || name === '' ? {} : { name }),
    ...(domain === undefined || domain === '' ? {} : { domain }),
  };
  const fact = ['organization', connection.source, connection.name, id, at];
  const profile: ReadonlyArray<SourcedCommand> =
    Object.keys(changes).length === 0
      ? []
      : [
          {
            command: { type: 'ChangeAccountProfile', data: { ...data, changes } },
            fact: [...fact, name ?? '', domain ?? ''],
            record,
          },
        ];
  if (external_id === undefined || connection.settings.accountIdsAre === undefined) return said(account, ...profile);
  const ref = accountRefIn(connection, external_id);
  const into = accountIdOf(ref);
  return said(account, ...profile, registration(ref, at, record), {
    command: { type: 'MergeAccount', data: { ...data, into } },
    fact: [...fact, into],
    record,
  });
};
