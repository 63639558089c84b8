import { accountIdOf } from '../../../application/identity.js';
import type { Connection } from '../../../application/ports/connections.js';
import type { AccountState } from '../../../domain/account/state.js';
import type { OpportunityState } from '../../../domain/opportunity/state.js';
import type { StakeholderState } from '../../../domain/stakeholder/state.js';
import type { SupportCaseState } from '../../../domain/support-case/state.js';
import { delivered, ingestionUnderTest } from '../ingesting.js';
import { idOf, salesforce } from './shapes.js';

/** What the streams of a connection's records fold to, by the numbers of the records. */
export const afterIngesting = async (bodies: ReadonlyArray<string>, connection: Connection = salesforce) => {
  const ingestion = await ingestionUnderTest();
  await ingestion.save(connection);
  for (const body of bodies) await ingestion.ingest(delivered(connection, body));
  const folded = await ingestion.states();
  const events = await ingestion.events();
  const stream = <A>(name: string) => folded[name] as A | undefined;
  const accountId = (number: number) =>
    accountIdOf({ source: 'salesforce', connection: 'demo', id: idOf('001', number) });
  return {
    ...ingestion,
    folded,
    accountId,
    types: events.map(({ type }) => type),
    account: (number: number) => stream<AccountState>(`account-${accountId(number)}`),
    opportunity: (number: number) => stream<OpportunityState>(`opportunity-salesforce:demo:${idOf('006', number)}`),
    contact: (number: number) => stream<StakeholderState>(`stakeholder-salesforce:demo:${idOf('003', number)}`),
    supportCase: (number: number) => stream<SupportCaseState>(`supportcase-salesforce:demo:${idOf('500', number)}`),
  };
};
