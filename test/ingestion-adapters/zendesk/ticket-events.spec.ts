import { describe, expect, it } from 'vitest';
import { standingBreaches } from '../../../domain/support-case/sla.js';
import { type SupportCaseState, secondsToFirstReply, statusOf } from '../../../domain/support-case/state.js';
import { delivered, ingestionUnderTest, zendesk } from '../ingesting.js';

const detail = {
  id: '7301',
  created_at: '2026-02-01T10:00:00Z',
  organization_id: '0',
  external_id: '',
  requester_id: '5005',
  status: 'OPEN',
  priority: 'HIGH',
};

const event = (action: string, time: string, change: object = {}, more: object = {}) => ({
  type: `zen:event-type:ticket.${action}`,
  account_id: 31,
  id: `${action}-${time}`,
  time,
  subject: 'zen:ticket:7301',
  zendesk_event_version: '2022-11-06',
  detail: { ...detail, ...more },
  event: change,
});

const told = async (...bodies: ReadonlyArray<object>) => {
  const ingestion = await ingestionUnderTest();
  await ingestion.ingest(...bodies.map((body) => delivered(zendesk, body)));
  return {
    supportCase: (await ingestion.states())['supportcase-zendesk:demo:7301'] as SupportCaseState,
    unknown: await ingestion.receipts.notUnderstood(),
    quarantined: (await ingestion.receipts.quarantine(10)).map(({ place }) => place),
  };
};

const statusAfter = async (...bodies: ReadonlyArray<object>) => statusOf((await told(...bodies)).supportCase);

const created = event('created', '2026-02-01T10:00:00.672717030Z');
const solved = event('status_changed', '2026-02-02T10:00:00Z', { current: 'SOLVED', previous: 'OPEN' });
const comment = (time: string, is_public: boolean, is_staff: boolean) =>
  event('comment_added', time, { comment: { id: '1', body: 'Hello', is_public, author: { id: '9', is_staff } } });

describe('a Zendesk ticket', () => {
  it('that is deleted or spam is no longer open, and is what it was once it is back', async () => {
    for (const gone of ['soft_deleted', 'permanently_deleted', 'marked_as_spam']) {
      expect(await statusAfter(event(gone, '2026-02-03T10:00:00Z'), created)).toBe('deleted');
    }
    const deleted = event('soft_deleted', '2026-02-03T10:00:00Z');
    const undeleted = event('undeleted', '2026-02-04T10:00:00Z');
    expect(await statusAfter(undeleted, deleted, created)).toBe('open');
    expect(await statusAfter(undeleted, deleted, solved, created)).toBe('solved');
  });

  it('that is gone for good may be no more than the subject of its event', async () => {
    const scrubbed = { ...event('permanently_deleted', '2026-02-03T10:00:00Z'), detail: { id: null } };
    expect(await statusAfter(created, scrubbed)).toBe('deleted');
    expect((await told({ ...scrubbed, subject: undefined })).quarantined).toEqual(['/detail/id']);
  });

  it('that is merged is over, and goes on as the other', async () => {
    const merged = event('merged', '2026-02-03T10:00:00Z', { target_ticket_id: '7300' });
    const { supportCase } = await told(merged, created);
    expect(statusOf(supportCase)).toBe('solved');
    expect(supportCase.mergedInto?.value).toBe('zendesk:demo:7300');
  });

  it('has its first reply from the first public comment of staff, told by event or by measure', async () => {
    const comments = [
      comment('2026-02-01T10:01:00Z', true, false),
      comment('2026-02-01T10:02:00Z', false, true),
      comment('2026-02-01T11:00:00.5Z', true, true),
      comment('2026-02-01T12:00:00Z', true, true),
    ];
    expect(secondsToFirstReply((await told(created, ...comments.toReversed())).supportCase)).toBe(3600);
    const step = { id: 1, ticket_id: 7301, metric: 'reply_time', type: 'fulfill', time: '2026-02-01T11:00:00Z' };
    const later = { ...step, id: 2, instance_id: 2, time: '2026-02-01T10:30:00Z' };
    const measured = { ticket_metric_events: [later, { ...step, instance_id: 1 }], end_of_stream: true };
    expect(secondsToFirstReply((await told(created, measured)).supportCase)).toBe(3600);
    expect(secondsToFirstReply((await told(measured, ...comments, created)).supportCase)).toBe(3600);
  });

  it('breaches what was promised, unless the promise was kept or taken back', async () => {
    const next = (time: string, previous: string | null) =>
      event('next_sla_breach_changed', time, { current: '2026-02-09T10:00:00Z', previous });
    const breaches = async (...bodies: ReadonlyArray<object>) =>
      standingBreaches((await told(...bodies)).supportCase.slaBreaches).map(({ at, metric }) => [at, metric]);
    const due = '2026-02-02T10:00:00.000Z';
    const missed = next('2026-02-02T11:00:00Z', due);
    const step = (more: object) => ({
      ticket_metric_events: [
        { id: 3, ticket_id: 7301, metric: 'reply_time', type: 'breach', time: '2026-02-02T10:00:00Z', ...more },
      ],
    });
    expect(await breaches(created, missed)).toEqual([[due, null]]);
    expect(await breaches(created, next('2026-02-02T09:00:00Z', due), next('2026-02-02T09:00:01Z', null))).toEqual([]);
    expect(await breaches(step({}), missed, created)).toEqual([[due, 'reply_time']]);
    expect(await breaches(step({ deleted: true }), step({}), created)).toEqual([]);
  });

  it('is rated wherever the rating stands in the event', async () => {
    for (const change of [
      { satisfaction_score: { score: 'GOOD' } },
      { satisfaction_score: 'good' },
      { satisfaction_rating: { score: 'good_with_comment' } },
      { score: 'GOOD' },
      { current: 'GOOD', previous: 'OFFERED' },
    ]) {
      const { supportCase } = await told(event('csat_received', '2026-02-03T10:00:00Z', change));
      expect(supportCase.satisfaction?.value.score).toBe(1);
    }
  });

  it('keeps the comment of a rating, whether it comes with the event or with the rating', async () => {
    const pushed = event('csat_received', '2026-02-03T10:00:00Z', { satisfaction_score: 'BAD' });
    const rating = { id: 4, ticket_id: 7301, requester_id: 5005, score: 'bad', comment: 'Too slow' };
    const times = { created_at: '2026-02-01T10:00:00Z', updated_at: '2026-02-03T10:00:00Z' };
    const pulled = { satisfaction_ratings: [{ ...rating, ...times }], meta: { has_more: false } };
    for (const bodies of [
      [pushed, pulled],
      [pulled, pushed],
    ]) {
      expect((await told(...bodies)).supportCase.satisfaction?.value).toMatchObject({
        raw: 'bad',
        comment: { _tag: 'Present', value: 'Too slow' },
      });
    }
  });

  it('says nothing more by topics that are known to say nothing, in either version of the envelope', async () => {
    for (const action of ['custom_status_changed', 'csat_requested', 'comment_added']) {
      const older = { ...event(action, '2026-02-02T10:00:00Z'), zendesk_event_version: '2022-06-20' };
      const { supportCase, unknown } = await told(older);
      expect(statusOf(supportCase)).toBe('open');
      expect(supportCase.account).toBeUndefined();
      expect(unknown).toEqual({});
    }
  });

  it('is kept and counted by steps and topics nobody knows', async () => {
    const step = { id: 5, ticket_id: 7301, metric: 'reply_time', type: 'daydream', time: '2026-02-02T10:00:00Z' };
    const { unknown, quarantined } = await told(
      event('constructor', '2026-02-02T10:00:00Z'),
      event('csat_received', '2026-02-02T10:00:00Z', { survey: { stars: 4 } }),
      { ...event('x', '2026-02-02T10:00:00Z'), type: 'zen:event-type:organization.constructor', detail: { id: 1 } },
      { ticket_metric_events: [step, { ...step, type: 'activate' }, { ...step, time: 'noon' }] },
    );
    expect(unknown).toEqual({
      'zendesk/demo topic ticket.constructor': 1,
      'zendesk/demo topic ticket.csat_received': 1,
      'zendesk/demo metric event daydream': 1,
    });
    expect(quarantined).toEqual(['/ticket_metric_events/2/time']);
  });
});
