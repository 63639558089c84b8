import type { AlertNotice } from '../../application/ports/deliver-notice.js';
import type { AccountId, AlertId, AlertRuleId } from '../../domain/ids.js';
import type { NonEmptyString, Timestamp } from '../../domain/primitives.js';
import { fact } from './fact.js';

const health = { what: 'health', day: '2026-03-03', score: 31.25, band: 'critical', fall: null };

export const sampleOpened = (more: object = {}) =>
  fact('AlertOpened', {
    ...{ alertId: 'k:a1', occurredAt: '2026-03-03T09:00:00Z', ruleId: 'r1', ruleName: 'Critical <accounts>' },
    ...{ ruleSavedAt: '2026-03-01T00:00:00Z', accountId: 'acme', seen: health },
    ...{ plan: { channels: ['desk'], escalation: null, quietHours: null } },
    ...more,
  });

export const sampleNotice: AlertNotice = {
  id: 'n1',
  about: 'opened',
  alert: {
    alertId: 'k:a1' as AlertId,
    ruleId: 'r1' as AlertRuleId,
    ruleName: 'Critical <accounts>' as NonEmptyString,
    accountId: 'acme' as AccountId,
    accountName: 'Acme & Sons',
    openedAt: '2026-03-03T09:00:00.000Z' as Timestamp,
    status: 'open',
    seen: sampleOpened().data.seen,
    url: 'https://treering.example/api/v1/alerts/k:a1',
  },
};
