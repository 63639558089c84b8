import * as t from 'io-ts';
import { commandTo } from '../event.js';
import * as events from './events.js';

const RecordUsage = commandTo('RecordUsage', events.UsageRecorded);
const ChangeSeats = commandTo('ChangeSeats', events.SeatsChanged);
const AdoptFeature = commandTo('AdoptFeature', events.FeatureAdopted);

export const UsageCommand = t.union([RecordUsage, ChangeSeats, AdoptFeature], 'UsageCommand');
export type UsageCommand = t.TypeOf<typeof UsageCommand>;
