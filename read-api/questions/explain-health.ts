import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import * as t from 'io-ts';
import type { RecordedEvent } from '../../application/ports/event-store.js';
import { healthChange, type MeasureChange } from '../../domain/health/change.js';
import { defaultPolicy } from '../../domain/health/default-policy.js';
import { type Moved, movedBy, usageReadFrom } from '../../domain/health/facts-read.js';
import type { InputName } from '../../domain/health/policy.js';
import { CalendarDate, dayOf } from '../../domain/primitives.js';
import { hasUsageFrom } from '../../domain/usage/stream.js';
import type { Health } from '../../projections/health/queries.js';
import type { Freshness } from '../answers/freshness.js';
import type { HealthExplanation } from '../answers/health-explanation.js';
import type { ReadSide } from '../deps.js';
import { KnownAt, wasKnown } from '../parameters/clocks.js';
import { PageSize } from '../parameters/common.js';
import { type Span, spanOf } from '../parameters/span.js';
import { type Answer, groupOf, queried } from './ask.js';
import { factOf } from './fact-of.js';
import { healthAsKnown } from './health-as-known.js';
import { readStreams } from './read-streams.js';

export const AskExplanation = t.exact(
  t.partial({ from: CalendarDate, to: CalendarDate, knownAt: KnownAt, limit: PageSize }),
);
type AskExplanation = t.TypeOf<typeof AskExplanation>;

const FACTS_A_MEASURE = 10;

const inputs: ReadonlyMap<string, InputName> = new Map(
  defaultPolicy.groups.flatMap(({ measures }) => measures.map(({ name, input }) => [name, input] as const)),
);

const dayIn = (health: Health | undefined) => {
  if (health === undefined) return null;
  const { day, score, band, caps, policyVersion } = health;
  return { day, score, band, caps, policyVersion };
};

const movingFactOf = (recorded: RecordedEvent, moved: Moved) => ({
  ...factOf(recorded),
  because: moved.because,
  days: moved.because === 'aged' ? moved.days : null,
});

/** Of a measure that says the same on both days nothing can have moved, whatever happened. */
const explained = (measure: MeasureChange, events: ReadonlyArray<RecordedEvent>, span: Span, limit: number) => {
  const input = inputs.get(measure.name);
  const isSame = measure.from?.input === measure.to?.input;
  const facts = events.flatMap((recorded) => {
    const moved = input === undefined || isSame ? undefined : movedBy(input, recorded.event, span);
    return moved === undefined ? [] : [movingFactOf(recorded, moved)];
  });
  return { ...measure, facts: facts.slice(-limit).reverse(), factCount: facts.length };
};

/** A score says how things were at the end of the day it is of, which may be before the day asked for. */
const betweenScores = ({ from, to }: Span, before: Health | undefined, after: Health | undefined): Span => ({
  from: (before?.day ?? from) as CalendarDate,
  to: (after?.day ?? to) as CalendarDate,
});

type Scored = {
  readonly before: Health | undefined;
  readonly after: Health | undefined;
  readonly freshness: Freshness;
};

const asProjected = ({ health }: ReadSide, root: string, { from, to }: Span): Answer<Scored> =>
  queried(async () => {
    const [before, after] = await Promise.all([health.current(root, from), health.current(root, to)]);
    return { before: before.health, after: after.health, freshness: after.freshness };
  });

const asKnown = (readSide: ReadSide, root: string, { from, to }: Span, knownAt: KnownAt): Answer<Scored> =>
  pipe(
    TE.Do,
    TE.apS('days', healthAsKnown(readSide)(root, knownAt)),
    TE.bindW('freshness', () => queried(() => readSide.freshnessOf('health'))),
    TE.map(({ days, freshness }) => ({
      before: days.findLast(({ day }) => day <= from),
      after: days.findLast(({ day }) => day <= to),
      freshness,
    })),
  );

/** What moved the score of an account from the end of one day to the end of another: measures, caps, and the facts behind each; now, or as the log knew it. */
export const explainHealth =
  (readSide: ReadSide) =>
  (accountId: string, { limit = FACTS_A_MEASURE, ...asked }: AskExplanation): Answer<HealthExplanation> =>
    pipe(
      TE.Do,
      TE.bind('span', () => TE.fromEither(spanOf(asked, dayOf(readSide.clock())))),
      TE.bindW('group', () => groupOf(readSide.accounts, accountId)),
      TE.bindW('scored', ({ group: { root }, span }) =>
        asked.knownAt === undefined ? asProjected(readSide, root, span) : asKnown(readSide, root, span, asked.knownAt),
      ),
      TE.bindW('streams', ({ group }) => queried(() => readSide.accounts.streamsOf(group.members))),
      TE.bindW('events', ({ streams, span }) =>
        readStreams(readSide.eventStore)(streams.filter(hasUsageFrom(usageReadFrom(span.from)))),
      ),
      TE.map(({ span, group, scored: { before, after, freshness }, events }) => {
        const { measures, ...moved } = healthChange(before, after);
        const between = betweenScores(span, before, after);
        const known = events.filter(wasKnown(asked.knownAt));
        return {
          accountId: group.root,
          from: dayIn(before),
          to: dayIn(after),
          ...moved,
          measures: measures.map((measure) => explained(measure, known, between, limit)),
          freshness,
        };
      }),
    );
