import * as t from 'io-ts';
import { commandTo } from '../event.js';
import * as events from './events.js';

const IdentifyStakeholder = commandTo('IdentifyStakeholder', events.StakeholderIdentified);
const LinkStakeholder = commandTo('LinkStakeholder', events.StakeholderLinked);
const RecordEngagement = commandTo('RecordEngagement', events.StakeholderEngaged);
const RecordDeparture = commandTo('RecordDeparture', events.StakeholderLeft);
const AnswerSurvey = commandTo('AnswerSurvey', events.SurveyAnswered);
const RecordReturn = commandTo('RecordReturn', events.StakeholderReturned);

export const StakeholderCommand = t.union(
  [IdentifyStakeholder, LinkStakeholder, RecordEngagement, RecordDeparture, RecordReturn, AnswerSurvey],
  'StakeholderCommand',
);
export type StakeholderCommand = t.TypeOf<typeof StakeholderCommand>;
