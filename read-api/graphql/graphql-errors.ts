import { GraphQLError, type GraphQLFormattedError } from 'graphql';
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

/** What a client is told of an error: ours and the engine's own as they are, anything else without its message. */
export const formatError = (error: GraphQLError, onUnexpected: (thrown: unknown) => void): GraphQLFormattedError => {
  if (error.extensions['problem'] !== undefined) return error.toJSON();
  if (isOfTheDocument(error)) {
    const invalid = problemOf({ _tag: 'InvalidGraphql', messages: [error.message] });
    return { ...error.toJSON(), extensions: extensionsOf(invalid) };
  }
  onUnexpected(error.originalError);
  const unexpected = problemOf({ _tag: 'Unexpected' });
  return { ...error.toJSON(), message: unexpected.detail, extensions: extensionsOf(unexpected) };
};
