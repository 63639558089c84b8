import { describe, expect, it } from 'vitest';
import { accountIdOf } from '../../../application/identity.js';
import type { AccountState } from '../../../domain/account/state.js';
import type { Page } from '../../../ingestion-adapters/feed.js';
import { type Desk, type Row, stubZendesk } from '../../support/vendors/zendesk.js';
import { ingestionUnderTest } from '../ingesting.js';
import { askStub, clockFrom, connection, feedNamed, makePuller, TOKEN } from './pulling.js';

const START = '2026-02-10T00:00:00Z';
const empty: Desk = { tickets: [], organizations: [], satisfaction_ratings: [], ticket_metric_events: [] };

const ticket = (id: number, at: string): Row => ({
  ...{ id, created_at: at, updated_at: at, generated_timestamp: Date.parse(at) / 1000 },
  ...{ status: 'open', priority: 'low', organization_id: null },
});
const organization = (id: number, at: string): Row => ({
  ...{ id, name: `Organisation ${id}`, external_id: null, domain_names: [`o${id}.example`] },
  ...{ created_at: at, updated_at: at },
});
const step = (id: number, time: string): Row => ({
  ...{ id, ticket_id: id, metric: 'reply_time', type: 'breach', time },
});

const pulling = async (desk: Partial<Desk>, { pageSize = 3, limit = 1000 } = {}) => {
  const clock = clockFrom(START);
  const urls: Array<string> = [];
  const held = { desk: { ...empty, ...desk } };
  const stub = stubZendesk({ desk: () => held.desk, authorization: TOKEN, now: clock.now, pageSize, limit });
  const asking = askStub(stub, clock.wait);
  const ask: typeof asking = (request) => {
    urls.push(decodeURIComponent(request.url.replace('https://desk.example/api/v2/', '')));
    return asking(request);
  };
  const ingestion = await ingestionUnderTest();
  return { ...makePuller({ ingestion, ask, now: clock.now }), ingestion, held, urls, clock, ask };
};

const accountOf = (id: number) => accountIdOf({ source: 'zendesk', connection: 'demo', id: `${id}` });
const hour = (n: number) => `2026-02-09T${String(n).padStart(2, '0')}:00:00Z`;
const streams = async (ingestion: Awaited<ReturnType<typeof ingestionUnderTest>>, prefix: string) =>
  Object.keys(await ingestion.states()).filter((name) => name.startsWith(prefix));

describe('the tickets of Zendesk', () => {
  it('begin by time, go on by cursor, and end where Zendesk says', async () => {
    const tickets = [1, 2, 3, 4, 5].map((n) => ticket(n, hour(n)));
    const { pull, urls, held, cursors, ingestion, kept } = await pulling({ tickets }, { pageSize: 2 });
    await pull('tickets');
    expect(urls.map((url) => url.replace(/cursor=.+/, 'cursor=…'))).toEqual([
      'incremental/tickets/cursor.json?start_time=1',
      'incremental/tickets/cursor.json?cursor=…',
      'incremental/tickets/cursor.json?cursor=…',
    ]);
    expect(await streams(ingestion, 'supportcase-')).toHaveLength(5);
    const before = cursors.get('tickets');
    await pull('tickets');
    expect([cursors.get('tickets'), kept.length, urls.length]).toEqual([before, 3, 4]);
    held.desk = { ...held.desk, tickets: [...tickets, ticket(6, hour(5))] };
    await pull('tickets');
    expect(await streams(ingestion, 'supportcase-')).toHaveLength(6);
  });

  it('that changed within the last minute come with the next run', async () => {
    const { pull, clock, ingestion } = await pulling({ tickets: [ticket(1, '2026-02-09T23:59:30Z')] });
    await pull('tickets');
    expect(await streams(ingestion, 'supportcase-')).toEqual([]);
    clock.wait(31);
    await pull('tickets');
    expect(await streams(ingestion, 'supportcase-')).toHaveLength(1);
  });

  it('older than the day that pulling begins with are left out', async () => {
    const tickets = [ticket(1, '2026-01-31T23:59:59Z'), ticket(2, '2026-02-01T00:00:00Z')];
    const { ask, clock } = await pulling({ tickets });
    const starting = (startsOn: string) => ({ ...connection, settings: { ...connection.settings, startsOn } });
    const pagesFrom = async (startsOn: string) => {
      const pages: Array<Page> = [];
      const deps = { ask, connection: starting(startsOn), cursor: undefined, now: clock.now };
      for await (const page of feedNamed('tickets').pull(deps)) pages.push(page);
      return pages.map(({ body }) => JSON.parse(String(body)).tickets.map(({ id }: Row) => id));
    };
    expect(await pagesFrom('2026-02-01')).toEqual([[2]]);
    expect(await pagesFrom('2027-01-01')).toEqual([]);
  });

  it('wait when Zendesk says that it was asked too often', async () => {
    const tickets = [1, 2, 3, 4, 5, 6].map((n) => ticket(n, hour(n)));
    const { pull, clock, ingestion } = await pulling({ tickets }, { pageSize: 1, limit: 2 });
    await pull('tickets');
    expect(await streams(ingestion, 'supportcase-')).toHaveLength(6);
    expect(clock.now().getTime()).toBeGreaterThanOrEqual(Date.parse(START) + 120_000);
  });
});

describe('the organisations of Zendesk', () => {
  it('are read by time, with what shares the last second read again', async () => {
    const organizations = [1, 2, 3, 4, 5].map((n) => organization(n, hour(Math.ceil(n / 2))));
    const { pull, urls, held, ingestion } = await pulling({ organizations });
    await pull('organizations');
    expect(await streams(ingestion, 'account-')).toHaveLength(5);
    const known = await ingestion.events();
    await pull('organizations');
    expect(await ingestion.events()).toEqual(known);
    held.desk = { ...held.desk, organizations: [...organizations, organization(6, hour(3))] };
    await pull('organizations');
    expect(await streams(ingestion, 'account-')).toHaveLength(6);
    expect(urls.every((url) => url.startsWith('incremental/organizations.json?start_time='))).toBe(true);
  });

  it('of a second that has more than a page are listed, and reading goes on after that second', async () => {
    const same = [1, 2, 3, 4, 5, 6, 7].map((n) => organization(n, hour(2)));
    const organizations = [organization(8, hour(1)), ...same, organization(9, hour(3))];
    const { pull, urls, kept, ingestion, cursors } = await pulling({ organizations });
    await pull('organizations');
    expect(await streams(ingestion, 'account-')).toHaveLength(9);
    expect(kept.map(({ kind }) => kind)).toContain('organizations-list');
    const seventh = (await ingestion.states())[`account-${accountOf(7)}`] as AccountState;
    expect(seventh.profile.name?.value).toBe('Organisation 7');
    expect(cursors.get('organizations')).toBe(`${Date.parse(hour(3)) / 1000}`);
    const asked = urls.length;
    await pull('organizations');
    expect(urls.length).toBe(asked + 1);
  });

  it('go on within such a list after a death', async () => {
    const organizations = [1, 2, 3, 4, 5, 6, 7].map((n) => organization(n, hour(2)));
    const { ask, clock, ingestion } = await pulling({ organizations });
    let pages = 0;
    const cut = () => (pages++ % 2 === 0 ? ('before' as const) : ('after' as const));
    await makePuller({ ingestion, ask, now: clock.now, cut: () => (pages > 12 ? 'none' : cut()) }).pull(
      'organizations',
    );
    expect(await streams(ingestion, 'account-')).toHaveLength(7);
  });
});

describe('the measures of Zendesk', () => {
  const crowded = [
    step(1, hour(1)),
    ...[2, 3, 4, 5, 6, 7, 8].map((n) => step(n, hour(2))),
    ...[9, 10, 11, 12, 13, 14].map((n) => step(n, hour(n))),
  ];

  it('of a second that has more than a page are read by cursor, and what comes after by time again', async () => {
    const { pull, cursors, urls, ingestion } = await pulling({ ticket_metric_events: crowded });
    await pull('ticket_metric_events');
    expect(await streams(ingestion, 'supportcase-')).toHaveLength(14);
    const listed = urls.filter((url) => url.includes('page[size]'));
    expect(listed).toHaveLength(3);
    expect(listed.every((url) => url.includes(`start_time=${Date.parse(hour(2)) / 1000}`))).toBe(true);
    expect(cursors.get('ticket_metric_events')).toBe(`${Date.parse(hour(14)) / 1000}`);
  });

  it.each([1, 2, 3, 4, 5])('of such a second are all read, though it dies after every %d pages', async (pages) => {
    const { ask, clock, ingestion } = await pulling({ ticket_metric_events: crowded });
    let kept = 0;
    const cut = () => (++kept % pages === 0 && kept < 40 ? ('after' as const) : ('none' as const));
    await makePuller({ ingestion, ask, now: clock.now, cut }).pull('ticket_metric_events');
    expect(await streams(ingestion, 'supportcase-')).toHaveLength(14);
  });
});

describe('the satisfaction ratings of Zendesk', () => {
  it('are read again for as long as they may still be given', async () => {
    const offered = { id: 1, ticket_id: 1, requester_id: 5, score: 'offered', comment: null, created_at: hour(1) };
    const others = [2, 3, 4].map((id) => ({ ...offered, id, ticket_id: id, score: 'bad', updated_at: hour(id) }));
    const { pull, held, clock, ingestion, kept } = await pulling({ satisfaction_ratings: [offered, ...others] });
    await pull('satisfaction_ratings');
    expect(await streams(ingestion, 'supportcase-')).toHaveLength(3);
    const bytes = new Set(kept.map(({ id }) => id));
    await pull('satisfaction_ratings');
    expect(new Set(kept.map(({ id }) => id))).toEqual(bytes);
    clock.wait(28 * 86_400);
    const given = { ...offered, score: 'good', updated_at: '2026-03-09T00:00:00Z' };
    held.desk = { ...held.desk, satisfaction_ratings: [given, ...others] };
    await pull('satisfaction_ratings');
    expect(await streams(ingestion, 'supportcase-')).toHaveLength(4);
  });
});
