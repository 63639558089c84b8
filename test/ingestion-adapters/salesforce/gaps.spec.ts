import { describe, expect, it } from 'vitest';
import type { ChangeStream, ReplayFrom, StreamFailure } from '../../../application/ports/change-stream.js';
import { changeFeed } from '../../../ingestion-adapters/salesforce/change-feed.js';
import { accountChange, changeSchema } from './account-change.js';
import { readingOf } from './given-salesforce.js';
import { askOf, clockAt, orgWith, pulled, pullingInto } from './pulling.js';
import { idOf } from './shapes.js';

type Published = ReturnType<typeof accountChange>;

const account = (number: number) => idOf('001', number);
const connection = { ...pulled, settings: { ...pulled.settings, vendorId: '00D000000000001' } };

/** A stream that has one event a batch, and may have forgotten its first ones. */
const streamOf = (published: ReadonlyArray<Published>, forgotten: () => number): ChangeStream => ({
  schema: async () => changeSchema,
  subscribe: async function* (_access, _topic, from: ReplayFrom) {
    const after = from._tag === 'After' ? Number(from.replayId) : forgotten();
    if (after < forgotten())
      throw { _tag: 'ReplayLost', reason: 'the replay id is no longer kept' } satisfies StreamFailure;
    for (let place = after; place < published.length; place++) {
      const one = published[place];
      const events = one === undefined ? [] : [{ ...one, replayId: `${place + 1}` }];
      yield { events, latestReplayId: `${place + 1}` };
    }
    yield { events: [], latestReplayId: `${Math.max(after, published.length)}` };
  },
});

const given = async () => {
  const clock = clockAt('2026-02-03T08:59:55Z');
  const org = orgWith(clock, { recordsAPage: 2 });
  const { ingestion, keep, kinds } = await pullingInto(connection);
  const published: Array<Published> = [];
  let [cursor, forgotten]: [string | undefined, number] = [undefined, 0];
  const changeStream = streamOf(published, () => forgotten);
  const pull = async (mostPages = Number.POSITIVE_INFINITY): Promise<void> => {
    let pages = 0;
    for await (const page of changeFeed.pull({ ask: askOf(org), connection, cursor, now: clock.now, changeStream })) {
      if (pages++ >= mostPages) return;
      await keep(page);
      cursor = page.cursor;
    }
  };
  return {
    clock,
    org,
    kinds,
    published,
    pull,
    ingestion,
    forgetBefore: (place: number) => {
      forgotten = place;
    },
    names: async (...numbers: ReadonlyArray<number>) => {
      const read = await readingOf(ingestion);
      return numbers.map((number) => read.account(number)?.profile.name?.value);
    },
    asked: (text: string) => org.asked.filter((call) => call.includes(text)),
  };
};

const gap = (n: number, changeType: string, ...numbers: ReadonlyArray<number>): Published =>
  accountChange(n, { changeType, recordIds: numbers.map(account) }, {});

describe('a change that the stream does not tell', () => {
  it.each(['GAP_CREATE', 'GAP_UPDATE', 'GAP_UNDELETE'])('of records, by %s, is read of these', async (changeType) => {
    const { org, published, pull, names, asked, ingestion, clock } = await given();
    clock.forward(5);
    for (const number of [1, 2, 3]) org.save('Account', account(number), { Name: `Name ${number}` });
    published.push(gap(0, changeType, 1, 3));
    await pull();
    expect(await names(1, 2, 3)).toEqual(['Name 1', undefined, 'Name 3']);
    expect(asked('queryAll')).toEqual([expect.stringContaining(`WHERE Id IN ('${account(1)}','${account(3)}')`)]);
    expect(await ingestion.receipts.notUnderstood()).toEqual({});
    await pull();
    expect(asked('queryAll')).toHaveLength(1);
  });

  it('stands where it happened: what the stream tells of later holds', async () => {
    const { org, published, pull, names, clock } = await given();
    clock.forward(5);
    org.save('Account', account(1), { Name: 'read again' });
    published.push(gap(0, 'GAP_UPDATE', 1));
    await pull();
    expect(await names(1)).toEqual(['read again']);
    const at = { commitTimestamp: Date.parse('2026-02-03T09:00:00.400Z') };
    published.push(accountChange(1, { ...at, changedFields: ['0x02'] }, { Name: 'told later' }));
    await pull();
    expect(await names(1)).toEqual(['told later']);
  });

  it('that deleted a record needs nothing to be read', async () => {
    const { published, pull, asked } = await given();
    published.push(accountChange(0, { changeType: 'CREATE' }, { Name: 'Ahorn' }), gap(1, 'GAP_DELETE', 1));
    await pull();
    expect(asked('')).toEqual([]);
  });

  it('of too many records is read of the whole object, from before it until some minutes after', async () => {
    const { org, published, pull, names, clock, asked } = await given();
    for (const number of [1, 2, 3, 4, 5]) org.save('Account', account(number), { Name: `Name ${number}` });
    published.push(gap(0, 'GAP_OVERFLOW', 1));
    clock.forward(60);
    await pull();
    expect(asked('queryAll')).toEqual([]);
    clock.forward(240);
    await pull();
    expect(await names(1, 2, 3, 4, 5)).toEqual([1, 2, 3, 4, 5].map((number) => `Name ${number}`));
    expect(asked('queryAll')[0]).toContain('SystemModstamp >= 2026-02-03T08:50:00.000Z');
    const before = asked('query').length;
    await pull();
    expect(asked('query')).toHaveLength(before);
  });

  it('is read of all objects where the stream forgot it, from before it was last heard', async () => {
    const { org, published, pull, names, clock, asked, forgetBefore } = await given();
    await pull();
    clock.forward(80 * 3_600);
    for (const number of [1, 2, 3]) org.save('Account', account(number), { Name: `missed ${number}` });
    clock.forward(600);
    published.push(gap(0, 'GAP_DELETE', 8), accountChange(1, { recordIds: [account(9)] }, { Name: 'kept' }));
    forgetBefore(1);
    await expect(pull()).rejects.toMatchObject({ _tag: 'VendorRefused', status: 410 });
    await pull();
    expect(await names(1, 2, 3)).toEqual(['missed 1', 'missed 2', 'missed 3']);
    const read = asked('queryAll');
    for (const object of ['Account', 'Opportunity', 'Contract', 'Contact', 'Case', 'Task', 'Event'])
      expect(read.some((call) => call.includes(`FROM ${object} WHERE SystemModstamp >= 2026-02-03T08:49:55`))).toBe(
        true,
      );
  });

  it.each([1, 2, 3, 4, 5, 6])('is read in the end, though each run ends after %d pages', async (pages) => {
    const { org, published, pull, names, clock } = await given();
    const numbers = [1, 2, 3, 4, 5, 6, 7];
    for (const number of numbers) org.save('Account', account(number), { Name: `Name ${number}` });
    published.push(gap(0, 'GAP_UPDATE', 1, 2, 3), gap(1, 'GAP_OVERFLOW', 1), gap(2, 'GAP_CREATE', 7));
    clock.forward(600);
    for (let runs = 0; runs < 24; runs++) await pull(pages);
    await pull();
    expect(await names(...numbers)).toEqual(numbers.map((number) => `Name ${number}`));
  });
});
