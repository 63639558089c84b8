import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import * as E from 'fp-ts/lib/Either.js';
import { parseJson } from '../../application/parse-json.js';
import { carrying } from '../error-carrier.js';

const placeIn = (body: string): string => {
  const parsed = parseJson(Buffer.from(body));
  return E.isLeft(parsed) ? parsed.left.place : 'a key that is not allowed';
};

/** Reads JSON bodies as fastify does, and says where a body stops being JSON. */
export const malformedJson = fp(
  async (app: FastifyInstance) => {
    const parse = app.getDefaultJsonParser('error', 'error');
    app.removeContentTypeParser('application/json');
    app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
      parse(request, body, (error, value) => {
        if (error === null) done(null, value);
        else done(carrying({ _tag: 'MalformedJson', place: placeIn(body) }));
      });
    });
  },
  { name: 'malformed-json' },
);
