import type { LightMyRequestResponse } from 'fastify';
import { expect } from 'vitest';
import { makeInMemoryChangeFeed } from '../../infrastructure/in-memory/change-feed.js';
import { buildReadApi, type ReadApiOptions } from '../../read-api/app.js';
import type { Role } from '../../read-api/permissions.js';
import { signToken } from '../../read-api/sign-token.js';
import { type Book, readSideOf } from './read-side-of.js';

export const jwtSecret = 'a secret for specs, of no use anywhere else';

export const tokenOf = (role: string, ttlSeconds = 60): string =>
  signToken(jwtSecret, { role: role as Role, subject: `spec-${role}`, ttlSeconds });

export type ApiRequest = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload?: string;
};

type AskedBy = { readonly as?: string | null; readonly headers?: Readonly<Record<string, string>> };

/** Asked by an admin if not said otherwise; by nobody if `as` is null. */
const headersOf = ({ as = 'admin', headers = {} }: AskedBy) => ({
  ...(as === null ? {} : { authorization: `Bearer ${tokenOf(as)}` }),
  ...headers,
});

export const get = (url: string, by: AskedBy = {}): ApiRequest => ({ method: 'GET', url, headers: headersOf(by) });

export const post = (url: string, payload: string, by: AskedBy = {}): ApiRequest => ({
  method: 'POST',
  url,
  payload,
  headers: { 'content-type': 'application/json', ...headersOf(by) },
});

export const graphql = (query: string, variables: object = {}, by: AskedBy = {}): ApiRequest =>
  post('/graphql', JSON.stringify({ query, variables }), by);

/** The API over a book of plain data; options replace what the book gives. */
export const apiOver = (book: Book, options: Partial<ReadApiOptions> = {}) =>
  buildReadApi({
    ...readSideOf(book),
    changeFeed: makeInMemoryChangeFeed(),
    jwtSecret,
    readinessChecks: [],
    ...options,
  });

const expectProblem = (
  response: LightMyRequestResponse,
  status: number,
  name: string,
  pointers?: ReadonlyArray<string>,
) => {
  const body = response.json();
  expect({ status: response.statusCode, type: body.type }).toEqual({ status, type: `/problems/${name}` });
  expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(body).toMatchObject({ status, title: expect.any(String), detail: expect.any(String) });
  if (pointers === undefined) return;
  expect(body.violations.map((violation: { pointer: string }) => violation.pointer)).toEqual(pointers);
};

export const givenApi = (book: Book, options: Partial<ReadApiOptions> = {}) => ({
  when: (request: ApiRequest) => {
    const answered = async (): Promise<LightMyRequestResponse> => {
      const app = apiOver(book, options);
      const response = await app.inject({ ...request, headers: { ...request.headers } });
      await app.close();
      return response;
    };
    return {
      answered,
      /** Answers 200 with at least this. */
      then200: async (body: object): Promise<LightMyRequestResponse> => {
        const response = await answered();
        expect(response.json()).toMatchObject(body);
        expect(response.statusCode).toBe(200);
        return response;
      },
      thenStatus: async (status: number): Promise<LightMyRequestResponse> => {
        const response = await answered();
        expect(response.statusCode).toBe(status);
        return response;
      },
      /** With the fields it names, where it names any. */
      thenProblem: async (status: number, name: string, pointers?: ReadonlyArray<string>): Promise<void> =>
        expectProblem(await answered(), status, name, pointers),
    };
  },
});
