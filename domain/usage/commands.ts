import * as t from 'io-ts';
import { commandTo } from '../event.js';
import * as events from './events.js';

export const RecordUsage = commandTo('RecordUsage', events.UsageRecorded);
export const ChangeSeats = commandTo('ChangeSeats', events.SeatsChanged);
export const AdoptFeature = commandTo('AdoptFeature', events.FeatureAdopted);

export const UsageCommand = t.union([RecordUsage, ChangeSeats, AdoptFeature], 'UsageCommand');
export type UsageCommand = t.TypeOf<typeof UsageCommand>;
