import { describe, expect, it } from 'vitest';
import { accountIdOf } from '../../../application/identity.js';
import type { Connection } from '../../../application/ports/connections.js';
import type { StakeholderState } from '../../../domain/stakeholder/state.js';
import { type SupportCaseState, statusOf } from '../../../domain/support-case/state.js';
import { makeTranslateCustomSupport } from '../../../ingestion-adapters/custom-support/translate.js';
import { receiptOf } from '../../../ingestion-adapters/receipt-of.js';
import { delivered, ingestionUnderTest } from '../ingesting.js';

const desk: Connection = {
  source: 'custom-support',
  name: 'desk',
  secrets: ['whsec_ZGVzaw=='],
  settings: { accountIdsAre: 'hubspot/demo' },
};
const acme = accountIdOf({ source: 'hubspot', connection: 'demo', id: '42' });

const at = (hour: number) => `2026-03-01T${String(hour).padStart(2, '0')}:00:00.000Z`;
const about = (what: string, hour: number, data: object = {}) => ({
  type: `case.${what}`,
  timestamp: at(hour),
  data: { case: '812', ...data },
});

const afterIngesting = async (...bodies: ReadonlyArray<unknown>) => {
  const ingestion = await ingestionUnderTest();
  await ingestion.save(desk);
  for (const body of bodies) await ingestion.ingest(delivered(desk, body));
  const states = await ingestion.states();
  return {
    ...ingestion,
    all: states,
    supportCase: states['supportcase-custom-support:desk:812'] as SupportCaseState | undefined,
    person: (id: string) => states[`stakeholder-custom-support:desk:${id}`] as StakeholderState | undefined,
    types: (await ingestion.events()).map(({ type }) => type),
  };
};

const life = [
  about('opened', 9, { account: 42, channel: 'conversation' }),
  about('prioritised', 10, { priority: 'urgent' }),
  about('replied', 11),
  about('solved', 12),
  about('reopened', 14, { account: '42' }),
  about('rated', 15, { rating: 4, comment: 'Quick, Ada', person: 'u-9' }),
];

describe('a case of a support desk of its own kind', () => {
  it('goes through its life, for the account that the connection says the id is of', async () => {
    const { supportCase } = await afterIngesting(...life);
    expect(supportCase && statusOf(supportCase)).toBe('open');
    expect(supportCase).toMatchObject({
      account: { value: acme },
      channel: { value: 'conversation' },
      priority: { value: 'urgent' },
      firstRepliedAt: at(11),
      satisfaction: { at: at(15), value: { score: 0.75, raw: '4', comment: { _tag: 'Present', value: 'Quick, Ada' } } },
    });
  });

  it('is the same in any order, one by one or all at once, however often', async () => {
    const { all } = await afterIngesting(...life);
    expect((await afterIngesting([...life, ...life])).all).toEqual(all);
    expect((await afterIngesting(...life.toReversed(), life[1], life)).all).toEqual(all);
  });

  it('is rated in words, and on a scale of its own, worst to best', async () => {
    for (const [data, score] of [
      [{ rating: 'Great' }, 1],
      [{ rating: 'Okay' }, 0.5],
      [{ rating: 'Bad' }, 0],
      [{ rating: '3' }, 0.5],
      [{ rating: 8, scale: { from: 0, to: 10 } }, 0.8],
      [{ rating: 1, scale: { from: 5, to: 1 } }, 1],
    ] as const) {
      const { supportCase } = await afterIngesting(about('rated', 15, data));
      expect(supportCase?.satisfaction?.value).toMatchObject({ score, raw: String(data.rating), comment: null });
    }
  });

  it('may lose its account again', async () => {
    const { supportCase } = await afterIngesting(...life, about('linked', 16, { account: null }));
    expect(supportCase?.account?.value).toBeNull();
  });
});

describe('a survey', () => {
  const answered = (answers: ReadonlyArray<object>, data: object = {}) => ({
    type: 'survey.answered',
    timestamp: at(9),
    data: { response: 'r-1', person: 'u-9', account: '42', answers, ...data },
  });

  it('has NPS, CES and CSAT in one body, each on one scale and as it was said', async () => {
    const answers = [
      { survey: 'nps', value: 9 },
      { survey: 'ces', value: 4 },
      { survey: 'csat', value: 5 },
    ];
    const { person, types } = await afterIngesting(answered(answers, { comment: 'Fine, Ada' }), answered(answers));
    expect(person('u-9')).toMatchObject({
      account: { value: acme },
      surveys: {
        nps: { at: at(9), value: { score: 0.9, raw: '9', comment: { value: 'Fine, Ada' } } },
        ces: { value: { score: 0.5, raw: '4' } },
        csat: { value: { score: 1, raw: '5' } },
      },
    });
    expect(types).not.toContain('CaseOpened');
  });

  it('knows a net promoter score of -100 to 100 by its value or by its scale', async () => {
    for (const [answer, score] of [
      [{ survey: 'nps', value: -100 }, 0],
      [{ survey: 'nps', value: 100 }, 1],
      [{ survey: 'nps', value: 0 }, 0],
      [{ survey: 'nps', value: 0, scale: { from: -100, to: 100 } }, 0.5],
      [{ survey: 'nps', value: 10 }, 1],
    ] as const) {
      const { person } = await afterIngesting(answered([answer]));
      expect(person('u-9')?.surveys.nps?.value).toMatchObject({ score, raw: String(answer.value) });
    }
  });

  it('is read as survey tools send it, and where nobody says who answered', async () => {
    const response = {
      id: 'r-2',
      created: '2026-03-01T10:00:00+01:00',
      feedback: 'More exports',
      answers: [
        { metric: 'NPS', value: 7, score: 0 },
        { metric: 'ces', value: 7 },
        { type: 'csat', rating: 'great' },
        { type: 'long-text', value: 'More exports' },
      ],
    };
    const { person, all } = await afterIngesting({ response: { ...response, user: { id: 'x', userId: 'u-9' } } });
    expect(person('u-9')?.surveys).toMatchObject({
      nps: { at: at(9), value: { score: 0.7, raw: '7' } },
      ces: { value: { score: 1 } },
      csat: { value: { score: 1, raw: 'great' } },
    });
    expect(Object.keys(all)).toHaveLength(1);
    const nameless = await afterIngesting(response);
    expect(Object.values(nameless.all)).toMatchObject([{ surveys: { nps: { value: { score: 0.7 } } } }]);
    const net = await afterIngesting({ ...response, answers: [{ metric: 'nps', score: 0 }] });
    expect(Object.values(net.all)).toMatchObject([{ surveys: { nps: { value: { score: 0.5, raw: '0' } } } }]);
  });
});

describe('a body of custom support', () => {
  it('of another shape is kept and counted, by the event that its header names', async () => {
    const { receipts, types } = await afterIngesting(about('escalated', 9), { ticket: { id: 1, tags: 'a,b' } }, [
      about('opened', 9, { brand_new: 1 }),
      7,
    ]);
    expect(types).toContain('CaseOpened');
    expect(await receipts.notUnderstood()).toEqual({
      'custom-support/desk body of another shape': 2,
      'custom-support/desk type case.escalated': 1,
    });
    expect(await receipts.quarantine(5)).toEqual([]);
    const translate = makeTranslateCustomSupport({ subjectOf: async () => 's1' as never });
    const headers = { 'x-helpscout-event': 'satisfaction.ratings' };
    const receipt = receiptOf(desk, 'webhook', Buffer.from('{"id":1}'), new Date(at(9)), headers);
    expect((await translate(receipt, desk)).notUnderstood).toEqual({ 'event satisfaction.ratings': 1 });
  });

  it('with poison in it has that quarantined where it stands', async () => {
    const { receipts, types } = await afterIngesting([
      about('opened', 9),
      { ...about('opened', 9), timestamp: 'noon' },
      { ...about('solved', 9), data: { case: null } },
      about('rated', 9, { rating: 11 }),
      about('prioritised', 9, { priority: 'mild' }),
      about('rated', 9),
      { type: 'survey.answered', timestamp: at(9), data: { answers: [{ survey: 'nps', value: 300 }], person: 'u' } },
      { type: 'survey.answered', timestamp: at(9), data: { answers: [] } },
    ]);
    expect(types).toEqual(['CaseOpened']);
    expect((await receipts.quarantine(9)).map(({ place }) => place).toSorted()).toEqual([
      '/1/timestamp',
      '/2/data/case',
      '/3/data/rating',
      '/4/data/priority',
      '/5/data/rating',
      '/6/data/answers/0/value',
      '/7/data/person',
    ]);
  });
});
