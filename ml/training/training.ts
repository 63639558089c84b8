import type { Evaluation } from '../../domain/prediction-model/events.js';
import type { Trained } from '../../domain/prediction-model/state.js';
import type { CalendarDate } from '../../domain/primitives.js';

/** A model in use: its file, and the last day of the rows that it learned from. */
export type InUse = { readonly bytes: Uint8Array; readonly until: CalendarDate };

export type Comparison = Omit<NonNullable<Evaluation['comparison']>, 'with'>;

/** What a training came to, before anything is said of it to others. */
export type Training = Pick<Trained, 'members' | 'settings' | 'span' | 'examples' | 'positives'> & {
  /** The model's file: the same of the same data set and seed. */
  readonly bytes: Uint8Array;
  readonly evaluation: Omit<Evaluation, 'comparison'>;
  /** By a paired test on rows that neither had learned from; with what is said without any model where none is in use. `null` where there are too few such rows. */
  readonly compareWith: (champion: InUse | undefined) => Comparison | null;
};
