import * as t from 'io-ts';
import { commandTo } from '../event.js';
import * as events from './events.js';

export const OpenOpportunity = commandTo('OpenOpportunity', events.OpportunityOpened);
export const DescribeOpportunity = commandTo('DescribeOpportunity', events.OpportunityDescribed);
export const LinkOpportunity = commandTo('LinkOpportunity', events.OpportunityLinked);
export const ChangeOpportunityStage = commandTo('ChangeOpportunityStage', events.OpportunityStageChanged);
export const WinOpportunity = commandTo('WinOpportunity', events.OpportunityWon);
export const LoseOpportunity = commandTo('LoseOpportunity', events.OpportunityLost);

export const OpportunityCommand = t.union(
  [OpenOpportunity, DescribeOpportunity, LinkOpportunity, ChangeOpportunityStage, WinOpportunity, LoseOpportunity],
  'OpportunityCommand',
);
export type OpportunityCommand = t.TypeOf<typeof OpportunityCommand>;
