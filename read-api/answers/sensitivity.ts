import * as t from 'io-ts';
import { nullable } from '../../domain/primitives.js';
import { instant, integer, position } from './texts.js';

const text = nullable(t.string);

/** `usual` holds where nothing else is said; a null metric or segment is any. */
export const DetectorSensitivity = t.strict(
  {
    version: integer,
    usual: t.number,
    settings: t.readonlyArray(
      t.strict({ metric: text, segment: text, falseAlarmsPerYear: t.number, since: instant }, 'SensitivitySetting'),
    ),
  },
  'DetectorSensitivity',
);
export type DetectorSensitivity = t.TypeOf<typeof DetectorSensitivity>;

export const ChangedSensitivity = t.strict({ position: nullable(position) }, 'ChangedSensitivity');
export type ChangedSensitivity = t.TypeOf<typeof ChangedSensitivity>;
