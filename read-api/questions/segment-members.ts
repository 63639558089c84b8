import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import * as t from 'io-ts';
import type { DecodeError } from '../../domain/errors.js';
import { AccountId } from '../../domain/ids.js';
import { CalendarDate, dayOf } from '../../domain/primitives.js';
import type { Rule } from '../../domain/segment/rule.js';
import { type SegmentVersion, versionOn } from '../../domain/segment/state.js';
import type { SegmentMembers, TriedRule } from '../answers/segments.js';
import { type ApiError, invalidField } from '../api-error.js';
import type { ReadSide } from '../deps.js';
import { KnownOn } from '../parameters/clocks.js';
import { Cursor, DEFAULT_PAGE_SIZE, PageSize } from '../parameters/common.js';
import { Version } from '../parameters/segments.js';
import { type Answer, queried } from './ask.js';
import { evaluateRule, shownOn } from './evaluate-rule.js';

export const AskMembers = t.exact(
  t.partial({ asOf: CalendarDate, knownAt: KnownOn, version: Version, limit: PageSize, cursor: Cursor }),
);
type AskMembers = t.TypeOf<typeof AskMembers>;

type Holding = { readonly version: number; readonly rule: Rule };

const cursorOf = (accountId: string): string => Buffer.from(accountId).toString('base64url');

const placeIn = (cursor: string | undefined): E.Either<DecodeError, string> => {
  if (cursor === undefined) return E.right('');
  const place = Buffer.from(cursor, 'base64url').toString();
  return AccountId.is(place) ? E.right(place) : E.left(invalidField('cursor', 'is not a cursor of this list'));
};

/** The version that was asked for, or else the one that held on the day. */
const holdingOn = (
  name: string,
  versions: ReadonlyArray<SegmentVersion>,
  { version, asOf }: { readonly version: number | undefined; readonly asOf: CalendarDate },
): E.Either<ApiError, Holding> => {
  const found = version === undefined ? versionOn(versions, asOf) : versions.find((one) => one.version === version);
  const definition = found?.definition ?? null;
  if (found !== undefined && definition !== null) return E.right({ version: found.version, rule: definition.rule });
  if (version !== undefined) return E.left(invalidField('version', 'is no version of it that has a rule'));
  const since = found === undefined ? (versions[0]?.since ?? null) : null;
  return E.left({ _tag: 'SegmentNotDefinedThen', name, asOf, since });
};

/** Who was in a segment at the end of a day: by the rule that held then, of the accounts as they were then. */
export const segmentMembers =
  (readSide: Pick<ReadSide, 'segments' | 'clock'>) =>
  (
    name: string,
    { knownAt, asOf = knownAt ?? dayOf(readSide.clock()), version, limit = DEFAULT_PAGE_SIZE, cursor }: AskMembers,
  ): Answer<SegmentMembers> =>
    pipe(
      TE.Do,
      TE.bind('after', () => TE.fromEither(placeIn(cursor))),
      TE.bindW('found', () => queried(() => readSide.segments.find(name, knownAt))),
      TE.bindW('holding', ({ found: { segment } }) =>
        TE.fromEither<ApiError, Holding>(
          segment === undefined
            ? E.left({ _tag: 'SegmentNotFound', name })
            : holdingOn(name, segment.versions, { version, asOf }),
        ),
      ),
      TE.flatMap(({ after, holding }) =>
        queried(async () => {
          const { matching, freshness, ...tally } = await evaluateRule(readSide, holding.rule, { day: asOf, knownAt });
          const rest = matching.filter(({ accountId }) => accountId > after);
          const page = rest.slice(0, limit);
          const last = rest.length > limit ? page.at(-1) : undefined;
          return {
            ...{ name, version: holding.version, asOf, knownAt: knownAt ?? null, matching: matching.length, ...tally },
            items: await shownOn(readSide, page, { day: asOf, knownAt }),
            nextCursor: last === undefined ? null : cursorOf(last.accountId),
            freshness,
          };
        }),
      ),
    );

const SAMPLE = 10;

/** What a rule would match, before it is saved. */
export const tryRule =
  (readSide: Pick<ReadSide, 'segments' | 'clock'>) =>
  (rule: Rule, knownAt?: CalendarDate, asOf = knownAt ?? dayOf(readSide.clock())): Answer<TriedRule> =>
    queried(async () => {
      const { matching, freshness, ...tally } = await evaluateRule(readSide, rule, { day: asOf, knownAt });
      const sample = await shownOn(readSide, matching.slice(0, SAMPLE), { day: asOf, knownAt });
      return { asOf, knownAt: knownAt ?? null, matching: matching.length, ...tally, sample, freshness };
    });
