import { describe, expect, it } from 'vitest';
import { accountIdOf } from '../../../application/identity.js';
import { removedAtOf } from '../../../domain/account/presence.js';
import type { AccountState } from '../../../domain/account/state.js';
import { type SupportCaseState, statusOf } from '../../../domain/support-case/state.js';
import { statusIntervals } from '../../../domain/support-case/timeline.js';
import { delivered, ingestionUnderTest, zendesk } from '../ingesting.js';

const accountId = (source: string, id: string) => accountIdOf({ source, connection: 'demo', id });

const detail = {
  id: '6021',
  organization_id: '88001',
  requester_id: '5005',
  created_at: '2026-02-01T10:00:00Z',
  updated_at: '2026-02-01T10:00:00Z',
  status: 'OPEN',
  priority: 'HIGH',
  subject: 'Exports fail',
  tags: ['export'],
};
const ticketEvent = (action: string, time: string, more: { detail?: object; event?: object } = {}) => ({
  account_id: 22_480_113,
  type: `zen:event-type:ticket.${action}`,
  id: `${action}-${time}`,
  time,
  subject: 'zen:ticket:6021',
  zendesk_event_version: '2022-11-06',
  detail: { ...detail, ...more.detail },
  event: more.event ?? {},
});
const created = ticketEvent('created', '2026-02-01T10:00:00.672717030Z');
const solved = ticketEvent('status_changed', '2026-02-03T16:45:20.987654321Z', {
  detail: { status: 'SOLVED', updated_at: '2026-02-03T16:45:20Z' },
  event: { current: 'SOLVED', previous: 'OPEN' },
});
const row = {
  ...detail,
  id: 6021,
  organization_id: 88001,
  requester_id: 5005,
  status: 'open',
  priority: 'high',
  satisfaction_rating: { score: 'unoffered' },
};
const page = (...tickets: ReadonlyArray<object>) => ({
  tickets,
  after_cursor: 'MTc3==',
  end_of_stream: true,
  count: tickets.length,
});
const organization = (action: string, more: object = {}) => ({
  type: `zen:event-type:organization.${action}`,
  account_id: 22_480_113,
  subject: 'zen:organization:88001',
  id: 'organization-event',
  time: '2026-01-07T03:44:13Z',
  zendesk_event_version: '2022-06-20',
  detail: { id: '88001', name: 'Nordlicht Support', external_id: null, created_at: '2026-01-07T03:44:13Z', ...more },
  event: {},
});

const afterIngesting = async (...bodies: ReadonlyArray<unknown>) => {
  const ingestion = await ingestionUnderTest();
  await ingestion.ingest(...bodies.map((body) => delivered(zendesk, body)));
  const states = await ingestion.states();
  return {
    ...ingestion,
    supportCase: states['supportcase-zendesk:demo:6021'] as SupportCaseState | undefined,
    account: (source: string, id: string) => states[`account-${accountId(source, id)}`] as AccountState | undefined,
    types: (await ingestion.events()).map(({ type }) => type),
  };
};

describe('a Zendesk ticket', () => {
  it('is opened once, for its organisation, with its priority', async () => {
    const { supportCase, account, types } = await afterIngesting(created);
    expect(supportCase?.account?.value).toBe(accountId('zendesk', '88001'));
    expect(supportCase?.priority?.value).toBe('high');
    expect(supportCase && statusOf(supportCase)).toBe('open');
    expect(account('zendesk', '88001')).toBeDefined();
    expect(types.toSorted()).toEqual(['AccountRegistered', 'CaseLinked', 'CaseOpened', 'CasePriorityChanged']);
  });

  it('is one ticket whether it is pushed or pulled, capitals or not, numbers or text', async () => {
    const pulled = page({ ...row, status: 'solved', updated_at: '2026-02-03T16:45:20Z' });
    for (const bodies of [[solved], [pulled], [solved, pulled], [pulled, solved, created]]) {
      const { supportCase, types } = await afterIngesting(...bodies);
      expect(supportCase && statusOf(supportCase)).toBe('solved');
      expect(supportCase?.account?.value).toBe(accountId('zendesk', '88001'));
      expect(types.filter((type) => type === 'CaseOpened')).toHaveLength(1);
    }
    const both = await afterIngesting(solved, pulled);
    expect(both.supportCase && statusIntervals(both.supportCase)).toEqual([
      { status: 'open', from: '2026-02-01T10:00:00.000Z', until: '2026-02-03T16:45:20.000Z' },
      { status: 'solved', from: '2026-02-03T16:45:20.000Z', until: null },
    ]);
  });

  it('stands as its row says in a second in which several things happened', async () => {
    const second = '2026-02-03T16:45:20';
    const change = (fraction: string, current: string, previous: string) =>
      ticketEvent('status_changed', `${second}.${fraction}Z`, { event: { current, previous } });
    const there = [change('1', 'SOLVED', 'OPEN'), change('9', 'OPEN', 'SOLVED')];
    const pulled = page({ ...row, status: 'open', updated_at: `${second}Z` });
    for (const bodies of [
      [pulled, ...there],
      [...there, pulled],
    ]) {
      const { supportCase } = await afterIngesting(...bodies);
      expect(supportCase && statusOf(supportCase)).toBe('open');
    }
  });

  it('belongs to nobody once a row says so, though no update of it does', async () => {
    const before = { ...row, generated_timestamp: Date.parse(row.updated_at) / 1000 };
    const after = { ...before, organization_id: null, generated_timestamp: before.generated_timestamp + 3600 };
    for (const bodies of [
      [page(before), page(after)],
      [page(after), page(before), created],
    ]) {
      expect((await afterIngesting(...bodies)).supportCase?.account?.value).toBeNull();
    }
  });

  it('ends the same in whatever order its events come', async () => {
    const reopened = ticketEvent('status_changed', '2026-02-05T08:00:00Z', {
      detail: { status: 'OPEN' },
      event: { current: 'OPEN', previous: 'SOLVED' },
    });
    const one = await afterIngesting(created, solved, reopened);
    const other = await afterIngesting(reopened, solved, created, solved);
    expect(await other.states()).toEqual(await one.states());
    expect(one.supportCase && statusOf(one.supportCase)).toBe('open');
    expect(one.types).toContain('CaseReopened');
  });

  it('is rated with the vendor word kept, and the comment as personal data', async () => {
    const rating = (satisfaction_score: unknown) =>
      ticketEvent('csat_received', '2026-02-04T09:00:00Z', { event: { satisfaction_score } });
    const { supportCase } = await afterIngesting(rating({ score: 'GOOD', comment: 'Thank you, Ada' }));
    expect(supportCase?.satisfaction?.value).toMatchObject({
      score: 1,
      raw: 'good',
      comment: { _tag: 'Present', value: 'Thank you, Ada' },
    });
    expect((await afterIngesting(rating('BAD'))).supportCase?.satisfaction?.value.score).toBe(0);
    expect((await afterIngesting(rating({ score: 'OFFERED' }))).supportCase?.satisfaction).toBeUndefined();
    const pulled = page({ ...row, satisfaction_rating: { score: 'bad' } });
    expect((await afterIngesting(pulled)).supportCase?.satisfaction?.value.score).toBe(0);
  });

  it('moves to another organisation, and to none', async () => {
    const moved = (time: string, organization_id: string) =>
      ticketEvent('organization_changed', time, { detail: { organization_id } });
    const other = await afterIngesting(created, moved('2026-02-02T10:00:00Z', '88002'));
    expect(other.supportCase?.account?.value).toBe(accountId('zendesk', '88002'));
    for (const none of ['0', '']) {
      const untied = await afterIngesting(created, moved('2026-02-02T10:00:00Z', none));
      expect(untied.supportCase?.account?.value).toBeNull();
    }
  });
});

describe('a Zendesk organisation', () => {
  it('with an external id turns out to be the account of that id', async () => {
    const { account } = await afterIngesting(organization('created', { external_id: '7' }));
    expect(account('zendesk', '88001')?.mergedInto?.value).toBe(accountId('hubspot', '7'));
    expect(account('zendesk', '88001')?.profile.name?.value).toBe('Nordlicht Support');
    expect(account('hubspot', '7')).toBeDefined();
  });

  it('is told of by the field alone where an event leaves out the rest', async () => {
    const changed = (action: string, current: unknown) => ({
      ...organization(action),
      time: '2026-01-08T00:00:00Z',
      detail: { id: '88001' },
      event: { current, previous: null },
    });
    const { account } = await afterIngesting(
      changed('external_id_changed', '7'),
      changed('name_changed', 'Nordlicht'),
      { ...organization('created', { domain_names: ['nordlicht.example', 'nl.example'] }), subject: undefined },
    );
    expect(account('zendesk', '88001')?.mergedInto?.value).toBe(accountId('hubspot', '7'));
    expect(account('zendesk', '88001')?.profile.name?.value).toBe('Nordlicht');
    expect(account('zendesk', '88001')?.profile.domain?.value).toBe('nordlicht.example');
  });

  it('is gone when it is deleted, whichever is heard first', async () => {
    const deleted = { ...organization('deleted'), time: '2026-01-09T00:00:00Z' };
    for (const bodies of [
      [organization('created'), deleted],
      [deleted, organization('created')],
    ]) {
      const state = (await afterIngesting(...bodies)).account('zendesk', '88001');
      expect(state && removedAtOf(state)).toBe('2026-01-09T00:00:00.000Z');
    }
  });

  it('without one is an account of its own', async () => {
    for (const none of [null, '', '0']) {
      const { account } = await afterIngesting(organization('created', { external_id: none }));
      expect(account('zendesk', '88001')?.mergedInto).toBeUndefined();
    }
  });
});

describe('a Zendesk delivery', () => {
  it('of a topic or shape that is not understood is kept and counted', async () => {
    const { receipts, types } = await afterIngesting(
      ticketEvent('tags_changed', '2026-02-02T10:00:00Z'),
      { ...organization('deleted'), type: 'zen:event-type:user.created' },
      [1, 'two'],
    );
    expect(types).toContain('CaseOpened');
    expect(await receipts.notUnderstood()).toEqual({
      'zendesk/demo body of another shape': 1,
      'zendesk/demo topic ticket.tags_changed': 1,
      'zendesk/demo topic user.created': 1,
    });
    expect(await receipts.quarantine(10)).toEqual([]);
  });

  it('has its poison quarantined where it stands', async () => {
    const { receipts, types } = await afterIngesting(
      page({ ...row, id: null }, row, { id: 9 }),
      ticketEvent('created', 'noon'),
    );
    expect(types).toContain('CaseOpened');
    expect((await receipts.quarantine(10)).map(({ place }) => place).toSorted()).toEqual([
      '/tickets/0/id',
      '/tickets/2/updated_at',
      '/time',
    ]);
  });
});
