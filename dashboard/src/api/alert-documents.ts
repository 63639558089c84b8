import type {
  Alert,
  AlertChannel,
  AlertPage,
  AlertRule,
  AlertStatus,
  RuleDefinition,
  TriedRule,
} from './alert-types.js';
import { type Document, document, freshness } from './document.js';
import type { Changed, Freshness } from './types.js';

const alert = /* GraphQL */ `alertId ruleId ruleName accountId seen openedAt status acknowledgedAt escalatedAt
  resolvedAt resolvedBy deliveries { channel about state deliveredAt reason retryAt }`;
const rule = /* GraphQL */ `ruleId savedAt paused name
  watch { what metrics kinds minimumSeverity bands below points days metric is limit }
  accounts { segment industry plan region }
  plan {
    channels
    escalation { afterMinutes channels }
    quietHours { timeZone from to weekdays }
  }`;

export type AlertFilter = {
  readonly status: AlertStatus | null;
  readonly ruleId: string | null;
  readonly accountId: string | null;
};

export const listAlerts = document<
  { readonly page: AlertPage },
  AlertFilter & { first: number; minPosition: string | null }
>(/* GraphQL */ `
  query ListAlerts($status: AlertStatus, $ruleId: ID, $accountId: ID, $first: Int!, $minPosition: Position) {
    page: alerts(status: $status, ruleId: $ruleId, accountId: $accountId, first: $first, minPosition: $minPosition) {
      items { ${alert} } nextCursor ${freshness}
    }
  }`);

export const readAlert = document<
  { readonly found: { readonly item: Alert } },
  { id: string; minPosition: string | null }
>(/* GraphQL */ `
  query ReadAlert($id: ID!, $minPosition: Position) {
    found: alert(id: $id, minPosition: $minPosition) { item: alert { ${alert} } }
  }`);

export const alertChanged = document<
  { readonly alertChanged: { readonly freshness: Freshness } },
  Record<string, never>
>(/* GraphQL */ `subscription AlertChanged { alertChanged { ${freshness} } }`);

type ById = Document<{ readonly changed: Changed }, { id: string }>;

export const acknowledgeAlert: ById = document(
  /* GraphQL */ `mutation AcknowledgeAlert($id: ID!) { changed: acknowledgeAlert(id: $id) { position } }`,
);
export const resolveAlert: ById = document(
  /* GraphQL */ `mutation ResolveAlert($id: ID!) { changed: resolveAlert(id: $id) { position } }`,
);

export const listRules = document<
  {
    readonly alertRules: { readonly items: ReadonlyArray<AlertRule>; readonly freshness: Freshness };
    readonly alertChannels: { readonly items: ReadonlyArray<AlertChannel> };
  },
  { minPosition: string | null }
>(/* GraphQL */ `
  query ListRules($minPosition: Position) {
    alertRules(minPosition: $minPosition) { items { ${rule} } ${freshness} }
    alertChannels { items { name kind } }
  }`);

export const saveRule = document<{ readonly changed: Changed }, { id: string; rule: RuleDefinition }>(
  /* GraphQL */ `
  mutation SaveRule($id: ID!, $rule: AlertRuleInput!) { changed: saveAlertRule(id: $id, rule: $rule) { position } }`,
);
export const pauseRule: ById = document(
  /* GraphQL */ `mutation PauseRule($id: ID!) { changed: pauseAlertRule(id: $id) { position } }`,
);
export const resumeRule: ById = document(
  /* GraphQL */ `mutation ResumeRule($id: ID!) { changed: resumeAlertRule(id: $id) { position } }`,
);

export const tryRule = document<{ readonly tried: TriedRule }, { rule: RuleDefinition }>(
  /* GraphQL */ `
  query TryAlertRule($rule: AlertRuleInput!) {
    tried: tryAlertRule(rule: $rule) { from to accounts count sample { accountId seen } }
  }`,
);
