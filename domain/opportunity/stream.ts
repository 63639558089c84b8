import type { OpportunityId } from '../ids.js';

export const opportunityStream = (opportunityId: OpportunityId): string => `opportunity-${opportunityId}`;
