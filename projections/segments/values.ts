import { profileFieldsOf } from '../../domain/account/state.js';
import type { EventOf } from '../../domain/catalogue.js';
import { type Dated, latest } from '../../domain/latest.js';
import type { Fold } from '../fold.js';
import { segmentValues } from './table.js';

type Value = string | number | null;
type Fact = EventOf<'AccountProfileChanged' | 'LifecycleStageChanged' | 'SeatsChanged'>;

const said = ({ type, data }: Fact): ReadonlyArray<readonly [string, Value]> => {
  switch (type) {
    case 'AccountProfileChanged':
      return profileFieldsOf(data.changes);
    case 'LifecycleStageChanged':
      return [['lifecycleStage', data.stage]];
    case 'SeatsChanged':
      return [['seats', data.seats]];
  }
};

/** Every value a field was given stays, under the time from which it held: the one before it holds until then. */
export const values: Fold<Dated<Value>, Fact> = {
  table: segmentValues,
  handles: ['AccountProfileChanged', 'LifecycleStageChanged', 'SeatsChanged'],
  keysOf: ({ event }) => said(event).map(([attribute]) => [event.data.accountId, attribute, event.data.occurredAt]),
  evolve: (held, { event }, [, attribute]) => {
    const value = said(event).find(([name]) => name === attribute)?.[1] ?? null;
    return latest(held, { value, at: event.data.occurredAt });
  },
  toCells: (state) => [state, state.value === null ? null : `${state.value}`],
  fromCells: ([state]) => state as Dated<Value>,
};
