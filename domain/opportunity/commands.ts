import * as t from 'io-ts';
import { commandTo } from '../event.js';
import * as events from './events.js';

const OpenOpportunity = commandTo('OpenOpportunity', events.OpportunityOpened);
const DescribeOpportunity = commandTo('DescribeOpportunity', events.OpportunityDescribed);
const LinkOpportunity = commandTo('LinkOpportunity', events.OpportunityLinked);
const ChangeOpportunityStage = commandTo('ChangeOpportunityStage', events.OpportunityStageChanged);
const WinOpportunity = commandTo('WinOpportunity', events.OpportunityWon);
const LoseOpportunity = commandTo('LoseOpportunity', events.OpportunityLost);

export const OpportunityCommand = t.union(
  [OpenOpportunity, DescribeOpportunity, LinkOpportunity, ChangeOpportunityStage, WinOpportunity, LoseOpportunity],
  'OpportunityCommand',
);
export type OpportunityCommand = t.TypeOf<typeof OpportunityCommand>;
