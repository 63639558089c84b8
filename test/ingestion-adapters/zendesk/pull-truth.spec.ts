import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountIdOf } from '../../../application/identity.js';
import type { Receipt } from '../../../application/ports/receipts.js';
import { standingBreaches } from '../../../domain/support-case/sla.js';
import { type SupportCaseState, statusOf } from '../../../domain/support-case/state.js';
import { stubZendesk } from '../../support/vendors/zendesk.js';
import { type DeskChange, deskChanges, makeDesk } from '../../support/vendors/zendesk-desk.js';
import { delivered, ingestionUnderTest, zendesk } from '../ingesting.js';
import { askStub, type Cut, clockFrom, makePuller, TOKEN } from './pulling.js';

const FEEDS = ['tickets', 'satisfaction_ratings', 'ticket_metric_events'];
const SCORES: Readonly<Record<string, number>> = { good: 1, bad: 0 };

type Happening = DeskChange & { readonly gap: number; readonly heard: boolean };

const happening: fc.Arbitrary<Happening> = fc.record({
  ticket: fc.integer({ min: 1, max: 3 }),
  kind: fc.constantFrom(...deskChanges, 'breach', 'reply', 'excuse'),
  value: fc.nat({ max: 11 }),
  /** Milliseconds since the last change: several a second, though never more than fit a page. */
  gap: fc.constantFrom(350, 400, 1_000, 61_000, 3_600_000),
  heard: fc.boolean(),
});

const theDesk = (model: ReturnType<typeof makeDesk>) =>
  model.tickets().map((ticket) => ({
    id: ticket.id,
    open: ticket.status === 'open' && !ticket.deleted,
    priority: ticket.priority,
    account:
      ticket.organization === null
        ? null
        : accountIdOf({ source: 'zendesk', connection: 'demo', id: `${ticket.organization}` }),
    score: SCORES[model.scoreOf(ticket.id) ?? ''],
    repliedAt: ticket.repliedAt === undefined ? undefined : Math.floor(ticket.repliedAt / 1000),
    breaches: new Set(model.breachesOf(ticket.id).map(({ at, metric }) => `${Math.floor(at / 1000)} ${metric}`)),
  }));

const whatWeHold = (states: Readonly<Record<string, unknown>>, ids: ReadonlyArray<number>) =>
  ids.map((id) => {
    const held = states[`supportcase-zendesk:demo:${id}`] as SupportCaseState;
    return {
      id,
      open: statusOf(held) === 'open',
      priority: held.priority?.value,
      account: held.account?.value ?? null,
      score: held.satisfaction?.value.score,
      repliedAt: held.firstRepliedAt === undefined ? undefined : Date.parse(held.firstRepliedAt) / 1000,
      breaches: new Set(
        standingBreaches(held.slaBreaches).map(({ at, metric }) => `${Date.parse(at) / 1000} ${metric}`),
      ),
    };
  });

type Trouble = { readonly cuts: ReadonlyArray<Cut>; readonly failing: number };

/** Lets it all happen while the feeds are read, one change before each page; then reads on until nothing is new. */
const afterPulling = async (happenings: ReadonlyArray<Happening>, { cuts, failing }: Trouble) => {
  const clock = clockFrom('2026-02-01T10:00:00Z');
  const model = makeDesk();
  const pushed: Array<object> = [];
  const left = [...happenings];
  const happen = () => {
    const next = left.shift();
    if (next === undefined) return;
    clock.wait(next.gap / 1000);
    const said = model.change(next, clock.now().getTime());
    if (next.heard) pushed.push(...said);
  };
  const stub = stubZendesk({
    desk: model.desk,
    authorization: TOKEN,
    now: clock.now,
    pageSize: 4,
    fault: (request) => {
      happen();
      return failing > 0 && request % failing === 0 ? 503 : undefined;
    },
  });
  const ingestion = await ingestionUnderTest();
  const dying = [...cuts];
  const cut = () => dying.shift() ?? 'none';
  const puller = makePuller({ ingestion, ask: askStub(stub, clock.wait), now: clock.now, cut });
  while (left.length > 0) {
    clock.wait(61);
    await puller.pull(...FEEDS);
  }
  clock.wait(120);
  await puller.pull(...FEEDS);
  return { ingestion, model, pushed, kept: puller.kept };
};

const runs = fc.record({
  happenings: fc.array(happening, { minLength: 1, maxLength: 20 }),
  cuts: fc.array(fc.constantFrom<Cut>('none', 'before', 'after'), { maxLength: 6 }),
  failing: fc.constantFrom(0, 2, 3),
});

describe('pulling from Zendesk', () => {
  it('ends with the truth, whatever fails, dies or moves meanwhile', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(runs, async ({ happenings, ...told }) => {
        const { ingestion, model } = await afterPulling(happenings, told);
        const ids = model.tickets().map(({ id }) => id);
        expect(whatWeHold(await ingestion.states(), ids)).toEqual(theDesk(model));
      }),
      { seed: 20_260_201, numRuns: 100 },
    );
  });

  it('agrees with what was pushed, in any order of both, and however often', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(runs, fc.infiniteStream(fc.nat()), async ({ happenings, ...told }, picks) => {
        const { ingestion, model, pushed, kept } = await afterPulling(happenings, told);
        for (const body of pushed) await ingestion.ingest(delivered(zendesk, body));
        const states = await ingestion.states();
        const ids = model.tickets().map(({ id }) => id);
        expect(whatWeHold(states, ids)).toEqual(theDesk(model));

        const other = await ingestionUnderTest();
        const push = (body: object) => () => other.keep(delivered(zendesk, body));
        const pull = (page: Receipt) => async () => void (await other.receipts.keep(page));
        const all = [...pushed.map(push), ...kept.map(pull)];
        const ranked = [...all, ...all].map((arrive) => ({ arrive, rank: picks.next().value }));
        for (const { arrive } of ranked.toSorted((a, b) => a.rank - b.rank)) {
          await arrive();
          await other.ingest();
        }
        expect(await other.states()).toEqual(states);
      }),
      { seed: 20_260_202, numRuns: 100 },
    );
  });
});
