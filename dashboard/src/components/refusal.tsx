import type { Failure } from '../api/answer.js';
import { otherComplaints } from './complaints.js';

type Props = {
  readonly refused: Failure | undefined;
  /** Those of a form that say themselves what is wrong with them, by pointer. */
  readonly fields?: ReadonlyArray<string>;
};

/** That something was refused, and what for where no field says so. */
export const Refusal = ({ refused, fields = [] }: Props) => {
  if (refused === undefined) return null;
  const others = otherComplaints(refused, fields);
  return (
    <p class="complaint" role="alert">
      {[refused.message, ...others].join(' ')}
    </p>
  );
};
