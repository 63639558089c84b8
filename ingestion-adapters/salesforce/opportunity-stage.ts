import type { Command } from '../../application/commands.js';
import { lookUp } from '../../domain/keyed.js';
import { type NonEmptyString, NonEmptyString as Text } from '../../domain/primitives.js';
import type { Said } from '../translation.js';
import { opportunityIdOf, refIn } from '../vendor-ids.js';
import { type ChangeContext, placedAs } from './record-change.js';
import { meantIn, said, saying } from './saying.js';
import { timeOf } from './values.js';

export const opportunityIn = ({ connection, change }: ChangeContext) => ({
  opportunityId: opportunityIdOf(refIn(connection, change.id)),
  occurredAt: change.at,
});

/** Whether it is closed is said beside the stage, except by change events: of those only Salesforce's own stages tell. */
const OWN_STAGES: Readonly<Record<string, 'won' | 'lost'>> = { 'Closed Won': 'won', 'Closed Lost': 'lost' };

const endIn = (
  { change: { fields } }: ChangeContext,
  stage: string | undefined,
): 'won' | 'lost' | 'open' | undefined => {
  const [won, closed] = [fields.get('IsWon'), fields.get('IsClosed')];
  if (won === 'true') return 'won';
  if (closed === 'true' && won === 'false') return 'lost';
  if (closed === 'false') return 'open';
  return lookUp(OWN_STAGES, stage ?? '');
};

const ended = (
  end: 'won' | 'lost' | 'open',
  deal: ReturnType<typeof opportunityIn>,
  reason: NonEmptyString | null,
): Command => {
  if (end === 'won') return { type: 'WinOpportunity', data: deal };
  return end === 'lost'
    ? { type: 'LoseOpportunity', data: { ...deal, reason } }
    : { type: 'OpenOpportunity', data: deal };
};

/** A record that is seen whole says since when it has been in its stage. */
export const stageSaid = (context: ChangeContext): ReadonlyArray<Said> => {
  const { change } = context;
  const meant = meantIn(context, 'Opportunity');
  const stage = meant.get('stage')?.value ?? undefined;
  const reason = meant.get('lostReason')?.value ?? null;
  const since = timeOf(change.fields.get('LastStageChangeDate') ?? '') ?? undefined;
  const at = since === undefined ? change.at : placedAs(change, since);
  const deal = { ...opportunityIn(context), occurredAt: at };
  const end = endIn(context, stage);
  const why = Text.is(reason) ? reason : null;
  return [
    said(
      ...(Text.is(stage)
        ? [saying(context, 'stage', { type: 'ChangeOpportunityStage', data: { ...deal, stage } }, at, stage)]
        : []),
      ...(end === undefined ? [] : [saying(context, 'ended', ended(end, deal, why), end, at, why ?? '')]),
    ),
  ];
};
