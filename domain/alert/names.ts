import type * as t from 'io-ts';
import { oneOf } from '../primitives.js';

export const AlertStatus = oneOf('open', 'acknowledged', 'resolved');
export type AlertStatus = t.TypeOf<typeof AlertStatus>;

/** Who resolved an alert: somebody, or what it was about, by ending. */
export const ResolvedBy = oneOf('person', 'condition');
export type ResolvedBy = t.TypeOf<typeof ResolvedBy>;

/** What a notice says: that an alert is there, or that nobody acknowledged it. */
export const NoticeAbout = oneOf('opened', 'escalated');
export type NoticeAbout = t.TypeOf<typeof NoticeAbout>;
