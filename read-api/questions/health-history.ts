import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import * as t from 'io-ts';
import { CalendarDate, dayOf } from '../../domain/primitives.js';
import type { Health } from '../../projections/health/queries.js';
import type { HealthHistory } from '../answers/health.js';
import type { ReadSide } from '../deps.js';
import { AsOf, KnownAt } from '../parameters/clocks.js';
import { endOf, type Span, spanOf } from '../parameters/span.js';
import { type Answer, queried } from './ask.js';
import { healthAsKnown } from './health-as-known.js';

export const AskHealthHistory = t.exact(
  t.partial({ from: CalendarDate, to: CalendarDate, asOf: AsOf, knownAt: KnownAt }),
);
type AskHealthHistory = t.TypeOf<typeof AskHealthHistory>;

type Scored = Pick<HealthHistory, 'points' | 'current' | 'freshness'>;

/** `asOf` ends the span asked for, and the days that can be current. */
const withSpan = ({ from, to, asOf }: AskHealthHistory, clock: ReadSide['clock']) => {
  const last = asOf === undefined ? undefined : dayOf(asOf);
  const until = last !== undefined && (to === undefined || to > last) ? last : to;
  return spanOf(
    { ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { to: until }) },
    dayOf(clock()),
  );
};

const asProjected =
  ({ health }: ReadSide, root: string) =>
  (span: Span, asOf: AskHealthHistory['asOf']): Answer<Scored> =>
    queried(async () => {
      const [history, current] = await Promise.all([
        health.history(root, span.from, endOf(span)),
        health.current(root, asOf === undefined ? undefined : dayOf(asOf)),
      ]);
      return { points: history.points, current: current.health ?? null, freshness: history.freshness };
    });

const asKnown =
  (readSide: ReadSide, root: string, knownAt: KnownAt) =>
  (span: Span, asOf: AskHealthHistory['asOf']): Answer<Scored> =>
    pipe(
      healthAsKnown(readSide)(root, knownAt),
      TE.map((days): Omit<Scored, 'freshness'> => {
        const untilAsOf: ReadonlyArray<Health> = days.filter(({ day }) => asOf === undefined || day <= dayOf(asOf));
        const points = untilAsOf.filter(({ day }) => day >= span.from && day <= span.to);
        return { points, current: untilAsOf.at(-1) ?? null };
      }),
      TE.flatMap((scored) => queried(async () => ({ ...scored, freshness: await readSide.freshnessOf('health') }))),
    );

/** The scored days of a root account, and the score that holds: now, as of a day, or as the log knew it then. */
export const healthHistory =
  (readSide: ReadSide) =>
  (root: string, asked: AskHealthHistory): Answer<HealthHistory> =>
    pipe(
      TE.fromEither(withSpan(asked, readSide.clock)),
      TE.flatMap((span) =>
        pipe(
          asked.knownAt === undefined
            ? asProjected(readSide, root)(span, asked.asOf)
            : asKnown(readSide, root, asked.knownAt)(span, asked.asOf),
          TE.map((scored) => ({ accountId: root, ...span, ...scored })),
        ),
      ),
    );
