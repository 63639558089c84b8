import type { CannotLearn } from '../learning/cannot-learn.js';
import type { Leak } from '../learning/leaks/leak-probe.js';

/** Why no model came of a data set. What is in use goes on. */
export type CannotTrain =
  | CannotLearn
  /** Too few customers did what is to be predicted, as far back as can be seen. */
  | { readonly _tag: 'LittleHistory'; readonly outcome: string; readonly needed: number; readonly given: number }
  /** Columns that seem to have been written with the outcome known. */
  | { readonly _tag: 'FeaturesLeak'; readonly leaks: ReadonlyArray<Leak> }
  /** Labels that were drawn by chance are told apart. */
  | { readonly _tag: 'NoiseIsLearned'; readonly auc: number };

export const cannotTrainInWords = (why: CannotTrain): string => {
  switch (why._tag) {
    case 'LittleHistory':
      return `too little history: ${why.given} customers ${why.outcome} so far, and ${why.needed} are needed`;
    case 'FeaturesLeak':
      return `features tell the outcome as only what is written afterwards does: ${why.leaks
        .map(({ column, auc, why: how }) => `${column} (${how}, AUC ${auc.toFixed(2)})`)
        .join(', ')}`;
    case 'NoiseIsLearned':
      return `labels drawn by chance are told apart with an AUC of ${why.auc.toFixed(2)}`;
    case 'TooFewRows':
      return `too little history: ${why.given} examples, and ${why.needed} are needed`;
    case 'OneClassOnly':
      return why.label === 1 ? 'what is to be predicted happened to all' : 'what is to be predicted happened to nobody';
    case 'NothingVaries':
      return 'all customers look the same';
    case 'BadLabel':
      return `the outcome of example ${why.row} cannot be: ${why.label}`;
    case 'BadWeight':
      return `the weight of example ${why.row} cannot be: ${why.weight}`;
    case 'BadShape':
      return `the data set holds ${why.given} values where ${why.expected} were expected`;
    case 'BadSetting':
      return `${why.setting} cannot be ${why.given}`;
    case 'Interrupted':
      return `training was interrupted: ${why.reason}`;
  }
};
