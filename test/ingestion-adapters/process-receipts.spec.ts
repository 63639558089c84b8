import * as TE from 'fp-ts/lib/TaskEither.js';
import { describe, expect, it } from 'vitest';
import type { Position } from '../../application/position.js';
import { inMemoryEventStore } from '../../infrastructure/in-memory/event-store.js';
import { makeInMemoryRecordClaims } from '../../infrastructure/in-memory/record-claims.js';
import { startIngestion } from '../../ingestion-adapters/ingestion.js';
import { makeProcessReceipts } from '../../ingestion-adapters/process-receipts.js';
import { logThatTakes } from '../support/log-that-takes.js';
import { delivered, hubspot, ingestionUnderTest, mixpanel, zendesk } from './ingesting.js';

const company = (id: number) =>
  delivered(hubspot, [{ subscriptionType: 'company.creation', objectId: id, occurredAt: 1_772_359_200_000 }]);
const usage = delivered(
  mixpanel,
  JSON.stringify({ event: 'A', properties: { time: 1_772_359_200, distinct_id: 'ann', company_id: '7' } }),
);

const untilNothingWaits = async (waiting: () => Promise<number>) => {
  while ((await waiting()) > 0) await new Promise((resolve) => setTimeout(resolve, 2));
};

describe('processing receipts', () => {
  it('names the receipt and the record that each event came from', async () => {
    const { ingest, log } = await ingestionUnderTest();
    await ingest(company(7));
    const abort = new AbortController();
    for await (const { events } of log.subscribeToAll({ after: undefined, signal: abort.signal })) {
      const [first] = events;
      expect(first && 'metadata' in first && first.metadata).toMatchObject({
        actor: 'connection:hubspot/demo',
        source: { source: 'hubspot', connection: 'demo', record: 'company/7' },
      });
      abort.abort();
    }
  });

  it('begins again, without a loss or a repeat, when it was cut short after the append', async () => {
    const whole = await ingestionUnderTest();
    await whole.ingest(usage, company(7));
    const cut = await ingestionUnderTest();
    await cut.keep(usage, company(7));
    const work = makeProcessReceipts(cut.deps);
    const crash = cut.receipts.processWaiting(10, async (receipts) => {
      await work(receipts);
      throw new Error('killed');
    });
    await expect(crash).rejects.toThrow('killed');
    expect(await cut.receipts.waiting()).toBe(2);
    await cut.ingest();
    expect(await cut.states()).toEqual(await whole.states());
    expect(await cut.events()).toHaveLength((await whole.events()).length);
  });

  it('says where in the log the facts of a receipt stand, also of facts that were there before', async () => {
    const log = inMemoryEventStore();
    const { deps, receipts, keep } = await ingestionUnderTest({ log });
    const positions: Array<Position | undefined> = [];
    const work = makeProcessReceipts(deps);
    const process = async (...given: ReadonlyArray<ReturnType<typeof company>>) => {
      await keep(...given);
      await receipts.processWaiting(10, async (waiting) => {
        const results = await work(waiting);
        for (const result of results) positions.push(result._tag === 'Processed' ? result.position : undefined);
        return results;
      });
    };
    const silent = delivered(hubspot, [{ subscriptionType: 'company.unheard', objectId: 7, occurredAt: 1 }]);
    await process(company(7));
    await process(company(8));
    await process({ ...company(7), body: ` ${company(7).body}` });
    await process(silent);
    const [first, second, again, nothing] = positions;
    const head = await log.readHead()();
    expect(head).toMatchObject({ right: second });
    expect(first).toBeDefined();
    expect(again).toEqual(first);
    expect(nothing).toBeUndefined();
  });

  it('quarantines what is more than the log takes, and says of which stream and how much', async () => {
    const log = logThatTakes(2_000, inMemoryEventStore());
    const { receipts, ingest, events } = await ingestionUnderTest({ log });
    const named = { subscriptionType: 'company.propertyChange', objectId: 7, occurredAt: 1_772_359_300_000 };
    const name = { ...named, propertyName: 'name', propertyValue: 'x'.repeat(5_000) };
    await ingest(company(7), delivered(hubspot, [name]), company(8));
    expect((await events()).filter(({ type }) => type === 'AccountRegistered')).toHaveLength(2);
    expect(await receipts.waiting()).toBe(0);
    const [part] = await receipts.quarantine(10);
    expect(part?.reason).toMatch(
      /^ChangeAccountProfile was refused: AppendTooLarge, \d{4} bytes for account-\S+, which takes 2000$/,
    );
  });

  it('keeps trying while the log is down, and loses nothing', async () => {
    let down = true;
    const log = inMemoryEventStore();
    const failing = {
      ...log,
      append: ((...args) =>
        down ? TE.left({ _tag: 'LogUnavailable', reason: 'down' }) : log.append(...args)) as typeof log.append,
    };
    const { receipts, deps, keep, events } = await ingestionUnderTest({ log: failing });
    await keep(company(7));
    const reported: Array<unknown> = [];
    const ingestion = startIngestion(
      {
        receipts,
        process: makeProcessReceipts(deps),
        report: (error) => {
          reported.push(error);
          if (reported.length === 8) down = false;
        },
      },
      { longestBackoffMilliseconds: 1 },
    );
    await untilNothingWaits(receipts.waiting);
    await ingestion.stop();
    expect(reported.length).toBeGreaterThanOrEqual(8);
    expect((await events()).map(({ type }) => type)).toEqual(['AccountRegistered']);
    expect(await receipts.quarantine(1)).toEqual([]);
  });

  it('does not take a store that is down for poison', async () => {
    const claims = { claim: async () => Promise.reject(new Error('no connection')) };
    const { keep, receipts, deps } = await ingestionUnderTest({ claims });
    await keep(usage);
    for (let i = 0; i < 7; i++) {
      await expect(receipts.processWaiting(5, makeProcessReceipts(deps))).rejects.toThrow('no connection');
    }
    expect(await receipts.waiting()).toBe(1);
    const recovered = makeProcessReceipts({ ...deps, claims: makeInMemoryRecordClaims() });
    await receipts.processWaiting(5, recovered);
    expect(await receipts.waiting()).toBe(0);
    expect(await receipts.quarantine(1)).toEqual([]);
  });

  it('quarantines whole, after a few attempts, what the translator cannot take, and goes on with the rest', async () => {
    const { ingest, receipts, save, events } = await ingestionUnderTest();
    await save({ ...mixpanel, settings: { timeZone: 'Atlantis/Capital' } });
    await ingest(usage, company(7));
    expect((await events()).map(({ type }) => type)).toEqual(['AccountRegistered']);
    const quarantine = await receipts.quarantine(5);
    expect(quarantine.map(({ place, bytes }) => [place, bytes.toString()])).toEqual([['', usage.body]]);
    expect(await receipts.waiting()).toBe(0);
  });

  it('quarantines what the domain refuses, with the reason, and takes the rest', async () => {
    const { ingest, receipts, save, events } = await ingestionUnderTest();
    await save({ ...zendesk, settings: { accountIdsAre: 'zendesk/demo' } });
    const own = { id: '88001', name: 'Nordlicht', external_id: '88001' };
    await ingest(
      delivered(zendesk, { type: 'zen:event-type:organization.created', time: '2026-03-01T09:00:00Z', detail: own }),
    );
    expect((await events()).map(({ type }) => type)).toEqual(['AccountRegistered', 'AccountProfileChanged']);
    expect((await receipts.quarantine(5)).map(({ place, reason }) => [place, reason])).toEqual([
      ['organization/88001', 'MergeAccount was refused: AccountMergedIntoItself'],
    ]);
  });

  it('takes up at once what arrives while it runs', async () => {
    const { receipts, deps, keep, events } = await ingestionUnderTest();
    const ingestion = startIngestion(
      { receipts, process: makeProcessReceipts(deps), report: (error) => expect(error).toBeUndefined() },
      { pollMilliseconds: 3_600_000 },
    );
    for (const id of [1, 2, 3]) {
      await keep(company(id));
      ingestion.wake();
      await untilNothingWaits(receipts.waiting);
    }
    await ingestion.stop();
    expect(await events()).toHaveLength(3);
  });
});
