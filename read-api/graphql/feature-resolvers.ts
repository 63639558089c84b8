import * as t from 'io-ts';
import { AccountId } from '../../domain/ids.js';
import type { ReadSide } from '../deps.js';
import { AskAccountFeatures, accountFeatures } from '../questions/account-features.js';
import { listFeatures } from '../questions/list-features.js';
import { readModelsOf } from '../questions/read-models.js';
import { NoArguments } from './arguments.js';
import { asking } from './context.js';

const OfAccount = t.intersection([t.strict({ accountId: AccountId }), AskAccountFeatures]);

/** The same questions as over REST. */
export const featureResolvers = (readSide: ReadSide) => ({
  features: asking('read:trends', readModelsOf.features, NoArguments, () => listFeatures(readSide)),
  accountFeatures: asking('read:trends', readModelsOf.accountFeatures, OfAccount, ({ accountId, ...asked }) =>
    accountFeatures(readSide)(accountId, asked),
  ),
});
