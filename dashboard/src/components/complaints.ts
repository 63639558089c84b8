import type { Failure } from '../api/answer.js';

type Refused = Pick<Failure, 'violations'> | undefined;

/** The API names the argument first that the fields stand in. */
const isAt = (pointer: string, field: string): boolean => {
  const within = pointer.replace(/^\/rule(?=\/)/, '');
  return within === field || within.startsWith(`${field}/`);
};

/** What the API objects to in a field, or in what it holds. */
export const complaintsAbout = (refused: Refused, field: string): ReadonlyArray<string> =>
  refused?.violations.filter(({ pointer }) => isAt(pointer, field)).map(({ message }) => message) ?? [];

/** What it objects to beside these fields, with where. */
export const otherComplaints = (refused: Refused, fields: ReadonlyArray<string>): ReadonlyArray<string> =>
  refused?.violations
    .filter(({ pointer }) => !fields.some((field) => isAt(pointer, field)))
    .map(({ pointer, message }) => `${pointer.slice(1)} ${message}`) ?? [];
