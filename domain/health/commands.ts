import type * as t from 'io-ts';
import { commandTo } from '../event.js';
import { HealthScored } from './events.js';

export const RecordHealthScore = commandTo('RecordHealthScore', HealthScored);

export const HealthCommand = RecordHealthScore;
export type HealthCommand = t.TypeOf<typeof HealthCommand>;
