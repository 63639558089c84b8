import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { parseJson } from '../../application/parse-json.js';
import type { Connection } from '../../application/ports/connections.js';
import { open, seal } from '../crypto/aes-gcm.js';

const Secrets = t.readonlyArray(t.string);
const Named = t.record(t.string, t.string);
/** Where there are only secrets, they stand alone. */
const Sealed = t.union([
  Secrets,
  t.intersection([t.strict({ secrets: Secrets }), t.exact(t.partial({ credentials: Named, secretEnds: Named }))]),
]);
type Sealed = t.TypeOf<typeof Sealed>;

const sealedOf = ({ secrets, credentials, secretEnds }: Connection): Sealed =>
  credentials === undefined && secretEnds === undefined
    ? secrets
    : {
        secrets,
        ...(credentials === undefined ? {} : { credentials }),
        ...(secretEnds === undefined ? {} : { secretEnds }),
      };

const contextOf = (source: string, name: string): string => JSON.stringify(['connection', source, name]);

export const sealConnection = (key: Buffer, connection: Connection): Buffer =>
  seal(key, Buffer.from(JSON.stringify(sealedOf(connection))), contextOf(connection.source, connection.name));

/** The left says why it cannot be opened. */
export const openConnection = (
  key: Buffer,
  bytes: Buffer,
  { source, name }: Pick<Connection, 'source' | 'name'>,
): E.Either<string, Pick<Connection, 'secrets' | 'credentials' | 'secretEnds'>> => {
  const opened = open(key, bytes, contextOf(source, name));
  if (opened === undefined) return E.left('its secrets were sealed with another key, or are damaged');
  const sealed = E.chainW(Sealed.decode)(parseJson(opened));
  if (E.isLeft(sealed)) return E.left('its secrets are none this version can read');
  return E.right('secrets' in sealed.right ? sealed.right : { secrets: sealed.right });
};
