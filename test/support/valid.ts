import * as E from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { decodeError } from '../../domain/errors.js';

/** Turns plain JSON into what the codec describes; a fixture that it refuses is a mistake in the spec. */
export const valid =
  <A>(codec: t.Type<A, unknown, unknown>) =>
  (json: unknown): A => {
    const decoded = codec.decode(json);
    if (E.isRight(decoded)) return decoded.right;
    throw new TypeError(JSON.stringify(decodeError(`fixture ${codec.name}`, decoded.left).violations));
  };
