import type { AccountId } from '../ids.js';
import { type Dated, earlier, ifSaid, latest, latestBy } from '../latest.js';
import type { CalendarDate, Currency, DecimalString, Timestamp } from '../primitives.js';
import type { OpportunityEvent, OpportunityKind } from './events.js';

export type OpportunityStatus = 'open' | 'won' | 'lost';

export type OpportunityState = {
  readonly openedAt: Timestamp | undefined;
  readonly name: Dated<string> | undefined;
  readonly kind: Dated<OpportunityKind> | undefined;
  readonly presumedKind: Dated<OpportunityKind> | undefined;
  readonly arr: Dated<DecimalString> | undefined;
  readonly amount: Dated<DecimalString> | undefined;
  readonly currency: Dated<Currency> | undefined;
  readonly presumedCurrency: Dated<Currency> | undefined;
  readonly closesOn: Dated<CalendarDate> | undefined;
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
      const { name, kind, presumedKind, arr, amount, currency, presumedCurrency, closesOn } = event.data;
      return {
        ...state,
        name: ifSaid<string>(state.name, name, at),
        kind: ifSaid(state.kind, kind, at),
        presumedKind: ifSaid(state.presumedKind, presumedKind, at),
        arr: ifSaid(state.arr, arr, at),
        amount: ifSaid(state.amount, amount, at),
        currency: ifSaid(state.currency, currency, at),
        presumedCurrency: ifSaid(state.presumedCurrency, presumedCurrency, at),
        closesOn: ifSaid(state.closesOn, closesOn, at),
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

export const yearlyValueOf = ({ arr, amount }: OpportunityState): DecimalString | undefined => (arr ?? amount)?.value;

export const kindOf = ({ kind, presumedKind }: OpportunityState): OpportunityKind | undefined =>
  (kind ?? presumedKind)?.value;

export const currencyOf = ({ currency, presumedCurrency }: OpportunityState): Currency | undefined =>
  (currency ?? presumedCurrency)?.value;
