import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { chunksOf } from '../../application/chunks-of.js';
import type {
  EventStore,
  LogUnavailable,
  RecordedEvent,
  UnreadableStream,
} from '../../application/ports/event-store.js';
import { comparePositions } from '../../application/position.js';

const AT_ONCE = 16;

/** The events of several streams in the order of the log, a few streams read at a time. */
export const readStreams =
  ({ readStream }: Pick<EventStore, 'readStream'>) =>
  (names: ReadonlyArray<string>): TE.TaskEither<LogUnavailable | UnreadableStream, ReadonlyArray<RecordedEvent>> =>
    pipe(
      chunksOf(names, AT_ONCE),
      TE.traverseSeqArray(TE.traverseArray(readStream)),
      TE.map((chunks) => chunks.flat(2).sort((a, b) => comparePositions(a.position, b.position))),
    );
