import * as t from 'io-ts';
import type * as application from '../../application/problem.js';
import { nullable } from '../../domain/primitives.js';
import { integer, position } from './texts.js';

const Violation = t.strict({ pointer: t.string, message: t.string }, 'Violation');

export const Problem = t.intersection(
  [
    t.strict({ type: t.string, title: t.string, status: integer, detail: t.string }),
    t.partial({
      violations: t.readonlyArray(Violation),
      minPosition: position,
      reached: nullable(position),
      because: t.string,
    }),
  ],
  'Problem',
) satisfies t.Type<application.Problem, unknown>;
