import * as t from 'io-ts';
import { AlertStatus } from '../../domain/alert/names.js';
import { AccountId, AlertId, AlertRuleId } from '../../domain/ids.js';
import { ChannelName } from '../../domain/notice-plan.js';
import type { ReadSide } from '../deps.js';
import { TargetInput } from '../parameters/alert-channels.js';
import { AlertRuleInput } from '../parameters/alert-rules.js';
import { Cursor, PageSize } from '../parameters/common.js';
import type { Permission } from '../permissions.js';
import type { Principal } from '../principal.js';
import { changeAlertChannels } from '../questions/alert-channels.js';
import { type Answer, queried } from '../questions/ask.js';
import { changeAlert } from '../questions/change-alert.js';
import { changeAlertRules } from '../questions/change-alert-rules.js';
import type { Asker } from '../questions/change-connections.js';
import { findAlert } from '../questions/find-alert.js';
import { listAlerts } from '../questions/list-alerts.js';
import { readModelsOf } from '../questions/read-models.js';
import { tryAlertRule } from '../questions/try-alert-rule.js';
import { NoArguments } from './arguments.js';
import { asking } from './context.js';

const Narrowing = t.exact(
  t.partial({ accountId: AccountId, ruleId: AlertRuleId, status: AlertStatus, first: PageSize, after: Cursor }),
);
const Alert = t.strict({ id: AlertId });
const Rule = t.strict({ id: AlertRuleId });
const TriedRule = t.strict({ rule: AlertRuleInput });
const SavedRule = t.strict({ id: AlertRuleId, rule: AlertRuleInput });
const SavedChannel = t.strict({ name: ChannelName, target: TargetInput });

const changing = <Q, A>(
  permission: Permission,
  codec: t.Type<Q, unknown, unknown>,
  ask: (asked: Q, by: Asker) => Answer<A>,
) => asking(permission, [], codec, (asked: Q, _parent: unknown, { subject }: Principal) => ask(asked, { subject }));

/** The same questions and changes as over REST. */
export const alertResolvers = (readSide: ReadSide) => {
  const alert = changeAlert(readSide);
  const rules = changeAlertRules(readSide);
  const channels = changeAlertChannels(readSide);
  return {
    queries: {
      alerts: asking('read:trends', readModelsOf.alerts, Narrowing, ({ first, after, ...asked }) =>
        listAlerts(readSide)({ ...asked, limit: first, cursor: after }),
      ),
      alert: asking('read:trends', readModelsOf.alert, Alert, ({ id }) => findAlert(readSide)(id)),
      alertRules: asking('read:trends', readModelsOf.alertRules, NoArguments, () => queried(readSide.alerts.rules)),
      tryAlertRule: asking('change:alert-rules', readModelsOf.triedAlertRule, TriedRule, ({ rule }) =>
        tryAlertRule(readSide)(rule),
      ),
      alertChannels: asking('read:trends', [], NoArguments, () => channels.list()),
    },
    mutations: {
      acknowledgeAlert: changing('change:alerts', Alert, ({ id }, by) => alert.acknowledge(id, by)),
      resolveAlert: changing('change:alerts', Alert, ({ id }, by) => alert.resolve(id, by)),
      saveAlertRule: changing('change:alert-rules', SavedRule, ({ id, rule }, by) => rules.save(id, rule, by)),
      pauseAlertRule: changing('change:alert-rules', Rule, ({ id }, by) => rules.pause(id, by)),
      resumeAlertRule: changing('change:alert-rules', Rule, ({ id }, by) => rules.resume(id, by)),
      saveAlertChannel: changing('admin:alert-channels', SavedChannel, ({ name, target }) =>
        channels.save(name, target),
      ),
    },
  };
};
