import { describe, expect, it } from 'vitest';
import { addressOf, askedIn } from '../../dashboard/src/alerts/asked.js';
import { definitionOf, draftOf, idFor, newDraft } from '../../dashboard/src/alerts/draft.js';
import {
  accountsWords,
  deliveryWords,
  planWords,
  seenWords,
  severityOf,
  watchWords,
} from '../../dashboard/src/alerts/words.js';
import type { AlertRule, Watch } from '../../dashboard/src/api/alert-types.js';
import { complaintsAbout, otherComplaints } from '../../dashboard/src/components/complaints.js';

const plan = {
  channels: ['desk'],
  escalation: { afterMinutes: 45, channels: ['lead'] },
  quietHours: { timeZone: 'Europe/Berlin', from: '20:00', to: '07:00', weekdays: ['mon', 'fri'] },
};
const ruleOf = (watch: Watch): AlertRule => ({
  ...{ ruleId: 'r1', savedAt: '2026-03-01T00:00:00.000Z', paused: false },
  ...{ name: 'Rule', watch, accounts: { plan: 'pro' }, plan },
});

describe('a rule that is changed', () => {
  it.each<Watch>([
    { what: 'anomaly', metrics: ['events'], kinds: ['point'], minimumSeverity: 0.35 },
    { what: 'health-band', bands: ['critical'] },
    { what: 'health-score', below: 40.5 },
    { what: 'health-fall', points: 12, days: 7 },
    { what: 'metric', metric: 'tickets_opened', is: 'below', limit: 3, days: 28 },
  ])('says what it said where nothing is changed: $what', (watch) => {
    const { ruleId, savedAt, paused, ...definition } = ruleOf(watch);
    expect(definitionOf(draftOf(ruleOf(watch)))).toEqual(definition);
  });

  it('watches every account, and is neither escalated nor quiet, if not said otherwise', () => {
    expect(definitionOf({ ...newDraft, name: ' New ', channels: ['desk'] })).toEqual({
      ...{ name: 'New', watch: { what: 'health-band', bands: ['at-risk', 'critical'] }, accounts: {} },
      plan: { channels: ['desk'], escalation: null, quietHours: null },
    });
  });
});

describe('the id of a new rule', () => {
  it.each([
    ['Größe: „Risiko“ 2', [], 'gro-e-risiko-2'],
    ['At risk', ['at-risk', 'at-risk-2'], 'at-risk-3'],
    ['日本', [], 'rule'],
  ])('of %s, when %j are taken, is %s', (name, taken, id) => {
    expect(idFor(name, taken)).toBe(id);
  });
});

describe('what is said of rules and alerts', () => {
  it('is a sentence', () => {
    expect(watchWords({ what: 'anomaly', metrics: [], kinds: ['level-shift'], minimumSeverity: 0.5 })).toBe(
      'Level shift in any metric, 50% off or more',
    );
    expect(watchWords({ what: 'metric', metric: 'events', is: 'below', limit: 10, days: 1 })).toBe(
      'Events below 10 within 1 day',
    );
    expect(accountsWords({ segment: null, plan: 'pro' })).toBe('Accounts of plan Pro');
    expect(planWords({ plan })).toBe(
      'Tells desk; after 45 minutes also lead; quiet 20:00 to 07:00 (Europe/Berlin) on Mon, Fri',
    );
    const given = { channel: 'desk', about: 'escalated', deliveredAt: null, retryAt: null };
    expect(deliveryWords({ ...given, state: 'given-up', reason: 'the receiver answered 410' })).toBe(
      'desk (escalated): given up, the receiver answered 410',
    );
  });

  it('of what was seen names how bad it is, where somebody said', () => {
    const day = '2026-03-03';
    expect(seenWords({ what: 'health', day, score: 31.9, band: 'critical', fall: 12 })).toBe(
      'Health 31 on 3 Mar 2026, 12 points below its best',
    );
    expect(severityOf({ what: 'health', day, score: 31, band: 'critical', fall: null })).toEqual({
      ...{ band: 'critical', words: 'Critical' },
    });
    expect(severityOf({ what: 'metric', metric: 'events', from: day, day, value: 3 })).toBeUndefined();
  });
});

describe('what the page of alerts is asked for', () => {
  it.each(['', '?view=rules', '?status=any&rule=at-risk', '?status=resolved&account=acme'])('%s stays', (search) => {
    expect(addressOf(askedIn(search))).toBe(`/alerts${search}`);
  });
});

describe('complaints of the API', () => {
  const violations = [
    { pointer: '/rule/plan/channels/0', message: 'there is no channel x' },
    { pointer: '/watch/days', message: 'must be 1 to 365 days' },
    { pointer: '/id', message: 'must be shorter' },
  ];

  it('stand at their field, whichever argument it is part of, and the others are told beside', () => {
    expect(complaintsAbout({ violations }, '/plan/channels')).toEqual(['there is no channel x']);
    expect(complaintsAbout({ violations }, '/watch/day')).toEqual([]);
    expect(otherComplaints({ violations }, ['/plan', '/watch'])).toEqual(['id must be shorter']);
  });
});
