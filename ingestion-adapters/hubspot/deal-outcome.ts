import type { Command } from '../../application/commands.js';
import type { NonEmptyString } from '../../domain/primitives.js';
import type { Said } from '../translation.js';
import { opportunityIdOf, refIn } from '../vendor-ids.js';
import { beforehand, type ElementContext, saying } from './subject.js';

export const dealIn = ({ connection, at }: ElementContext, dealId: string) => ({
  opportunityId: opportunityIdOf(refIn(connection, dealId)),
  occurredAt: at,
});

const stageChanged = (context: ElementContext, dealId: string, stage: NonEmptyString): Said => {
  const deal = dealIn(context, dealId);
  const change: Command = { type: 'ChangeOpportunityStage', data: { ...deal, stage } };
  switch (context.stages.get(stage)) {
    case 'won':
      return saying(context, change, { type: 'WinOpportunity', data: deal });
    case 'lost':
      return saying(context, change, { type: 'LoseOpportunity', data: { ...deal, reason: null } });
    case 'open':
      return saying(context, change, { type: 'OpenOpportunity', data: deal });
    case undefined:
      return saying(context, change);
  }
};

/**
 * How a deal stands: by its stage, and by what HubSpot makes of that. A reason is said with the stage that it is for,
 * and so the older of the two. `undefined` of other properties.
 */
export const outcomeSaid = (
  context: ElementContext,
  dealId: string,
  name: string,
  value: NonEmptyString,
): Said | undefined => {
  const deal = dealIn(context, dealId);
  switch (name) {
    case 'dealstage':
      return stageChanged(context, dealId, value);
    case 'hs_is_closed':
      return value === 'false' ? saying(context, { type: 'OpenOpportunity', data: deal }) : saying(context);
    case 'hs_is_closed_won':
      return value === 'true' ? saying(context, { type: 'WinOpportunity', data: deal }) : saying(context);
    case 'hs_is_closed_lost':
      return value === 'true'
        ? saying(context, { type: 'LoseOpportunity', data: { ...deal, reason: null } })
        : saying(context);
    case 'closed_lost_reason': {
      const before = dealIn(beforehand(context), dealId);
      return saying(context, { type: 'LoseOpportunity', data: { ...before, reason: value } });
    }
    default:
      return undefined;
  }
};
