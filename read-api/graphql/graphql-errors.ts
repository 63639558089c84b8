import { GraphQLError, type GraphQLErrorExtensions, type GraphQLFormattedError } from 'graphql';
import type { Problem } from '../../application/problem.js';
import type { ApiError } from '../api-error.js';
import { problemOf } from '../problem-of.js';

const codeOf = ({ type }: Problem): string => type.slice('/problems/'.length);

const extensionsOf = (problem: Problem) => ({ code: codeOf(problem), problem });

/** An error value as GraphQL carries it: the problem REST would have answered is in `extensions.problem`. */
export const graphqlErrorOf = (error: ApiError): GraphQLError => {
  const problem = problemOf(error);
  return new GraphQLError(problem.detail, { extensions: extensionsOf(problem) });
};

/** Raised by the GraphQL engine itself, about the document or its variables: nothing was thrown underneath. */
const isOfTheDocument = ({ originalError }: GraphQLError): boolean =>
  originalError === undefined || originalError === null || originalError instanceof GraphQLError;

const problemOfError = (error: GraphQLError, onUnexpected: (thrown: unknown) => void): ApiError => {
  if (isOfTheDocument(error)) return { _tag: 'InvalidGraphql', messages: [error.message] };
  onUnexpected(error.originalError);
  return { _tag: 'Unexpected' };
};

const carriesProblem = (extensions: unknown): extensions is GraphQLErrorExtensions =>
  typeof extensions === 'object' && extensions !== null && 'problem' in extensions;

/**
 * What a client is told of an error: ours and the engine's own as they are, anything else without its message. Errors
 * of compiled documents are of a class of their own, without `toJSON`, so this is put together here.
 */
export const formatError = (error: GraphQLError, onUnexpected: (thrown: unknown) => void): GraphQLFormattedError => {
  const place = {
    ...(error.locations === undefined ? {} : { locations: error.locations }),
    ...(error.path === undefined ? {} : { path: error.path }),
  };
  const thrown = error.originalError instanceof GraphQLError ? error.originalError : error;
  if (carriesProblem(thrown.extensions)) return { message: thrown.message, ...place, extensions: thrown.extensions };
  const problem = problemOf(problemOfError(error, onUnexpected));
  return { message: problem.detail, ...place, extensions: extensionsOf(problem) };
};
