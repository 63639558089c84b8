import { type CalendarDate, daysBetween } from '../../domain/primitives.js';
import type { Table } from '../table.js';

/**
 * What a rollup was told on another day than the one it counts on, once more by when that was: so the rollup as it was
 * known at the end of day K is its slots up to K less what was recorded after K, and of the slots after K what was
 * recorded by K. What is told on the day it happens takes no room here.
 */
export const offDayTable = (rollup: Table): Table => ({
  ...rollup,
  name: `${rollup.name}_off_day`,
  key: [...rollup.key, { name: 'told', type: 'text' }],
  derived: [],
});

/** Sources that tell of each day some days later fill one row a delay, those that tell of many days at once one row a day of telling. */
const LONGEST_DELAY = 6;

/** How a row says when it was told: so many days after the day of each slot, or on a day. */
export const toldOn = (day: CalendarDate, recordedOn: CalendarDate): string => {
  const delay = daysBetween(day, recordedOn);
  return delay > 0 && delay <= LONGEST_DELAY ? `+${delay}` : recordedOn;
};
