import type { StreamIdentifier } from '@eventstore/db-client/generated/shared_pb.js';
import * as E from 'fp-ts/lib/Either.js';
import { type Failure, invalidArgument } from '../errors.js';
import type { ExpectedRevision } from '../expected-revision.js';
import { isValidStreamName } from '../stream-names.js';

type WithExpectedRevision = {
  readonly hasNoStream: () => boolean;
  readonly hasAny: () => boolean;
  readonly hasStreamExists: () => boolean;
};

export const streamNameOf = (identifier: StreamIdentifier | undefined): E.Either<Failure, string> => {
  const name = Buffer.from(identifier?.getStreamName_asU8() ?? []).toString('utf8');
  return isValidStreamName(name) ? E.right(name) : E.left(invalidArgument(`Stream name '${name}' is not valid.`));
};

export const expectedRevisionOf = (options: WithExpectedRevision, revision: string): ExpectedRevision => {
  if (options.hasNoStream()) return 'no-stream';
  if (options.hasAny()) return 'any';
  if (options.hasStreamExists()) return 'stream-exists';
  return numberOf(revision);
};

/** Revisions and positions are unsigned 64-bit integers on the wire; no log reaches the ones a number does not hold. */
export const numberOf = (uint64: string): number => Math.min(Number(uint64), Number.MAX_SAFE_INTEGER);
