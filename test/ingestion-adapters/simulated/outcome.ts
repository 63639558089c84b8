import { arrOn } from '../../../domain/account/contract.js';
import type { AccountState } from '../../../domain/account/state.js';
import type { DomainEvent } from '../../../domain/catalogue.js';
import { currencyOf, kindOf, type OpportunityState, statusOf } from '../../../domain/opportunity/state.js';
import type { PersonalData } from '../../../domain/personal-data.js';
import type { CalendarDate } from '../../../domain/primitives.js';
import { hasLeft, type StakeholderState } from '../../../domain/stakeholder/state.js';
import { statusOf as caseStatusOf, type SupportCaseState } from '../../../domain/support-case/state.js';
import type { IngestionUnderTest } from '../ingesting.js';
import { sumsOf } from '../usage-sums.js';

/** What is so of each thing, by `account …`, `contact …`, `opportunity …`, `case …` and `used …`. */
export type Outcome = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

type States = Readonly<Record<string, unknown>>;

export const secondOf = (at: string | number | undefined): number | undefined =>
  at === undefined ? undefined : Math.floor(new Date(at).getTime() / 1000);

const numberIn = (text: string | null | undefined): number | undefined =>
  text === null || text === undefined ? undefined : Number(text);

const words = (personal: { readonly value: PersonalData<string> } | undefined): string | undefined =>
  personal?.value._tag === 'Present' ? personal.value.value : undefined;

/** The account that another one turned out to be, however many merges that takes. */
const rootIn = (states: States) => {
  const root = (id: string | null | undefined, seen: ReadonlySet<string> = new Set()): string | null | undefined => {
    if (id === null || id === undefined || seen.has(id)) return id;
    const into = (states[`account-${id}`] as AccountState | undefined)?.mergedInto?.value;
    return into === undefined ? id : root(into, new Set([...seen, id]));
  };
  return root;
};

const latestSeats = (events: ReadonlyArray<DomainEvent>): ReadonlyMap<string, number> => {
  const changes = events
    .flatMap(({ type, data }) => (type === 'SeatsChanged' ? [data] : []))
    .toSorted((a, b) => (a.occurredAt < b.occurredAt ? -1 : 1));
  return new Map(changes.map(({ accountId, seats }) => [accountId, seats]));
};

const accountSaid = ({ profile, stage, contracts }: AccountState, day: CalendarDate) => {
  const { employees, annualRevenue, ...texts } = profile;
  return {
    ...Object.fromEntries(Object.entries(texts).map(([field, said]) => [field, said?.value ?? undefined])),
    employees: numberIn(employees?.value),
    annualRevenue: numberIn(annualRevenue?.value),
    stage: stage?.value,
    arr: arrOn(contracts, day).map(({ amount, currency }) => `${Number(amount)} ${currency}`),
  };
};

const contactSaid = (state: StakeholderState) => ({
  firstName: words(state.firstName),
  lastName: words(state.lastName),
  email: words(state.email),
  title: words(state.title),
  role: state.role?.value,
  left: hasLeft(state),
  engagedAt: secondOf(state.lastEngagedAt),
});

const opportunitySaid = (state: OpportunityState) => ({
  name: state.name?.value,
  kind: kindOf(state),
  stage: state.stage?.value,
  status: statusOf(state),
  amount: numberIn(state.amount?.value),
  arr: numberIn(state.arr?.value),
  currency: currencyOf(state),
  closesOn: state.closesOn?.value,
  openedAt: secondOf(state.openedAt),
  lostReason: state.lostReason?.value,
});

const caseSaid = (state: SupportCaseState) => ({
  status: caseStatusOf(state),
  priority: state.priority?.value,
  score: state.satisfaction?.value.score,
  openedAt: secondOf(state.timeline.find(({ said }) => said === 'opened')?.at),
  repliedAt: secondOf(state.firstRepliedAt),
});

/** What the facts in the log say of everything, with all that belongs to an account told of the one it turned out to be. */
export const outcomeOf = async (ingestion: IngestionUnderTest, day: CalendarDate): Promise<Outcome> => {
  const states: States = await ingestion.states();
  const events = await ingestion.events();
  const seats = latestSeats(events);
  const root = rootIn(states);
  const of = ({ account }: { readonly account: { readonly value: string | null } | undefined }) => ({
    account: root(account?.value),
  });
  const said = Object.entries(states).flatMap(([stream, state]): ReadonlyArray<[string, Outcome[string]]> => {
    const [category = ''] = stream.split('-');
    const id = stream.slice(category.length + 1);
    switch (category) {
      case 'account': {
        const merged = root(id) === id ? undefined : root(id);
        const said = accountSaid(state as AccountState, day);
        return [[`account ${id}`, { ...said, seats: seats.get(id), mergedInto: merged }]];
      }
      case 'stakeholder':
        return [[`contact ${id}`, { ...contactSaid(state as StakeholderState), ...of(state as StakeholderState) }]];
      case 'opportunity':
        return [
          [`opportunity ${id}`, { ...opportunitySaid(state as OpportunityState), ...of(state as OpportunityState) }],
        ];
      case 'supportcase':
        return [[`case ${id}`, { ...caseSaid(state as SupportCaseState), ...of(state as SupportCaseState) }]];
      default:
        return [];
    }
  });
  const used = Object.entries(sumsOf(events)).map(([key, quantity]) => [`used ${key}`, { quantity }] as const);
  return Object.fromEntries([...said, ...used]);
};
