import { describe, expect, it } from 'vitest';
import { accountIdOf } from '../../../application/identity.js';
import type { Connection } from '../../../application/ports/connections.js';
import { timeOf } from '../../../ingestion-adapters/mixpanel/project-time.js';
import { delivered, ingestionUnderTest, mixpanel } from '../ingesting.js';

const at = (iso: string) => Date.parse(iso) / 1000;
const line = (event: string, iso: string, user: string, insertId: string, more: object = {}) =>
  JSON.stringify({
    event,
    properties: { time: at(iso), distinct_id: user, $insert_id: insertId, company_id: '7', ...more },
  });
const exported = (...lines: ReadonlyArray<string>) => delivered(mixpanel, `${lines.join('\n')}\n`);

const usage = (month: string, id = '7') =>
  `usage-${accountIdOf({ source: 'hubspot', connection: 'demo', id })}-${month}`;

const afterIngesting = async (...deliveries: ReadonlyArray<ReturnType<typeof exported>>) => {
  const ingestion = await ingestionUnderTest();
  await ingestion.ingest(...deliveries);
  return { ...ingestion, folded: await ingestion.states() };
};

describe('a Mixpanel export', () => {
  it('becomes usage by account, feature and day, with the people who were active', async () => {
    const { folded } = await afterIngesting(
      exported(
        line('Report Viewed', '2026-03-01T10:00:00Z', 'ann', 'a'),
        line('Report Viewed', '2026-03-01T11:00:00Z', 'ben', 'b'),
        line('Export Run', '2026-03-01T23:59:59Z', 'ann', 'c'),
        line('Report Viewed', '2026-03-02T00:00:00Z', 'ann', 'd'),
      ),
    );
    expect(folded[usage('202603')]).toEqual({
      'events Report Viewed 2026-03-01': 2,
      'events Export Run 2026-03-01': 1,
      'events Report Viewed 2026-03-02': 1,
      'active_users  2026-03-01': 2,
      'active_users  2026-03-02': 1,
      'adopted Report Viewed': '2026-03-01T00:00:00.000Z',
      'adopted Export Run': '2026-03-01T00:00:00.000Z',
    });
  });

  it('counts a record once, however often and in whatever chunks it is pulled', async () => {
    const lines = [
      line('Report Viewed', '2026-03-01T10:00:00Z', 'ann', 'a'),
      line('Report Viewed', '2026-03-01T10:00:00Z', 'ann', 'b'),
      line('Export Run', '2026-03-01T10:00:00Z', 'ann', 'a'),
    ];
    const once = await afterIngesting(exported(...lines));
    const [first = '', second = '', third = ''] = lines;
    const again = await afterIngesting(
      exported(second, second),
      exported(first, second),
      exported(...lines, first),
      exported(third),
      exported(second, second),
    );
    expect(again.folded[usage('202603')]).toEqual(once.folded[usage('202603')]);
    expect(once.folded[usage('202603')]).toMatchObject({
      'events Report Viewed 2026-03-01': 2,
      'events Export Run 2026-03-01': 1,
      'active_users  2026-03-01': 1,
    });
  });

  it('counts a record that comes again for another account for the first alone, and puts it aside', async () => {
    const first = line('A', '2026-03-01T10:00:00Z', 'ann', 'a');
    const [second, third] = ['8', '9'].map((company_id) =>
      line('A', '2026-03-01T10:00:00Z', 'ann', 'a', { company_id }),
    );
    for (const bodies of [
      [exported(first), exported(second ?? ''), exported(third ?? '', second ?? '')],
      [exported(first, second ?? '', third ?? '')],
    ]) {
      const { folded, receipts } = await afterIngesting(...bodies);
      expect(folded[usage('202603')]).toMatchObject({ 'events A 2026-03-01': 1, 'active_users  2026-03-01': 1 });
      expect([folded[usage('202603', '8')], folded[usage('202603', '9')]]).toEqual([undefined, undefined]);
      const reasons = (await receipts.quarantine(10)).map(({ reason }) => reason);
      expect(reasons).toContainEqual('counted for another account before, on 2 records');
    }
  });

  it('has records apart that nobody gave an id, where they are of several accounts', async () => {
    const nameless = (company_id: string) =>
      line('A', '2026-03-01T10:00:00Z', 'ann', 'a', { company_id, $insert_id: undefined });
    const { folded, receipts } = await afterIngesting(exported(nameless('7'), nameless('8'), nameless('8')));
    for (const id of ['7', '8']) expect(folded[usage('202603', id)]).toMatchObject({ 'events A 2026-03-01': 1 });
    expect(await receipts.quarantine(10)).toEqual([]);
  });

  it('finds the account in the properties and groups the connection names, as text or number', async () => {
    const { folded } = await afterIngesting(
      exported(
        line('A', '2026-03-01T10:00:00Z', 'ann', 'a', { company_id: 8 }),
        line('A', '2026-03-01T10:00:00Z', 'ann', 'b', { company_id: undefined, org_id: ['9', '10'] }),
        line('A', '2026-03-01T10:00:00Z', 'ann', 'c', { company_id: '', $groups: { company: '11' } }),
      ),
    );
    for (const id of ['8', '9', '11']) {
      expect(folded[usage('202603', id)]).toMatchObject({ 'events A 2026-03-01': 1 });
    }
  });

  it('never says who a user is', async () => {
    const { events } = await afterIngesting(exported(line('A', '2026-03-01T10:00:00Z', 'ann@example.test', 'a')));
    expect(JSON.stringify(await events())).not.toContain('ann@example');
  });

  it('has bad lines quarantined by number, and lines without an account as one part', async () => {
    const nobody = (id: string) => line('A', '2026-03-01T10:00:00Z', 'ann', id, { company_id: null });
    const { receipts, folded } = await afterIngesting(
      exported(
        line('A', '2026-03-01T10:00:00Z', 'ann', 'a'),
        '{"event": "A", "proper',
        JSON.stringify({ event: 'A', properties: { time: 'noon', company_id: '7' } }),
        ...Array.from({ length: 40 }, (_, i) => nobody(`n${i}`)),
      ),
    );
    expect(folded[usage('202603')]).toMatchObject({ 'events A 2026-03-01': 1 });
    const quarantine = await receipts.quarantine(10);
    expect(quarantine.map(({ place, reason }) => [place, reason]).toSorted()).toEqual([
      ['line 2', 'is not JSON'],
      ['line 3', '/properties/time must be number'],
      ['line 4', expect.stringContaining('on 40 lines')],
    ]);
  });

  it('takes an empty export for one without events', async () => {
    const { receipts, events } = await afterIngesting(exported(''));
    expect(await events()).toEqual([]);
    expect(await receipts.quarantine(1)).toEqual([]);
  });
});

describe('the times of a project', () => {
  const utc = (iso: string, timeZone?: string) => timeOf(at(iso), timeZone);

  it('are seconds or milliseconds', () => {
    expect(timeOf(1_772_359_200, undefined)).toBe('2026-03-01T10:00:00.000Z');
    expect(timeOf(1_772_359_200_123, undefined)).toBe('2026-03-01T10:00:00.123Z');
    expect(timeOf(0, undefined)).toBeUndefined();
    expect(timeOf(Number.MAX_VALUE, undefined)).toBeUndefined();
  });

  it('are what the clocks of its zone showed, in summer and in winter', () => {
    expect(utc('2026-01-15T12:00:00Z', 'Europe/Berlin')).toBe('2026-01-15T11:00:00.000Z');
    expect(utc('2026-07-15T12:00:00Z', 'Europe/Berlin')).toBe('2026-07-15T10:00:00.000Z');
    expect(utc('2026-07-15T20:00:00Z', 'America/Los_Angeles')).toBe('2026-07-16T03:00:00.000Z');
    expect(utc('2026-07-15T20:00:00Z', 'Asia/Kolkata')).toBe('2026-07-15T14:30:00.000Z');
    expect(utc('2026-07-15T12:00:00Z', 'UTC')).toBe('2026-07-15T12:00:00.000Z');
  });

  it('go on over the hour that is skipped, and take the first of the hour that comes twice', () => {
    expect(utc('2026-03-29T01:59:59Z', 'Europe/Berlin')).toBe('2026-03-29T00:59:59.000Z');
    expect(utc('2026-03-29T02:30:00Z', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
    expect(utc('2026-03-29T03:00:00Z', 'Europe/Berlin')).toBe('2026-03-29T01:00:00.000Z');
    expect(utc('2026-10-25T02:30:00Z', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z');
    expect(utc('2026-10-25T03:00:00Z', 'Europe/Berlin')).toBe('2026-10-25T02:00:00.000Z');
  });

  it('put an event on its UTC day', async () => {
    const local: Connection = { ...mixpanel, settings: { ...mixpanel.settings, timeZone: 'America/Los_Angeles' } };
    const ingestion = await ingestionUnderTest();
    await ingestion.save(local);
    await ingestion.ingest(delivered(local, line('A', '2026-02-28T20:00:00Z', 'ann', 'a')));
    expect((await ingestion.states())[usage('202603')]).toMatchObject({ 'events A 2026-03-01': 1 });
  });
});
