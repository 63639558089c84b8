import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { alertRuleAggregate } from '../../domain/alert-rule/aggregate.js';
import type { AlertRuleCommand } from '../../domain/alert-rule/commands.js';
import type { AlertRuleDefinition } from '../../domain/alert-rule/events.js';
import { canonical } from '../../domain/canonical.js';
import type { DecodeError } from '../../domain/errors.js';
import type { AlertRuleId } from '../../domain/ids.js';
import type { NoticePlan } from '../../domain/notice-plan.js';
import type { ChangedAlertRule } from '../answers/alerts.js';
import type { ReadSide } from '../deps.js';
import type { Answer } from './ask.js';
import type { Asker } from './change-connections.js';
import { handled } from './handled.js';
import { saidBy } from './said-by.js';

type Deps = Pick<ReadSide, 'eventStore' | 'clock' | 'alertChannels'>;

const planned = ({ channels, escalation }: NoticePlan): ReadonlyArray<readonly [pointer: string, name: string]> => [
  ...channels.map((name, i) => [`/plan/channels/${i}`, name] as const),
  ...(escalation?.channels ?? []).map((name, i) => [`/plan/escalation/channels/${i}`, name] as const),
];

/** A rule that tells nobody would be noticed when it is too late. */
const withChannels =
  ({ alertChannels }: Deps, { plan }: AlertRuleDefinition): TE.TaskEither<DecodeError, void> =>
  async () => {
    const known = await alertChannels.list();
    const violations = planned(plan).flatMap(([pointer, name]) =>
      known.some((channel) => channel.name === name) ? [] : [{ pointer, message: `there is no channel ${name}` }],
    );
    return violations.length === 0 ? E.right(undefined) : E.left({ _tag: 'DecodeError', source: 'body', violations });
  };

/** What can be said of a rule. Saying again what is so changes nothing. */
export const changeAlertRules = (deps: Deps) => {
  const { eventStore, clock } = deps;
  const changed = (command: AlertRuleCommand, by: Asker): Answer<ChangedAlertRule> => {
    const { ruleId, occurredAt } = command.data;
    return pipe(
      handled(eventStore)(alertRuleAggregate)(
        command,
        saidBy(by, command.type, ruleId, occurredAt, canonical(command.data)),
      ),
      TE.map(({ position }) => ({ ruleId, position })),
    );
  };
  const said = (ruleId: AlertRuleId) => ({ ruleId, occurredAt: clock() });
  return {
    save: (ruleId: AlertRuleId, definition: AlertRuleDefinition, by: Asker): Answer<ChangedAlertRule> =>
      pipe(
        withChannels(deps, definition),
        TE.chainW(() => changed({ type: 'SaveAlertRule', data: { ...said(ruleId), ...definition } }, by)),
      ),
    pause: (ruleId: AlertRuleId, by: Asker) => changed({ type: 'PauseAlertRule', data: said(ruleId) }, by),
    resume: (ruleId: AlertRuleId, by: Asker) => changed({ type: 'ResumeAlertRule', data: said(ruleId) }, by),
  };
};
