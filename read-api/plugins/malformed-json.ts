import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import { carrying } from '../error-carrier.js';

/** V8 names the place as an offset; a person looks for a line. */
const placeIn = (text: string): string => {
  try {
    JSON.parse(text);
    return 'on a forbidden key';
  } catch (error) {
    const offset = error instanceof SyntaxError ? /position (\d+)/.exec(error.message)?.[1] : undefined;
    if (offset === undefined) return 'at the end';
    const before = text.slice(0, Number(offset)).split('\n');
    return `at line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
  }
};

/** Reads JSON bodies as fastify does, and says where a body stops being JSON. */
export const malformedJson = fp(
  async (app: FastifyInstance) => {
    const parse = app.getDefaultJsonParser('error', 'error');
    app.removeContentTypeParser('application/json');
    app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
      parse(request, body, (error, value) => {
        if (error === null || body === '') done(error, value);
        else done(carrying({ _tag: 'MalformedJson', place: placeIn(body) }));
      });
    });
  },
  { name: 'malformed-json' },
);
