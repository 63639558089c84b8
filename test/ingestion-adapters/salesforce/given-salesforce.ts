import { accountIdOf } from '../../../application/identity.js';
import type { Connection } from '../../../application/ports/connections.js';
import type { AccountState } from '../../../domain/account/state.js';
import { type OpportunityState, statusOf as opportunityStatusOf } from '../../../domain/opportunity/state.js';
import type { PersonalData } from '../../../domain/personal-data.js';
import type { StakeholderState } from '../../../domain/stakeholder/state.js';
import { type SupportCaseState, statusOf } from '../../../domain/support-case/state.js';
import { delivered, type IngestionUnderTest, ingestionUnderTest } from '../ingesting.js';
import { idOf, salesforce } from './shapes.js';

const shownIn = (personal: PersonalData<string>) => (personal._tag === 'Present' ? personal.value : undefined);

/** What the streams of a connection's records fold to, by the numbers of the records. */
export const readingOf = async (ingestion: IngestionUnderTest) => {
  const folded = await ingestion.states();
  const events = await ingestion.events();
  const stream = <A>(name: string) => folded[name] as A | undefined;
  const accountId = (number: number) =>
    accountIdOf({ source: 'salesforce', connection: 'demo', id: idOf('001', number) });
  const supportCase = (number: number) =>
    stream<SupportCaseState>(`supportcase-salesforce:demo:${idOf('500', number)}`);
  const account = (number: number) => stream<AccountState>(`account-${accountId(number)}`);
  const opportunity = (number: number) =>
    stream<OpportunityState>(`opportunity-salesforce:demo:${idOf('006', number)}`);
  const contact = (number: number) => stream<StakeholderState>(`stakeholder-salesforce:demo:${idOf('003', number)}`);
  /** What is true of the records of a number now, as far as there are any. */
  const current = (number: number) => {
    const [profile, deal] = [account(number)?.profile, opportunity(number)];
    const [person, ticket] = [contact(number), supportCase(number)];
    return {
      account:
        profile?.name &&
        [profile.name, profile.industry, profile.employees, profile.segment].map((field) => field?.value),
      opportunity: deal && [deal.amount?.value, deal.stage?.value, opportunityStatusOf(deal), deal.account?.value],
      contact: person && [person.lastName && shownIn(person.lastName.value), person.account?.value],
      supportCase: ticket && [statusOf(ticket), ticket.account?.value],
    };
  };
  return {
    ...ingestion,
    folded,
    accountId,
    types: events.map(({ type }) => type),
    account,
    opportunity,
    contact,
    supportCase,
    current,
  };
};

export const afterIngesting = async (bodies: ReadonlyArray<string>, connection: Connection = salesforce) => {
  const ingestion = await ingestionUnderTest();
  await ingestion.save(connection);
  for (const body of bodies) await ingestion.ingest(delivered(connection, body));
  return readingOf(ingestion);
};
