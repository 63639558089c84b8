import { fact } from './fact.js';

/** Usage of one feature by an account on one day. */
export const used = (accountId: string, quantity: number) =>
  fact('UsageRecorded', {
    accountId,
    occurredAt: '2026-03-02T10:00:00Z',
    metric: 'events',
    feature: 'reports',
    window: { start: '2026-03-02T00:00:00Z', end: '2026-03-02T23:59:59Z' },
    quantity,
  });

export const opened = (caseId: string) =>
  fact('CaseOpened', { caseId, occurredAt: '2026-03-02T10:00:00Z', channel: 'ticket' });

export const linked = (caseId: string, accountId: string) =>
  fact('CaseLinked', { caseId, accountId, occurredAt: '2026-03-02T10:00:00Z' });
