import { accountIdOf } from '../../../application/identity.js';
import type { Connection } from '../../../application/ports/connections.js';
import type { AccountState } from '../../../domain/account/state.js';
import type { StakeholderState } from '../../../domain/stakeholder/state.js';
import type { SupportCaseState } from '../../../domain/support-case/state.js';
import { delivered, type IngestionUnderTest, ingestionUnderTest } from '../ingesting.js';

export const intercom: Connection = {
  source: 'intercom',
  name: 'demo',
  secrets: ['i'],
  credentials: { accessToken: 'token' },
  settings: { accountIdsAre: 'hubspot/demo' },
};

export const accountId = (id: string, source = 'intercom') => accountIdOf({ source, connection: 'demo', id });

export const intercomIngestion = async (): Promise<IngestionUnderTest> => {
  const ingestion = await ingestionUnderTest();
  await ingestion.save(intercom);
  return ingestion;
};

/** What is held once these bodies were taken in. */
export const heldBy = async (ingestion: IngestionUnderTest) => {
  const states = await ingestion.states();
  const account = (id: string, source?: string) =>
    states[`account-${accountId(id, source)}`] as AccountState | undefined;
  return {
    ...ingestion,
    all: states,
    supportCase: (id: string) => states[`supportcase-intercom:demo:${id}`] as SupportCaseState | undefined,
    stakeholder: (id: string) => states[`stakeholder-intercom:demo:${id}`] as StakeholderState | undefined,
    account,
    types: (await ingestion.events()).map(({ type }) => type),
  };
};

export const afterIngesting = async (...bodies: ReadonlyArray<unknown>) => {
  const ingestion = await intercomIngestion();
  for (const body of bodies) await ingestion.ingest(delivered(intercom, body));
  return heldBy(ingestion);
};
