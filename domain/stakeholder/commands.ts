import * as t from 'io-ts';
import { commandTo } from '../event.js';
import * as events from './events.js';

export const IdentifyStakeholder = commandTo('IdentifyStakeholder', events.StakeholderIdentified);
export const LinkStakeholder = commandTo('LinkStakeholder', events.StakeholderLinked);
export const RecordEngagement = commandTo('RecordEngagement', events.StakeholderEngaged);
export const RecordDeparture = commandTo('RecordDeparture', events.StakeholderLeft);

export const StakeholderCommand = t.union(
  [IdentifyStakeholder, LinkStakeholder, RecordEngagement, RecordDeparture],
  'StakeholderCommand',
);
export type StakeholderCommand = t.TypeOf<typeof StakeholderCommand>;
