import type { CalendarDate } from '../primitives.js';

/** The yearly value from a day on; 0 while no contract runs. */
export type ValueFrom = { readonly day: CalendarDate; readonly value: number };

type MovementName = 'arr_new' | 'arr_returned' | 'arr_churned' | 'arr_expansion' | 'arr_contraction';
type Movement = { readonly day: CalendarDate; readonly metric: MovementName; readonly by: number };

const movementOf = (before: number, now: number, isFirst: boolean): MovementName => {
  if (before === 0) return isFirst ? 'arr_new' : 'arr_returned';
  if (now === 0) return 'arr_churned';
  return now > before ? 'arr_expansion' : 'arr_contraction';
};

/** How each change of the yearly value is counted; they add up to the value. Losses are below 0. */
export const movementsOf = (values: ReadonlyArray<ValueFrom>): ReadonlyArray<Movement> => {
  let before = 0;
  let isFirst = true;
  return values.flatMap(({ day, value }) => {
    if (value === before) return [];
    const movement = { day, metric: movementOf(before, value, isFirst), by: value - before };
    before = value;
    isFirst = false;
    return [movement];
  });
};
