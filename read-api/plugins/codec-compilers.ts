import type { FastifyInstance, FastifyTypeProvider } from 'fastify';
import fp from 'fastify-plugin';
import * as E from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { decodeError, type Violation } from '../../domain/errors.js';
import { carrying } from '../error-carrier.js';
import { propertySchemasOf } from './io-ts-schemas.js';

/** Tells fastify's types what a codec as a route schema reads and writes. */
export interface CodecTypes extends FastifyTypeProvider {
  validator: this['schema'] extends t.Mixed ? t.TypeOf<this['schema']> : unknown;
  serializer: unknown;
}

const unknownFields = (known: ReadonlySet<string>, data: unknown): ReadonlyArray<Violation> =>
  Object.keys(data ?? {})
    .filter((key) => !known.has(key))
    .map((key) => ({ pointer: `/${key}`, message: `is not known here; known are ${[...known].join(', ') || 'none'}` }));

const decodeAll = (codec: t.Mixed, source: string, known: ReadonlySet<string>) => (data: unknown) => {
  const decoded = codec.decode(data);
  const wrong = E.isLeft(decoded) ? decodeError(source, decoded.left).violations : [];
  const violations = [...unknownFields(known, data), ...wrong];
  if (violations.length === 0 && E.isRight(decoded)) return { value: decoded.right };
  return { error: carrying({ _tag: 'DecodeError', source, violations }) };
};

const sources: Readonly<Record<string, string>> = { querystring: 'query', params: 'path', body: 'body' };

/** Route schemas are io-ts codecs: requests are decoded by them, answers encoded. A parameter nobody knows is a mistake worth telling; no body says nothing. */
export const codecCompilers = fp(
  async (app: FastifyInstance) => {
    app.setValidatorCompiler<t.Mixed>(({ schema, httpPart = '' }) => {
      const known = new Set(Object.keys(propertySchemasOf(schema)['properties'] ?? {}));
      const decode = decodeAll(schema, sources[httpPart] ?? 'request', known);
      return httpPart === 'body' ? (data: unknown) => decode(data ?? {}) : decode;
    });
    app.setSerializerCompiler<t.Mixed>(
      ({ schema }) =>
        (data) =>
          JSON.stringify(schema.encode(data)),
    );
  },
  { name: 'codec-compilers' },
);
