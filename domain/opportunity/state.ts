import type { AccountId } from '../ids.js';
import { type Dated, earlier, ifSaid, latest, latestBy } from '../latest.js';
import type { Currency, DecimalString, Timestamp } from '../primitives.js';
import type { DescribedField, Description, OpportunityEvent, OpportunityKind } from './events.js';

export type OpportunityStatus = 'open' | 'won' | 'lost';

/** What was last said of each field; `null` where it was cleared. */
type Described = { readonly [F in DescribedField]-?: Dated<NonNullable<Description[F]> | null> | undefined };

export type OpportunityState = Described & {
  readonly openedAt: Timestamp | undefined;
  readonly stage: Dated<string> | undefined;
  readonly account: Dated<AccountId | null> | undefined;
  readonly status: Dated<OpportunityStatus> | undefined;
  readonly lostReason: Dated<string> | undefined;
};

export const initialOpportunity: OpportunityState = {
  openedAt: undefined,
  name: undefined,
  kind: undefined,
  presumedKind: undefined,
  arr: undefined,
  amount: undefined,
  currency: undefined,
  presumedCurrency: undefined,
  closesOn: undefined,
  stage: undefined,
  account: undefined,
  status: undefined,
  lostReason: undefined,
};

/** The fields that a fact says something of. */
export const describedIn = (changes: Description): ReadonlyArray<readonly [DescribedField, string | null]> =>
  (Object.keys(changes) as ReadonlyArray<DescribedField>).flatMap((field) => {
    const value = changes[field];
    return value === undefined ? [] : [[field, value] as const];
  });

const ifStated = <A>(held: Dated<A> | undefined, value: A | undefined, at: Timestamp): Dated<A> | undefined =>
  value === undefined ? held : latest(held, { value, at });

const rankOf = { open: 0, lost: 1, won: 2 } as const;
const latestStatus = latestBy<OpportunityStatus>((status) => rankOf[status]);

export const evolve = (state: OpportunityState, event: OpportunityEvent): OpportunityState => {
  const at = event.data.occurredAt;
  switch (event.type) {
    case 'OpportunityOpened': {
      const status = latestStatus(state.status, { value: 'open', at });
      return { ...state, status, openedAt: earlier(state.openedAt, at) };
    }
    case 'OpportunityDescribed': {
      const { name, kind, presumedKind, arr, amount, currency, presumedCurrency, closesOn } = event.data.changes;
      return {
        ...state,
        name: ifStated(state.name, name, at),
        kind: ifStated(state.kind, kind, at),
        presumedKind: ifStated(state.presumedKind, presumedKind, at),
        arr: ifStated(state.arr, arr, at),
        amount: ifStated(state.amount, amount, at),
        currency: ifStated(state.currency, currency, at),
        presumedCurrency: ifStated(state.presumedCurrency, presumedCurrency, at),
        closesOn: ifStated(state.closesOn, closesOn, at),
      };
    }
    case 'OpportunityLinked':
      return { ...state, account: latest(state.account, { value: event.data.accountId, at }) };
    case 'OpportunityStageChanged':
      return { ...state, stage: latest<string>(state.stage, { value: event.data.stage, at }) };
    case 'OpportunityWon':
      return { ...state, status: latestStatus(state.status, { value: 'won', at }) };
    case 'OpportunityLost':
      return {
        ...state,
        status: latestStatus(state.status, { value: 'lost', at }),
        lostReason: ifSaid<string>(state.lostReason, event.data.reason, at),
      };
  }
};

/** Opened again after it was closed, an opportunity is open. */
export const statusOf = ({ status }: OpportunityState): OpportunityStatus => status?.value ?? 'open';

export const yearlyValueOf = ({ arr, amount }: OpportunityState): DecimalString | undefined =>
  arr?.value ?? amount?.value ?? undefined;

export const kindOf = ({ kind, presumedKind }: OpportunityState): OpportunityKind | undefined =>
  kind?.value ?? presumedKind?.value ?? undefined;

export const currencyOf = ({ currency, presumedCurrency }: OpportunityState): Currency | undefined =>
  currency?.value ?? presumedCurrency?.value ?? undefined;
