import type * as t from 'io-ts';
import { commandTo } from '../event.js';
import { HealthScored } from './events.js';

export const HealthCommand = commandTo('RecordHealthScore', HealthScored);
export type HealthCommand = t.TypeOf<typeof HealthCommand>;
