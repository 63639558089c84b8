import type { NoticeAbout } from '../../domain/alert/names.js';
import { isTagged } from '../../domain/errors.js';
import type { Alert } from '../alerts/alert-to-tell.js';
import type { ChannelTarget } from './alert-channels.js';

/** What somebody is told. The same notice keeps its `id` however often it is sent, so that receivers can tell a repetition. */
export type AlertNotice = { readonly id: string; readonly about: NoticeAbout; readonly alert: Alert };

/** The receiver did not say that it has it. `reason` names nothing of the address, nor of what was answered. */
export type Undelivered = { readonly _tag: 'Undelivered'; readonly reason: string; readonly isFinal: boolean };
export const isUndelivered = isTagged<Undelivered>('Undelivered');

/** Resolves once the receiver has it. Rejects with `Undelivered`, and with the signal's reason once that aborts. */
export type DeliverNotice = (target: ChannelTarget, notice: AlertNotice, signal: AbortSignal) => Promise<void>;
