import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Connection } from '../../../application/ports/connections.js';
import { conversationRow, notification, type Talk } from '../../../simulator/vendors/intercom.js';
import { companyRow, contactRow } from '../../support/vendors/intercom-records.js';
import { type Delivered, delivered } from '../ingesting.js';
import { intercom, intercomIngestion } from './after-ingesting.js';

const start = 1_772_000_000;
const desk: Connection = {
  source: 'custom-support',
  name: 'desk',
  secrets: [],
  settings: { accountIdsAre: 'hubspot/demo' },
};

const small = fc.integer({ min: 1, max: 3 });
const time = fc.integer({ min: 0, max: 6 }).map((minute) => start + minute * 60);
const history = fc.array(
  fc.record({
    at: time,
    did: fc.constantFrom<Talk['history'][number]['did']>('closed', 'opened', 'replied', 'tagged'),
  }),
  { maxLength: 4 },
);

const conversation = fc
  .record({
    id: small.map(String),
    contact: small.map((n) => `c${n}`),
    history: history.map((parts) => parts.toSorted((a, b) => a.at - b.at)),
    priority: fc.boolean(),
    sla: fc.constantFrom('active' as const, 'hit' as const, 'missed' as const),
    stars: fc.option(fc.integer({ min: 1, max: 5 })),
    remark: fc.constantFrom('', 'slow', 'quick'),
    ratedAt: time,
    statistics: fc.boolean(),
  })
  .map(({ stars, remark, ratedAt, statistics, ...talk }) => {
    const rating = stars === null ? {} : { rating: { stars, remark, at: ratedAt } };
    const row = conversationRow({ ...talk, createdAt: start, ...rating });
    return statistics ? row : { ...row, statistics: null };
  });
const contact = fc
  .tuple(small, time, fc.option(small), small)
  .map(([id, at, company, email]) =>
    contactRow(`c${id}`, at, company === null ? undefined : `co${company}`, `${email}@example.com`),
  );
const company = fc.tuple(small, time, small).map(([id, at, name]) => companyRow(`co${id}`, at, `Company ${name}`));
const ticket = fc
  .tuple(small, time, fc.constantFrom('submitted', 'in_progress', 'resolved'), small)
  .map(([id, at, ticket_state, contactId]) => ({
    type: 'ticket',
    id: String(id),
    created_at: start,
    updated_at: at,
    ticket_state,
    contacts: { contacts: [{ id: `c${contactId}` }] },
  }));

const pushed = fc.oneof(
  fc
    .tuple(fc.constantFrom('user.created', 'admin.closed', 'rating.added', 'read'), conversation)
    .map(([topic, row]) => notification(`conversation.${topic}`, start + 999, row)),
  contact.map((row) => notification('contact.user.updated', start, row)),
  fc.tuple(small, time).map(([id, at]) => notification('contact.deleted', at, { type: 'contact', id: `c${id}` })),
  fc
    .tuple(small, time)
    .map(([id, at]) => notification('conversation.deleted', at, { type: 'conversation', conversation_id: `${id}` })),
  company.map((row) => notification('company.updated', start, row)),
  ticket.map((row) => notification('ticket.state.updated', start, row)),
);
const pulled = fc.oneof(
  fc.array(conversation, { maxLength: 3 }).map((conversations) => ({ type: 'conversation.list', conversations })),
  conversation,
  fc.array(contact, { minLength: 1, maxLength: 3 }).map((data) => ({ type: 'list', data })),
  fc.array(company, { minLength: 1, maxLength: 3 }).map((data) => ({ type: 'list', data, scroll_param: 's' })),
  fc.array(ticket, { maxLength: 3 }).map((tickets) => ({ type: 'ticket.list', tickets })),
);
const supported = fc
  .tuple(time, small, small, fc.constantFrom('opened', 'solved', 'reopened', 'replied', 'rated', 'prioritised'))
  .map(([at, id, account, what]) => ({
    type: `case.${what}`,
    timestamp: new Date(at * 1000).toISOString(),
    data: { case: id, account, rating: account, comment: `comment ${id}`, priority: 'high' },
  }));
const surveyed = fc.tuple(time, small, small).map(([at, id, account]) => ({
  type: 'survey.answered',
  timestamp: new Date(at * 1000).toISOString(),
  data: { person: id, account, comment: `comment ${account}`, answers: [{ survey: 'nps', value: account * 3 }] },
}));

const delivery: fc.Arbitrary<Delivered> = fc.oneof(
  pushed.map((body) => delivered(intercom, body)),
  pulled.map((body) => delivered(intercom, body)),
  fc.oneof(supported, surveyed).map((body) => delivered(desk, body)),
);

const shuffledWithRepeats = fc.array(delivery, { minLength: 1, maxLength: 10 }).chain((sent) =>
  fc.tuple(
    fc.constant(sent),
    fc
      .tuple(
        fc.shuffledSubarray(sent, { minLength: sent.length }),
        fc.array(fc.constantFrom(...sent), { maxLength: 4 }),
      )
      .map(([all, again]) => [...all, ...again]),
  ),
);

const underTest = async () => {
  const ingestion = await intercomIngestion();
  await ingestion.save(desk);
  return ingestion;
};

describe('what Intercom and custom support deliver, pushed and pulled', () => {
  it('leads to the same, in whatever order and however often it comes', async () => {
    await fc.assert(
      fc.asyncProperty(shuffledWithRepeats, async ([sent, arrived]) => {
        const [one, other] = [await underTest(), await underTest()];
        await one.ingest(...sent);
        for (const each of arrived) await other.ingest(each);
        expect(await other.states()).toEqual(await one.states());
        expect(await one.receipts.quarantine(1)).toEqual([]);
      }),
      { seed: 20_260_304, numRuns: 150 },
    );
  }, 30_000);

  it('is taken without a failure, whatever a body or a field of one holds', async () => {
    const odd = fc.oneof(fc.jsonValue(), fc.constantFrom(null, -1, 1e308, 2 ** 60, '', '\u0000', [], {}));
    const broken = fc
      .tuple(fc.oneof(pushed, pulled, supported, surveyed), odd, fc.nat(30))
      .map(([body, value, place]): unknown => {
        let seen = 0;
        return JSON.parse(JSON.stringify(body), (_key, held) => (seen++ === place ? value : held));
      });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(broken, odd), { minLength: 1, maxLength: 5 }), async (bodies) => {
        const ingestion = await underTest();
        await ingestion.ingest(
          ...bodies.flatMap((body) => [
            delivered(intercom, JSON.stringify(body)),
            delivered(desk, JSON.stringify(body)),
          ]),
        );
        expect(await ingestion.receipts.waiting()).toBe(0);
        const reasons = (await ingestion.receipts.quarantine(100)).map(({ reason }) => reason);
        expect(reasons.filter((reason) => /refused|Cannot|is not/.test(reason))).toEqual([]);
      }),
      { seed: 20_260_305, numRuns: 300 },
    );
  }, 30_000);
});
