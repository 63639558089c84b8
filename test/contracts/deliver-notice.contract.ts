import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChannelTarget } from '../../application/ports/alert-channels.js';
import type { DeliverNotice } from '../../application/ports/deliver-notice.js';
import { sampleNotice } from '../support/sample-notice.js';

export type DeliveryUnderTest = {
  readonly deliver: DeliverNotice;
  readonly target: ChannelTarget;
  /** What the receiver has, as text. */
  readonly received: () => Promise<ReadonlyArray<string>>;
  /** From now on the receiver does not take what comes. */
  readonly fail: () => Promise<void> | void;
  /** Of the target, what reasons must not name. */
  readonly secret: string;
  readonly close: () => Promise<void>;
};

export const deliverNoticeContract = (kind: string, start: () => Promise<DeliveryUnderTest>): void => {
  describe(`delivery of notices, ${kind}`, () => {
    let underTest: DeliveryUnderTest;
    beforeEach(async () => {
      underTest = await start();
    });
    afterEach(() => underTest.close());
    const { signal } = new AbortController();

    it('ends once the receiver has it, and what it is told apart by', async () => {
      await underTest.deliver(underTest.target, sampleNotice, signal);
      const [first, ...more] = await underTest.received();
      expect(more).toEqual([]);
      for (const said of ['n1', 'Critical', 'acme', '31.3']) {
        expect(first?.replace('31.25', '31.3')).toContain(said);
      }
    });

    it('may be repeated', async () => {
      await underTest.deliver(underTest.target, sampleNotice, signal);
      await underTest.deliver(underTest.target, sampleNotice, signal);
      for (const one of await underTest.received()) expect(one).toContain('n1');
    });

    it('says why the receiver does not have it, and not where it is', async () => {
      await underTest.fail();
      const outcome = await underTest.deliver(underTest.target, sampleNotice, signal).catch((error: unknown) => error);
      expect(outcome).toMatchObject({ _tag: 'Undelivered', reason: expect.stringMatching(/\w/), isFinal: false });
      expect(JSON.stringify(outcome)).not.toContain(underTest.secret);
    });

    it('is broken off by the signal', async () => {
      const stopped = AbortSignal.abort(new Error('stopped'));
      await expect(underTest.deliver(underTest.target, sampleNotice, stopped)).rejects.toThrow('stopped');
      expect(await underTest.received()).toEqual([]);
    });
  });
};
