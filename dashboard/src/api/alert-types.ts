import type { Freshness } from './types.js';

export const ALERT_STATUSES = ['open', 'acknowledged', 'resolved'] as const;
export type AlertStatus = (typeof ALERT_STATUSES)[number];

/** What was seen that a rule waits for. */
export type Seen =
  | {
      readonly what: 'anomaly';
      readonly anomalyId: string;
      readonly metric: string;
      readonly kind: string;
      readonly day: string;
      readonly value: number | null;
      readonly expected: number;
      readonly severity: number;
    }
  | {
      readonly what: 'health';
      readonly day: string;
      readonly score: number;
      readonly band: string | null;
      readonly fall: number | null;
    }
  | {
      readonly what: 'metric';
      readonly metric: string;
      readonly from: string;
      readonly day: string;
      readonly value: number;
    };

export type Delivery = {
  readonly channel: string;
  readonly about: string;
  readonly state: 'waiting' | 'delivered' | 'failed' | 'given-up';
  readonly deliveredAt: string | null;
  readonly reason: string | null;
  readonly retryAt: string | null;
};

export type Alert = {
  readonly alertId: string;
  readonly ruleId: string;
  readonly ruleName: string;
  readonly accountId: string;
  readonly seen: Seen;
  readonly openedAt: string;
  readonly status: AlertStatus;
  readonly acknowledgedAt: string | null;
  readonly escalatedAt: string | null;
  readonly resolvedAt: string | null;
  readonly resolvedBy: string | null;
  readonly deliveries: ReadonlyArray<Delivery>;
};

export type AlertPage = {
  readonly items: ReadonlyArray<Alert>;
  readonly nextCursor: string | null;
  readonly freshness: Freshness;
};

export const WATCHES = ['anomaly', 'health-band', 'health-score', 'health-fall', 'metric'] as const;
export type What = (typeof WATCHES)[number];

/** What a rule waits for; the fields it has are those of its kind. */
export type Watch = {
  readonly what: What;
  readonly metrics?: ReadonlyArray<string> | null;
  readonly kinds?: ReadonlyArray<string> | null;
  readonly minimumSeverity?: number | null;
  readonly bands?: ReadonlyArray<string> | null;
  readonly below?: number | null;
  readonly points?: number | null;
  readonly days?: number | null;
  readonly metric?: string | null;
  readonly is?: string | null;
  readonly limit?: number | null;
};

export type WatchedAccounts = {
  readonly segment?: string | null;
  readonly industry?: string | null;
  readonly plan?: string | null;
  readonly region?: string | null;
};

export type QuietHours = {
  readonly timeZone: string;
  readonly from: string;
  readonly to: string;
  readonly weekdays: ReadonlyArray<string>;
};

export type NoticePlan = {
  readonly channels: ReadonlyArray<string>;
  readonly escalation: { readonly afterMinutes: number; readonly channels: ReadonlyArray<string> } | null;
  readonly quietHours: QuietHours | null;
};

export type RuleDefinition = {
  readonly name: string;
  readonly watch: Watch;
  readonly accounts: WatchedAccounts;
  readonly plan: NoticePlan;
};

export type AlertRule = RuleDefinition & {
  readonly ruleId: string;
  readonly savedAt: string;
  readonly paused: boolean;
};

export type AlertChannel = { readonly name: string; readonly kind: string };

export type TriedRule = {
  readonly from: string;
  readonly to: string;
  readonly accounts: number;
  readonly count: number;
  readonly sample: ReadonlyArray<{ readonly accountId: string; readonly seen: Seen }>;
};
