import type * as t from 'io-ts';
import { message } from '../event.js';
import { SensitivitySet } from './events.js';

const { version: _, ...asked } = SensitivitySet.type.props.data.type.props;

export const SensitivityCommand = message('SetSensitivity', asked);
export type SensitivityCommand = t.TypeOf<typeof SensitivityCommand>;
