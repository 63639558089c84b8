import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ProcessingResult, ProcessReceipts, Receipt, Receipts } from '../../application/ports/receipts.js';

export type ReceiptsUnderTest = {
  readonly receipts: Receipts;
  readonly empty: () => Promise<void>;
  readonly close: () => Promise<void>;
};

const receiptOf = (body: string, more: Partial<Receipt> = {}): Receipt => ({
  id: randomUUID(),
  source: 'hubspot',
  connection: 'demo',
  kind: 'webhook',
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(body),
  receivedAt: new Date('2026-03-01T09:30:00.123Z'),
  ...more,
});

const processed = (more: Partial<ProcessingResult & { _tag: 'Processed' }> = {}): ProcessingResult => ({
  _tag: 'Processed',
  quarantined: [],
  notUnderstood: {},
  ...more,
});
const failed: ProcessingResult = { _tag: 'Failed', reason: 'cannot be read' };

export const receiptsContract = (adapter: string, start: () => Promise<ReceiptsUnderTest>): void => {
  describe(`receipts, ${adapter}`, () => {
    let underTest: ReceiptsUnderTest;
    let receipts: Receipts;
    beforeAll(async () => {
      underTest = await start();
      receipts = underTest.receipts;
    });
    beforeEach(() => underTest.empty());
    afterAll(() => underTest.close());

    const seenBy = () => {
      const seen: Array<string> = [];
      const work =
        (result: ProcessingResult = processed()): ProcessReceipts =>
        async (claimed) => {
          seen.push(...claimed.map(({ body }) => body.toString()));
          return claimed.map(() => result);
        };
      return { seen, work };
    };

    it('says of each connection what it was given last, what waits and what was put aside', async () => {
      expect(await receipts.deliveries()).toEqual([]);
      const at = (time: string) => ({ receivedAt: new Date(time) });
      const other = { source: 'zendesk', connection: 'prod' };
      await receipts.keep(receiptOf('1', { ...other, ...at('2026-03-02T00:00:00Z') }));
      await receipts.keep(receiptOf('2', { ...other, ...at('2026-03-01T00:00:00Z') }));
      const part = { place: '/0', bytes: Buffer.from('x'), reason: 'poison' };
      await receipts.processWaiting(10, async (given) =>
        given.map(() => processed({ quarantined: [part, { ...part, place: '/1' }] })),
      );
      await receipts.keep(receiptOf('3', at('2026-03-04T00:00:00Z')));
      await receipts.keep(receiptOf('4', { connection: 'prod', ...at('2026-03-03T00:00:00Z') }));
      expect(await receipts.deliveries()).toEqual([
        { source: 'hubspot', connection: 'demo', lastAt: new Date('2026-03-04T00:00:00Z'), waiting: 1, quarantined: 0 },
        { source: 'hubspot', connection: 'prod', lastAt: new Date('2026-03-03T00:00:00Z'), waiting: 1, quarantined: 0 },
        { ...other, lastAt: new Date('2026-03-02T00:00:00Z'), waiting: 0, quarantined: 4 },
      ]);
      expect(await receipts.quarantine(3, other)).toHaveLength(3);
      expect(await receipts.quarantine(3, { source: 'hubspot', connection: 'prod' })).toEqual([]);
    });

    it('keeps a receipt byte for byte until it is processed', async () => {
      const receipt = receiptOf('\t{"a": "\u00fc"}\n', { headers: { 'user-agent': 'vendor/1' } });
      expect(await receipts.keep(receipt)).toBe('new');
      expect(await receipts.waiting()).toBe(1);
      let claimed: ReadonlyArray<unknown> = [];
      await receipts.processWaiting(10, async (given) => {
        claimed = given;
        return given.map(() => processed());
      });
      expect(claimed).toEqual([{ ...receipt, attempts: 0 }]);
      expect(await receipts.waiting()).toBe(0);
    });

    it('keeps large bodies too', async () => {
      const body = Buffer.alloc(3_000_000, 'event ');
      await receipts.keep(receiptOf('', { body }));
      const lengths: Array<boolean> = [];
      await receipts.processWaiting(1, async (given) =>
        given.map((receipt) => {
          lengths.push(receipt.body.equals(body));
          return processed();
        }),
      );
      expect(lengths).toEqual([true]);
    });

    it('knows what it was given before, processed or not', async () => {
      const receipt = receiptOf('[]');
      await receipts.keep(receipt);
      expect(await receipts.keep(receipt)).toBe('known');
      const { seen, work } = seenBy();
      expect(await receipts.processWaiting(10, work())).toBe(1);
      expect(await receipts.keep(receipt)).toBe('known');
      expect(await receipts.processWaiting(10, work())).toBe(0);
      expect(seen).toEqual(['[]']);
    });

    it('tells one of many concurrent keepers of the same bytes that they are new', async () => {
      const same = receiptOf('same');
      const results = await Promise.all([
        ...Array.from({ length: 50 }, () => receipts.keep(same)),
        ...Array.from({ length: 50 }, (_, i) => receipts.keep(receiptOf(`other ${i}`))),
      ]);
      expect(results.filter((result) => result === 'new')).toHaveLength(51);
      expect(await receipts.waiting()).toBe(51);
    });

    it('hands out the oldest first, and no more than asked for', async () => {
      for (const body of ['1', '2', '3']) await receipts.keep(receiptOf(body));
      const { seen, work } = seenBy();
      expect(await receipts.processWaiting(2, work())).toBe(2);
      expect(seen).toEqual(['1', '2']);
      expect(await receipts.waiting()).toBe(1);
    });

    it('gives each waiting receipt to one caller at a time', async () => {
      await Promise.all(Array.from({ length: 30 }, (_, i) => receipts.keep(receiptOf(`${i}`))));
      const { seen, work } = seenBy();
      const slow: ProcessReceipts = async (given) => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        return work()(given);
      };
      let left = 30;
      while (left > 0) {
        const taken = await Promise.all([1, 2, 3, 4].map(() => receipts.processWaiting(3, slow)));
        left -= taken.reduce((a, b) => a + b, 0);
      }
      expect(seen.toSorted()).toEqual(Array.from({ length: 30 }, (_, i) => `${i}`).toSorted());
    });

    it('may be given a redelivery while the receipt is being processed', async () => {
      const receipt = receiptOf('slow');
      await receipts.keep(receipt);
      let redelivered: string | undefined;
      await receipts.processWaiting(1, async (given) => {
        redelivered = await receipts.keep(receipt);
        return given.map(() => processed());
      });
      expect(redelivered).toBe('known');
      expect(await receipts.waiting()).toBe(0);
    });

    it('leaves everything waiting when the work rejects', async () => {
      await receipts.keep(receiptOf('1'));
      const down = receipts.processWaiting(5, async () => Promise.reject(new Error('the log is down')));
      await expect(down).rejects.toThrow('the log is down');
      const { seen, work } = seenBy();
      await receipts.processWaiting(5, work());
      expect(seen).toEqual(['1']);
    });

    it('counts the attempts of a receipt that fails, beside others that do not', async () => {
      await receipts.keep(receiptOf('bad'));
      await receipts.keep(receiptOf('good'));
      const attempts: Array<number> = [];
      const work: ProcessReceipts = async (given) =>
        given.map((receipt) => {
          if (receipt.body.toString() === 'good') return processed();
          attempts.push(receipt.attempts);
          return receipt.attempts < 2 ? failed : processed();
        });
      while ((await receipts.processWaiting(5, work)) > 0);
      expect(attempts).toEqual([0, 1, 2]);
    });

    it('keeps poison with its bytes and reason, and counts how often it was met', async () => {
      const receipt = receiptOf('[1,2]');
      const part = { place: '/1', bytes: Buffer.from('{"secret": "name"}'), reason: 'objectId is required' };
      await receipts.keep(receipt);
      await receipts.processWaiting(1, async (given) =>
        given.map(() => processed({ quarantined: [part, { ...part, place: '/2' }, part] })),
      );
      const quarantine = await receipts.quarantine(10);
      expect(quarantine.map(({ place, seen }) => [place, seen]).toSorted()).toEqual([
        ['/1', 2],
        ['/2', 1],
      ]);
      expect(quarantine.find(({ place }) => place === '/1')).toMatchObject({
        ...part,
        receipt: receipt.id,
        source: 'hubspot',
        connection: 'demo',
      });
      expect(await receipts.quarantine(1)).toHaveLength(1);
    });

    it('says what became of a receipt, and where in the log its facts stand', async () => {
      const [waiting, stated, silent, bad] = [receiptOf('1'), receiptOf('2'), receiptOf('3'), receiptOf('4')];
      const position = { commit: 9_007_199_254_740_993n, prepare: 9_007_199_254_740_992n };
      const parts = ['/1', '/2'].map((place) => ({ place, bytes: Buffer.from('1'), reason: 'cannot be read' }));
      const outcomes = new Map([
        [waiting.id, failed],
        [stated.id, processed({ position })],
        [silent.id, processed()],
        [bad.id, processed({ position, quarantined: parts })],
      ]);
      const work: ProcessReceipts = async (given) => given.map(({ id }) => outcomes.get(id) ?? failed);
      for (const receipt of [waiting, stated, silent, bad]) await receipts.keep(receipt);
      expect(await receipts.states([stated.id])).toEqual([
        {
          id: stated.id,
          receivedAt: stated.receivedAt,
          processedAt: undefined,
          position: undefined,
          attempts: 0,
          quarantined: 0,
        },
      ]);
      await receipts.processWaiting(10, work);
      const states = await receipts.states([waiting.id, stated.id, silent.id, bad.id, randomUUID()]);
      const said = new Map(states.map((state) => [state.id, state]));
      expect(said.size).toBe(4);
      expect(said.get(waiting.id)).toMatchObject({ processedAt: undefined, position: undefined, attempts: 1 });
      expect(said.get(stated.id)).toMatchObject({ processedAt: expect.any(Date), position, quarantined: 0 });
      expect(said.get(silent.id)).toMatchObject({ processedAt: expect.any(Date), position: undefined });
      expect(said.get(bad.id)).toMatchObject({ processedAt: expect.any(Date), position, quarantined: 2 });
      expect(await receipts.states([])).toEqual([]);
    });

    it('adds up what was not understood, by connection', async () => {
      await receipts.keep(receiptOf('1'));
      await receipts.keep(receiptOf('2'));
      await receipts.keep(receiptOf('3', { connection: 'eu' }));
      await receipts.processWaiting(5, async (given) =>
        given.map(() => processed({ notUnderstood: { 'topic company.foo': 2, 'property x': 1 } })),
      );
      expect(await receipts.notUnderstood()).toEqual({
        'hubspot/demo property x': 2,
        'hubspot/demo topic company.foo': 4,
        'hubspot/eu property x': 1,
        'hubspot/eu topic company.foo': 2,
      });
    });

    it('processes at once what is given for that, and leaves out what was processed before', async () => {
      const [first, second, third] = [receiptOf('1'), receiptOf('2'), receiptOf('3')];
      const { seen, work } = seenBy();
      expect(await receipts.processNow([first, second, first], work())).toBe(2);
      expect(await receipts.processNow([second, third], work())).toBe(1);
      expect(await receipts.processNow([first], work())).toBe(0);
      expect(seen).toEqual(['1', '2', '3']);
      expect(await receipts.waiting()).toBe(0);
    });

    it('takes up at once what was kept before and still waits', async () => {
      const receipt = receiptOf('kept');
      await receipts.keep(receipt);
      const { seen, work } = seenBy();
      expect(await receipts.processNow([receipt], work())).toBe(1);
      expect(seen).toEqual(['kept']);
      expect(await receipts.waiting()).toBe(0);
    });

    it('processes again what a connection was given and was processed, page by page in the order of ids', async () => {
      const ids = [1, 2, 3, 4, 5].map((n) => `0000000${n}-0000-5000-8000-000000000000`);
      const [first = '', second = '', third = '', other = '', waiting = ''] = ids;
      await receipts.keep(receiptOf('third', { id: third }));
      await receipts.keep(receiptOf('first', { id: first }));
      await receipts.keep(receiptOf('second', { id: second }));
      await receipts.keep(receiptOf('other', { id: other, connection: 'eu' }));
      await receipts.processWaiting(10, seenBy().work());
      await receipts.keep(receiptOf('waiting', { id: waiting }));
      const { seen, work } = seenBy();
      const of = { source: 'hubspot', connection: 'demo', limit: 2 };
      expect(await receipts.processAgain(of, work())).toBe(second);
      expect(await receipts.processAgain({ ...of, after: second }, work())).toBe(third);
      expect(await receipts.processAgain({ ...of, after: third }, work())).toBe(undefined);
      expect(seen).toEqual(['first', 'second', 'third']);
      expect(await receipts.waiting()).toBe(1);
    });

    it('replaces what it put aside when it processes again, and counts nothing a second time', async () => {
      const part = { place: '', bytes: Buffer.from('{}'), reason: 'no mapping' };
      const [mended, broken] = [receiptOf('mended'), receiptOf('broken')];
      for (const receipt of [mended, broken]) await receipts.keep(receipt);
      const outcome = processed({ quarantined: [part], notUnderstood: { x: 1 } });
      await receipts.processWaiting(10, async (given) => given.map(() => outcome));
      const of = { source: 'hubspot', connection: 'demo', limit: 10 };
      await receipts.processAgain(of, async (given) =>
        given.map(({ id }) => (id === mended.id ? processed() : failed)),
      );
      expect((await receipts.quarantine(10)).map(({ receipt }) => receipt)).toEqual([broken.id]);
      await receipts.processAgain(of, async (given) =>
        given.map(() => processed({ quarantined: [{ ...part, reason: 'no id' }], notUnderstood: { x: 1 } })),
      );
      expect((await receipts.quarantine(10)).map(({ reason }) => reason)).toEqual(['no id', 'no id']);
      expect(await receipts.notUnderstood()).toEqual({ 'hubspot/demo x': 2 });
      await expect(receipts.processAgain(of, async () => Promise.reject(new Error('down')))).rejects.toThrow('down');
    });
  });
};
