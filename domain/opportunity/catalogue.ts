import { type EventDefinition, unversioned } from '../event.js';
import * as events from './events.js';
import { opportunityDescribedV1ToV2 } from './upcasters.js';

export const opportunityEvents = {
  OpportunityOpened: unversioned(events.OpportunityOpened),
  OpportunityDescribed: { codec: events.OpportunityDescribed, version: 2, upcasters: [opportunityDescribedV1ToV2] },
  OpportunityLinked: unversioned(events.OpportunityLinked),
  OpportunityStageChanged: unversioned(events.OpportunityStageChanged),
  OpportunityWon: unversioned(events.OpportunityWon),
  OpportunityLost: unversioned(events.OpportunityLost),
} satisfies Record<events.OpportunityEvent['type'], EventDefinition>;
