import type { AccountEvent } from '../../domain/account/events.js';
import { removedAtOf } from '../../domain/account/presence.js';
import { type AccountState, evolve, initialAccount } from '../../domain/account/state.js';
import type { EventOf } from '../../domain/catalogue.js';
import { type Dated, latest } from '../../domain/latest.js';
import type { PredictionEvent } from '../../domain/prediction/events.js';
import { accountEvents } from '../account-events.js';
import { arrStepCells } from '../contract-steps.js';
import type { Fold } from '../fold.js';
import type { Projection } from '../projection.js';
import { searchedText } from '../searched-text.js';
import { type Horizon, horizonsOf, kinds, laterPrediction } from './kinds.js';
import { predictedAccounts, predictionDays, predictions } from './table.js';

type Scored = Pick<EventOf<'HealthScored'>['data'], 'day' | 'score' | 'band'> & { readonly revision: string };
type Listed = { readonly account: AccountState; readonly scored: Scored | undefined };

const unlisted: Listed = { account: initialAccount, scored: undefined };

const restates = (held: Scored | undefined, day: string, revision: bigint): boolean =>
  held === undefined || day > held.day || (day === held.day && revision > BigInt(held.revision));

const accounts: Fold<Listed, AccountEvent | EventOf<'HealthScored'>> = {
  table: predictedAccounts,
  handles: [...accountEvents, 'HealthScored'],
  keysOf: ({ event }) => [[event.data.accountId]],
  evolve: (held = unlisted, { event, revision }) => {
    if (event.type !== 'HealthScored') return { ...held, account: evolve(held.account, event) };
    const { day, score, band } = event.data;
    return restates(held.scored, day, revision)
      ? { ...held, scored: { day, score, band, revision: `${revision}` } }
      : held;
  },
  toCells: ({ account, scored }) => [
    { account, scored },
    ...(['name', 'segment', 'owner'] as const).map((field) => account.profile[field]?.value ?? null),
    account.mergedInto?.value ?? null,
    removedAtOf(account) ?? null,
    searchedText(account),
    ...arrStepCells(account.contracts),
    scored?.band ?? null,
    scored?.score ?? null,
  ],
  fromCells: ([state]) => {
    const { account, scored } = state as Partial<Listed>;
    return { account: { ...initialAccount, ...account }, scored };
  },
};

const current: Fold<PredictionEvent, PredictionEvent> = {
  table: predictions,
  handles: ['ChurnPredicted', 'ExpansionPredicted', 'HealthTrajectoryPredicted'],
  keysOf: ({ event }) => [[event.data.accountId, kinds[event.type]]],
  evolve: (held, { event }) =>
    held !== undefined && laterPrediction(held.data, event.data) === held.data ? held : event,
  toCells: (event) => {
    const horizons = horizonsOf(event);
    return [
      event,
      event.data.day,
      horizons.map(({ days }) => days),
      horizons.map(({ probability }) => probability),
      horizons.flatMap(({ amount }) => amount ?? []),
      'currency' in event.data ? event.data.currency : null,
    ];
  },
  fromCells: ([state]) => state as PredictionEvent,
};

export type PredictedDay = { readonly modelVersion: string; readonly horizons: ReadonlyArray<Horizon> };

const days: Fold<Dated<PredictedDay>, EventOf<'ChurnPredicted' | 'ExpansionPredicted'>> = {
  table: predictionDays,
  handles: ['ChurnPredicted', 'ExpansionPredicted'],
  keysOf: ({ event }) => [[event.data.accountId, kinds[event.type], event.data.day]],
  evolve: (held, { event }) => {
    const value = { modelVersion: event.data.modelVersion, horizons: horizonsOf(event) };
    return latest(held, { value, at: event.data.occurredAt });
  },
  toCells: (state) => [state],
  fromCells: ([state]) => state as Dated<PredictedDay>,
};

/** What is foretold of each account, and was on each day. */
export const predictionsProjection: Projection = {
  name: 'predictions',
  version: 1,
  folds: [accounts, current, days],
  noticeKey: (table, [accountId]) => (table === predictions.name ? accountId : undefined),
};
