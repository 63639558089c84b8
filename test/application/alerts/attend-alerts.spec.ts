import * as E from 'fp-ts/lib/Either.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { attendAlerts } from '../../../application/alerts/attend-alerts.js';
import { AlertChannel } from '../../../application/ports/alert-channels.js';
import type { EventStore } from '../../../application/ports/event-store.js';
import type { Mailer } from '../../../application/ports/mailer.js';
import { AlertEvent } from '../../../domain/alert/events.js';
import { nextDue } from '../../../domain/alert/notices.js';
import { evolveAlert, initialAlert } from '../../../domain/alert/state.js';
import type { DomainEvent } from '../../../domain/catalogue.js';
import type { AlertId } from '../../../domain/ids.js';
import { timestampOf } from '../../../domain/primitives.js';
import { makeDeliverNotice } from '../../../infrastructure/alert-channels/deliver-notice.js';
import { makeVendorHttp } from '../../../infrastructure/http/vendor-http.js';
import { makeInMemoryAlertChannels } from '../../../infrastructure/in-memory/alert-channels.js';
import { inMemoryEventStore } from '../../../infrastructure/in-memory/event-store.js';
import { alertOf } from '../../../projections/alerts/answers.js';
import { fact } from '../../support/fact.js';
import { sampleOpened } from '../../support/sample-notice.js';
import { type Receiver, startReceiver } from '../../support/stub-receiver.js';
import { valid } from '../../support/valid.js';

const alertId = 'k:a1' as AlertId;
const secret = 'whsec_YSBzZWNyZXQgZm9yIHNwZWNz';
const metadata = { correlationId: 'spec', causationId: null, actor: 'spec', source: null };
const plan = (more: object = {}) => ({ channels: ['desk'], escalation: null, quietHours: null, ...more });

/** An alert opened at 09:00 on a Tuesday, two receivers, and a clock that goes when it is told to. */
const makeWorld = async (desk: Receiver, boss: Receiver, planned: object) => {
  const store = inMemoryEventStore();
  const channels = makeInMemoryAlertChannels();
  const mails: Array<string> = [];
  const problems: Array<unknown> = [];
  let now = Date.UTC(2026, 2, 3, 9);
  let logIsAway = false;
  let said = 0;
  const mailer: Mailer = async ({ to }) => void mails.push(to.join());
  const target = ({ url }: Receiver) => ({ kind: 'webhook', url, secret });
  for (const channel of [
    { name: 'desk', target: target(desk) },
    { name: 'boss', target: target(boss) },
    { name: 'duty', target: { kind: 'mail', to: ['duty@example.com'] } },
  ])
    await channels.save(valid(AlertChannel)(channel));
  const state = async () => {
    const read = await store.readStream('alert-k')();
    const events = E.isRight(read) ? read.right.map(({ event }) => event).filter(AlertEvent.is) : [];
    return events.reduce(evolveAlert, initialAlert);
  };
  const append: EventStore['append'] = (...args) =>
    logIsAway ? async () => E.left({ _tag: 'LogUnavailable', reason: 'away' }) : store.append(...args);
  const start = () =>
    attendAlerts({
      readStream: store.readStream,
      append,
      dueAlerts: async (by) => {
        const due = nextDue(await state());
        return due !== undefined && due <= by ? [alertId] : [];
      },
      accountFacts: async () => new Map(),
      channels,
      deliver: makeDeliverNotice({
        http: makeVendorHttp({ redirects: 0 }),
        mailer,
        now: () => new Date(now),
      }),
      clock: () => timestampOf(now),
      publicUrl: 'https://treering.example',
      report: (problem) => problems.push(problem),
    });
  let attend = start();
  const happens = async (event: DomainEvent) => {
    await store.append('alert-k', 'any', [{ id: `said-${++said}`, event, metadata }])();
  };
  await happens(sampleOpened({ plan: plan(planned) }));
  const { signal } = new AbortController();
  return {
    mails,
    problems,
    happens,
    /** What is shown of the alert, once so many more minutes have passed and what is due was attended to twice. */
    after: async (minutes: number) => {
      now += minutes * 60_000;
      for (let turn = 0; turn < 2; turn++) await attend(signal);
      const [alert] = alertOf(await state());
      return alert;
    },
    restarts: () => {
      attend = start();
    },
    log: (is: 'away' | 'back') => {
      logIsAway = is === 'away';
    },
  };
};

describe('an alert', () => {
  let desk: Receiver;
  let boss: Receiver;
  const given = (planned: object = {}) => makeWorld(desk, boss, planned);
  const idsOf = ({ received }: Receiver) => received.map(({ headers }) => headers['webhook-id']);
  beforeEach(async () => {
    [desk, boss] = await Promise.all([startReceiver(), startReceiver()]);
  });
  afterEach(async () => {
    await Promise.all([desk.close(), boss.close()]);
  });

  it('is told to each of its channels once, whatever restarts', async () => {
    const world = await given({ channels: ['desk', 'duty', 'boss'] });
    const alert = await world.after(0);
    expect(alert?.deliveries.map(({ channel, state }) => `${channel} ${state}`)).toEqual([
      'desk delivered',
      'duty delivered',
      'boss delivered',
    ]);
    world.restarts();
    await world.after(60);
    expect([desk.received.length, boss.received.length, world.mails]).toEqual([1, 1, ['duty@example.com']]);
    expect(new Set([...idsOf(desk), ...idsOf(boss)]).size).toBe(2);
  });

  it('is told again where it failed, and only there; why is seen', async () => {
    const world = await given({ channels: ['desk', 'boss'] });
    desk.answers({ status: 500 }, 'breaks off');
    expect((await world.after(0))?.deliveries).toMatchObject([
      { channel: 'desk', state: 'failed', attempts: 1, reason: 'the receiver answered 500' },
      { channel: 'boss', state: 'delivered', attempts: 1, reason: null },
    ]);
    expect((await world.after(1))?.deliveries).toMatchObject([
      {
        state: 'failed',
        attempts: 2,
        reason: expect.stringContaining('the connection failed'),
        retryAt: '2026-03-03T09:06:00.000Z',
      },
      {},
    ]);
    world.restarts();
    expect((await world.after(4))?.deliveries[0]).toMatchObject({ state: 'failed', attempts: 2 });
    expect((await world.after(1))?.deliveries[0]).toMatchObject({ state: 'delivered', attempts: 3, retryAt: null });
    expect([desk.received.length, boss.received.length]).toEqual([1, 1]);
  });

  it('keeps its id where the receiver took it without saying so', async () => {
    const world = await given();
    desk.answers('takes and breaks off');
    expect((await world.after(0))?.deliveries).toMatchObject([{ state: 'failed' }]);
    expect((await world.after(1))?.deliveries).toMatchObject([{ state: 'delivered' }]);
    const [first, second] = idsOf(desk);
    expect(desk.received).toHaveLength(2);
    expect(second).toBe(first);
  });

  it('is not sent again where the log did not take note at once', async () => {
    const world = await given();
    world.log('away');
    expect((await world.after(0))?.deliveries).toMatchObject([{ state: 'waiting' }]);
    expect(world.problems).toHaveLength(2);
    world.log('back');
    expect((await world.after(0))?.deliveries).toMatchObject([{ state: 'delivered' }]);
    expect(desk.received).toHaveLength(1);
  });

  it('is given up where nobody is there any more, or after three days', async () => {
    const world = await given({ channels: ['desk', 'boss', 'nobody'] });
    desk.answers({ status: 410 });
    boss.answers(...Array.from({ length: 20 }, () => ({ status: 503 })));
    await world.after(0);
    for (let hours = 0; hours <= 100; hours++) await world.after(60);
    expect((await world.after(0))?.deliveries).toMatchObject([
      { channel: 'desk', state: 'given-up', attempts: 1, reason: 'the receiver answered 410' },
      { channel: 'boss', state: 'given-up', attempts: 10 },
      { channel: 'nobody', state: 'given-up', reason: 'there is no such channel' },
    ]);
    expect([...desk.received, ...boss.received]).toEqual([]);
  });

  describe('that nobody acknowledges', () => {
    const escalation = { afterMinutes: 30, channels: ['boss'] };

    it('is escalated once, in time', async () => {
      const world = await given({ escalation });
      expect(await world.after(29)).toMatchObject({ escalatedAt: null });
      expect(await world.after(1)).toMatchObject({ escalatedAt: '2026-03-03T09:30:00.000Z', status: 'open' });
      await world.after(600);
      expect([desk.received.length, boss.received.length]).toEqual([1, 1]);
      expect(JSON.parse(boss.received[0]?.body ?? '')).toMatchObject({ type: 'alert.escalated' });
    });

    it('is not, where somebody did, or it ended', async () => {
      for (const event of [
        fact('AlertAcknowledged', { alertId, occurredAt: '2026-03-03T09:20:00Z' }),
        fact('AlertResolved', { alertId, occurredAt: '2026-03-03T09:20:00Z', by: 'condition' }),
      ]) {
        const world = await given({ escalation });
        await world.after(20);
        await world.happens(event);
        expect(await world.after(600)).toMatchObject({ escalatedAt: null });
      }
      expect(boss.received).toEqual([]);
    });
  });

  describe('in quiet hours', () => {
    const quietHours = { timeZone: 'Europe/Berlin', from: '08:00', to: '12:00', weekdays: ['tue'] };

    it('waits for their end, and is told though it was resolved meanwhile', async () => {
      const world = await given({ quietHours });
      expect((await world.after(119))?.deliveries).toMatchObject([{ state: 'waiting' }]);
      await world.happens(fact('AlertResolved', { alertId, occurredAt: '2026-03-03T10:00:00Z', by: 'condition' }));
      expect((await world.after(1))?.deliveries).toMatchObject([
        { state: 'delivered', deliveredAt: '2026-03-03T11:00:00.000Z' },
      ]);
      expect(JSON.parse(desk.received[0]?.body ?? '')).toMatchObject({ data: { status: 'resolved' } });
    });

    it('is not escalated before somebody could have known', async () => {
      const world = await given({ quietHours, escalation: { afterMinutes: 30, channels: ['boss'] } });
      await world.after(120);
      expect(await world.after(29)).toMatchObject({ escalatedAt: null });
      expect(await world.after(1)).toMatchObject({ escalatedAt: '2026-03-03T11:30:00.000Z' });
      expect(boss.received).toHaveLength(1);
    });
  });
});
