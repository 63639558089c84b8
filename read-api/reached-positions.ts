import * as E from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { ChangeFeed } from '../application/ports/change-feed.js';
import { comparePositions, type Position, positionFromText, positionToText } from '../application/position.js';
import type { PositionBeyondLog, PositionNotReached, TooManyWaiting } from './api-error.js';
import { type ReadModelName, type ReadSide, readModelNames } from './deps.js';
import type { Limits } from './limits.js';
import { makeWaitingRoom } from './waiting-room.js';

/** Resolves once the read models hold everything up to a position. */
export type AwaitPosition = (
  readModels: ReadonlyArray<ReadModelName>,
  position: Position,
) => TaskEither<PositionBeyondLog | PositionNotReached | TooManyWaiting, void>;

export type ReachedPositions = { readonly awaitPosition: AwaitPosition; readonly close: () => void };

type Deps = Pick<ReadSide, 'freshnessOf'> & {
  readonly eventStore: Pick<ReadSide['eventStore'], 'readHead'>;
  readonly changeFeed: Pick<ChangeFeed, 'subscribe'>;
};
type Asked = { readonly readModels: ReadonlyArray<ReadModelName>; readonly position: Position };
type Found = 'reached' | PositionBeyondLog;

const isAtLeast = (reached: Position | undefined, wanted: Position): boolean =>
  reached !== undefined && comparePositions(reached, wanted) >= 0;

/** Read your own writes: lets questions wait, for a while, until what they are answered from stands where they ask. */
export const reachedPositions = (
  { freshnessOf, eventStore, changeFeed }: Deps,
  { minPositionWaitMs, waiters }: Pick<Limits, 'minPositionWaitMs' | 'waiters'>,
): ReachedPositions => {
  let head: Position | undefined;

  const positionOf = async (readModel: ReadModelName) =>
    positionFromText((await freshnessOf(readModel)).position ?? '');
  const positionsOf = async (readModels: ReadonlyArray<ReadModelName>) =>
    new Map(await Promise.all(readModels.map(async (name) => [name, await positionOf(name)] as const)));

  /** No prepare position is compared: only what lies beyond the last commit can never come. */
  const isBeyond = ({ commit }: Position): boolean => head === undefined || commit > head.commit;

  const look = async (asked: ReadonlyArray<Asked>): Promise<ReadonlyArray<Found | undefined>> => {
    const reached = await positionsOf([...new Set(asked.flatMap(({ readModels }) => readModels))]);
    const hasCome = ({ readModels, position }: Asked): boolean =>
      readModels.every((name) => isAtLeast(reached.get(name), position));
    const missing = asked.filter((one) => !hasCome(one));
    if (!missing.some(({ position }) => isBeyond(position)))
      return asked.map((one) => (hasCome(one) ? 'reached' : undefined));
    const read = await eventStore.readHead()();
    if (E.isRight(read)) head = read.right;
    return asked.map((one) => {
      if (hasCome(one)) return 'reached';
      if (E.isLeft(read) || !isBeyond(one.position)) return undefined;
      return {
        _tag: 'PositionBeyondLog',
        position: positionToText(one.position),
        head: head === undefined ? null : positionToText(head),
      };
    });
  };

  const room = makeWaitingRoom({ look, longestMs: minPositionWaitMs, seats: waiters });
  const unsubscribes = readModelNames.map((readModel) => changeFeed.subscribe(readModel, room.wake));

  const whoIsLate = async ({ readModels, position }: Asked): Promise<E.Either<PositionNotReached, void>> => {
    for (const readModel of readModels) {
      const reached = await positionOf(readModel);
      if (isAtLeast(reached, position)) continue;
      return E.left({
        _tag: 'PositionNotReached',
        readModel,
        position: positionToText(position),
        reached: reached === undefined ? null : positionToText(reached),
      });
    }
    return E.right(undefined);
  };

  return {
    awaitPosition: (readModels, position) => async () => {
      const found = await room.wait({ readModels, position });
      if (found === 'reached') return E.right(undefined);
      if (found === 'full') return E.left({ _tag: 'TooManyWaiting', most: waiters });
      return found === 'late' ? whoIsLate({ readModels, position }) : E.left(found);
    },
    close: () => {
      for (const unsubscribe of unsubscribes) unsubscribe();
      room.close();
    },
  };
};
