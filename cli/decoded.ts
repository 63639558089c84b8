import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { Decoder } from 'io-ts';
import { type DecodeError, decodeError } from '../domain/errors.js';
import { answered } from './answered.js';

/** What was given, as the codec reads it; rejects, in words, with what is wrong with it. */
export const decoded = <A>(codec: Decoder<unknown, A>, given: unknown, source: DecodeError['source']): Promise<A> =>
  pipe(
    codec.decode(given),
    E.mapLeft((errors) => decodeError(source, errors)),
    TE.fromEither,
    answered,
  );
